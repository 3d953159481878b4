/* Counts what a process does to files, and at the n-th time has it fail or be killed.
   Loaded before the C library (LD_PRELOAD), so that it hears of SQLite's calls as well as Python's. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { COUNT, KILL, TEAR, FULL, BROKEN, UNLOCKED };
static long left = 0, seen = 0;
static int mode = COUNT, failing = 0;

void calls_arm(int how, long at) { mode = how; left = at; seen = 0; failing = 0; }
long calls_seen(void) { return seen; }

static int is_file(int fd) {
    struct stat found;
    return fstat(fd, &found) == 0 && S_ISREG(found.st_mode);
}

/* One thing done to a file; returns whether it is to fail. */
static int turn(void) {
    seen++;
    if (left > 0 && --left == 0) {
        if (mode == KILL) kill(getpid(), SIGKILL);
        failing = 1;
    }
    return failing && (mode == FULL || mode == BROKEN);
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

#define WRITES(called, offset_t)                                                                        \
    ssize_t called(int fd, const void *from, size_t size, offset_t at) {                                \
        REAL(ssize_t, #called, int, const void *, size_t, offset_t);                                    \
        if (!is_file(fd)) return real(fd, from, size, at);                                              \
        int fails = turn();                                                                             \
        if (mode == TEAR && failing) { real(fd, from, size / 2, at); kill(getpid(), SIGKILL); }         \
        if (fails) { errno = mode == FULL ? ENOSPC : EIO; return -1; }                                  \
        return real(fd, from, size, at);                                                                \
    }
WRITES(pwrite, off_t)
WRITES(pwrite64, off64_t)

ssize_t write(int fd, const void *from, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!is_file(fd)) return real(fd, from, size);
    int fails = turn();
    if (mode == TEAR && failing) { real(fd, from, size / 2); kill(getpid(), SIGKILL); }
    if (fails) { errno = mode == FULL ? ENOSPC : EIO; return -1; }
    return real(fd, from, size);
}

#define SYNCS(called)                                                                                   \
    int called(int fd) {                                                                                \
        REAL(int, #called, int);                                                                        \
        if (turn() && mode == BROKEN) { errno = EIO; return -1; }                                       \
        if (mode == TEAR && failing) kill(getpid(), SIGKILL);                                           \
        return real(fd);                                                                                \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define GROWS(called, offset_t)                                                                         \
    int called(int fd, offset_t size) {                                                                 \
        REAL(int, #called, int, offset_t);                                                              \
        if (turn()) { errno = mode == FULL ? ENOSPC : EIO; return -1; }                                 \
        if (mode == TEAR && failing) kill(getpid(), SIGKILL);                                           \
        return real(fd, size);                                                                          \
    }
GROWS(ftruncate, off_t)
GROWS(ftruncate64, off64_t)

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    turn();
    if (mode == TEAR && failing) kill(getpid(), SIGKILL);
    return real(from, to);
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    turn();
    if (mode == TEAR && failing) kill(getpid(), SIGKILL);
    return real(path);
}

static int locks(int command) {
    return mode == UNLOCKED && left >= 0 && (command == F_SETLK || command == F_SETLKW);
}

#define CONTROLS(called)                                                                                \
    int called(int fd, int command, ...) {                                                              \
        REAL(int, #called, int, int, ...);                                                              \
        va_list more;                                                                                   \
        va_start(more, command);                                                                        \
        void *told = va_arg(more, void *);                                                              \
        va_end(more);                                                                                   \
        if (locks(command)) { errno = ENOLCK; return -1; }                                              \
        return real(fd, command, told);                                                                 \
    }
CONTROLS(fcntl)
CONTROLS(fcntl64)
