"""Encryption of the database file (SQLCipher): the passphrase becomes a key that lives in memory alone.

An encrypted file begins with sixteen random bytes, the salt, where a plain one begins with fixed words. scrypt makes
the key of the passphrase and that salt: nothing else is kept anywhere, and a copy opens with the same passphrase.
Needs the library sqlcipher3.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.formats.age_file import check_length
from bsb.i18n import gettext as _

_SALT, _PAGE = 16, 4096
_PLAIN = b"SQLite format 3\x00"
#: 128 MiB and about half a second for each guess (RFC 7914's N, r and p).
_COST = {"n": 2**17, "r": 8, "p": 1, "maxmem": 2**28, "dklen": 32}


def _nobody(name: str) -> str:
    raise BsbError(
        _("{file} is encrypted.").format(file=name), _("Open it with its passphrase: bsb.store.cipher.unlock")
    )


#: Asks for the passphrase of the file of that name. Whoever talks with people puts their own way here.
ask: Callable[[str], str] = _nobody
#: The keys found in this process, by the salt of their file.
_keys: dict[bytes, bytes] = {}


def is_encrypted(path: Path) -> bool:
    """Return whether a file looks like an encrypted database: whole pages that begin in noise.

    >>> is_encrypted(Path(__file__))
    False
    """
    try:
        with path.open("rb") as file:
            page = file.read(_PAGE)
            size = path.stat().st_size
    except FileNotFoundError:
        return False
    # A page of noise lacks more than a few of the 256 bytes only once in 10**12; a damaged plain one lacks many.
    return len(page) == _PAGE and size % _PAGE == 0 and not page.startswith(_PLAIN) and len(set(page)) > 245


def unlock(path: Path, passphrase: str) -> None:
    """Find the key of an encrypted file and keep it for this process.

    Raises BsbError if the passphrase does not open it, or sqlcipher3 is missing.
    """
    module = _module()
    salt = _salt(path)
    key = _derive(passphrase, salt)
    connection = module.connect(f"{path.resolve().as_uri()}?{to_read(path)}", uri=True)
    try:
        _turn(connection, key, salt)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except module.OperationalError:
        raise  # locked or out of reach: nothing is said about the passphrase
    except module.DatabaseError:
        raise BsbError(
            _("The passphrase does not open {file}.").format(file=path.name),
            _("Mind capitals and blanks, and try again."),
        ) from None
    finally:
        connection.close()
    _keys[salt] = key


def opens(path: Path, passphrase: str) -> bool:
    """Return whether a passphrase is that of an encrypted file."""
    if not is_encrypted(path):
        return False
    key, salt = find_key(path)
    return secrets.compare_digest(key, _derive(passphrase, salt))


def check(passphrase: str) -> None:
    """Raise BsbError if a new passphrase is too short, or sqlcipher3 is missing."""
    check_length(passphrase)
    _module()


def make(path: Path, passphrase: str) -> None:
    """Make an empty encrypted database. Raises BsbError for a short passphrase, or if sqlcipher3 is missing."""
    check(passphrase)
    module = _module()
    salt = secrets.token_bytes(_SALT)
    key = _derive(passphrase, salt)
    connection = module.connect(path, isolation_level=None)
    try:
        _turn(connection, key, salt)
        connection.execute("PRAGMA user_version = 1")  # writes the first page
    finally:
        connection.close()
    _keys[salt] = key


def forget() -> None:
    """Drop all keys: whoever opens a file again is asked again."""
    _keys.clear()


def driver(path: Path) -> Any:
    """Return the database module that can open a file."""
    return _module() if is_encrypted(path) else sqlite3


def to_read(path: Path) -> str:
    """Return SQLite's options for reading a file so that nothing is changed or left beside it.

    Where nobody has it open there is no log beside it, and reading by the log's rules would leave one there.
    """
    return "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"


def connect(path: Path, *, like: Path | None = None, options: str = "", **more: Any) -> Any:
    """Open a database file by its name, asking for the passphrase if it is encrypted and its key not known.

    A file that is not there yet is made with the encryption of another, ``like``. ``options`` are SQLite's own, such
    as ``mode=ro``; ``more`` goes to the driver's ``connect``.
    """
    of = like or path
    address = f"{path.resolve().as_uri()}?{options}"
    if not is_encrypted(of):
        return sqlite3.connect(address, uri=True, **more)
    key, salt = find_key(of)
    connection = _module().connect(address, uri=True, **more)
    _turn(connection, key, salt)
    return connection


def find_key(path: Path, *, called: str = "") -> tuple[bytes, bytes]:
    """Return key and salt of an encrypted file; ask for the passphrase if they are not known yet.

    ``called`` is what the file is called when it is asked for, where several are open and all have one name.
    """
    salt = _salt(path)
    if salt not in _keys:
        unlock(path, ask(called or path.name))
    return _keys[salt], salt


def recode(path: Path, target: Path, *, like: Path | None) -> None:
    """Write what a database holds into a new file, with the encryption of ``like``, or plain without one.

    The new file must not be there, or be an empty one that ``make`` made. Raises BsbError if sqlcipher3 is missing.
    """
    module = _module()
    key = "''"
    if like is not None:
        key = _literal(*find_key(like))
    if is_encrypted(path):
        connection = connect(path, isolation_level=None)
    else:
        connection = module.connect(path, isolation_level=None)
    try:
        connection.execute(f"ATTACH ? AS recoded KEY {key}", (str(target),))
        connection.execute("PRAGMA recoded.secure_delete = ON")
        connection.execute("SELECT sqlcipher_export('recoded')")
        connection.execute("DETACH recoded")
    finally:
        connection.close()


def _turn(connection: Any, key: bytes, salt: bytes) -> None:
    """Turn the key of a connection that was just opened."""
    connection.execute("PRAGMA cipher_log_level = NONE")  # a wrong passphrase is told by us, in one line
    connection.execute(f"PRAGMA key = {_literal(key, salt)}")


def _literal(key: bytes, salt: bytes) -> str:
    return f"\"x'{key.hex()}{salt.hex()}'\""


def _salt(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SALT)


def _derive(passphrase: str, salt: bytes) -> bytes:
    import unicodedata

    # The same passphrase typed on a Mac and on Windows: one form of its letters.
    return hashlib.scrypt(unicodedata.normalize("NFC", passphrase).encode(), salt=salt, **_COST)


def _module() -> Any:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise BsbError(
            _("This project is encrypted, which needs the library sqlcipher3; it is not installed."),
            _("Install it: pip install 'bsb[crypto]'"),
        ) from None
    return dbapi2
