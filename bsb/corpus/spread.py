"""Spreading work over processes or a cluster: in order, a few at a time, and done again where a worker was lost.

Nothing here knows what the work is. Results come in the order of the items whoever was first, so that what is made of
them is the same with one worker as with a hundred.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module, metadata
from multiprocessing import get_context, parent_process
from typing import Any, Generic, TypeVar

from bsb.errors import BsbError
from bsb.i18n import gettext as _

T = TypeVar("T")
R = TypeVar("R")
_AHEAD = 3  # items for each worker
_TRIES = 2  # for an item alone: the first time it may have been another's worker that was lost


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works: ``make`` gives an executor, a new one each time, since one that lost a process is of no use.

    ``ahead`` is how many items may be under way or wait for a worker.
    """

    make: Callable[[], Executor]
    ahead: int = 1


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """One item, and its result: None if whoever worked on it was lost each time. ``again``: handed out anew."""

    item: T
    result: R | None
    again: bool = False


def spread(task: Callable[[T], R], items: Iterable[T], crew: Crew) -> Iterator[Done[T, R]]:
    """Yield the result for each item, in order. ``task`` must not raise; no more are taken than are soon needed.

    An item whose worker is lost (killed, out of memory, off the network) is done again with no other beside it, so
    that one that cannot be done takes no other along.
    """
    coming = iter(items)
    waiting: deque[tuple[T, Future[R], bool]] = deque()  # the last: whether it was handed out before
    executor = crew.make()

    def fill() -> None:
        for item in coming:
            waiting.append((item, _submitted(executor, task, item), False))
            if len(waiting) >= crew.ahead:
                break

    try:
        fill()
        while waiting:
            item, future, again = waiting.popleft()
            try:
                done = Done(item, future.result(), again)
            except Exception:  # a worker's end has many names: BrokenProcessPool, KilledWorker, CommClosedError ...
                for _item, other, _again in waiting:
                    other.cancel()
                done = Done(item, None, True)
                for _alone in range(_TRIES):
                    executor = _anew(executor, crew)
                    with suppress(Exception):
                        done = Done(item, executor.submit(task, item).result(), True)
                        break
                else:
                    executor = _anew(executor, crew)
                waiting = deque(
                    (it, was, before) if _well(was) else (it, _submitted(executor, task, it), True)
                    for it, was, before in waiting
                )
            yield done
            fill()
    finally:
        for _item, other, _again in waiting:
            other.cancel()
        executor.shutdown(wait=False)


def _submitted(executor: Executor, task: Callable[[T], R], item: T) -> Future[R]:
    """Return a future also where the executor is found to be broken: the item's turn will come again."""
    try:
        return executor.submit(task, item)
    except RuntimeError as error:  # BrokenExecutor is one
        future: Future[R] = Future()
        future.set_exception(error)
        return future


def _well(future: Future[R]) -> bool:
    """Tell whether a future has its result already."""
    return future.done() and not future.cancelled() and future.exception() is None


def _anew(executor: Executor, crew: Crew) -> Executor:
    executor.shutdown(wait=False)
    return crew.make()


class Here(Executor):
    """Does the work at once, in this process."""

    def submit(self, task: Callable[..., R], /, *args: object, **more: object) -> Future[R]:
        """Return a future that is done."""
        future: Future[R] = Future()
        future.set_result(task(*args, **more))
        return future


@contextmanager
def crew(workers: int = 0, scheduler: str = "") -> Iterator[Crew]:
    """Give a crew: this process (0), so many processes of this machine, or the cluster of a Dask scheduler's address.

    Raises BsbError if there is no such cluster, or it cannot do the work.
    """
    if scheduler:
        with _cluster(scheduler) as found:
            yield found
    elif workers > 0:
        yield Crew(lambda: processes(workers), _AHEAD * workers)
    else:
        yield Crew(Here)


def processes(workers: int) -> ProcessPoolExecutor:
    """Return an executor of so many new processes, which begin with nothing of this one, as on Windows."""
    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Begin as a worker: one thread a process, and an interruption is for the process that hands out the work."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    """End this process when the one that started it is gone, even if that was killed."""
    parent.join()
    os._exit(1)


def version() -> str:
    """Return the version of bsb where this runs."""
    return metadata.version("bsb")


@contextmanager
def _cluster(address: str) -> Iterator[Crew]:
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise BsbError(
            _("Work on a cluster needs Dask, which is not installed here."),
            _('Install it: pip install "bsb[cluster]"'),
        ) from None
    try:
        client = distributed.Client(address, timeout=20, set_as_default=False)
    except (OSError, ValueError):
        raise BsbError(
            _("No cluster answers at {address}.").format(address=address),
            _("Write the address that the scheduler shows when it starts, such as tcp://10.0.0.5:8786."),
        ) from None
    with client:
        size = sum(client.nthreads().values())
        if not size:
            raise BsbError(
                _("The cluster at {address} has no workers.").format(address=address),
                _("Start some: dask worker {address} --nthreads 1").format(address=address),
            )
        try:
            there = set(client.run(version).values())
        except Exception:
            there = set()
        if there != {version()}:
            raise BsbError(
                _("The workers of the cluster do not have bsb {version}.").format(version=version()),
                _("Install the same version in the Python of every worker, and start them again."),
            )
        yield Crew(client.get_executor, _AHEAD * size)
