"""Files encrypted with age: any age program opens them too (``age -d``). Needs the library pyrage."""

from __future__ import annotations

from typing import Any

from bsb.errors import BsbError
from bsb.i18n import gettext as _

SHORTEST = 12
_MARK = b"age-encryption.org/v1"


def check_length(passphrase: str) -> None:
    """Raise BsbError if a new passphrase is too short, whatever it is for."""
    if len(passphrase) < SHORTEST:
        raise BsbError(
            _("The passphrase is too short."),
            _("Use at least {n} characters, such as four words.").format(n=SHORTEST),
        )


def encrypt(data: bytes, *, passphrase: str = "", recipient: str = "") -> bytes:
    """Return data encrypted for a passphrase or an age recipient (``age1...``). A passphrase costs a second.

    Raises BsbError if the passphrase has fewer than 12 characters, the recipient is none, or pyrage is missing.
    """
    pyrage = _pyrage()
    if recipient:
        try:
            to = pyrage.x25519.Recipient.from_str(recipient)
        except pyrage.RecipientError:
            raise BsbError(
                _("That is no age recipient."), _("It begins with age1 and comes from age-keygen.")
            ) from None
        return bytes(pyrage.encrypt(data, [to]))
    check_length(passphrase)
    return bytes(pyrage.passphrase.encrypt(data, passphrase))


def decrypt(data: bytes, *, passphrase: str, name: str) -> bytes:
    """Return what a file holds that was encrypted for a passphrase. ``name`` is the file's, for messages.

    Raises BsbError if it is no age file, the passphrase is wrong, the file is cut short or damaged, or pyrage is
    missing.
    """
    pyrage = _pyrage()
    if not data.startswith(_MARK):
        raise BsbError(_("{file} is not an encrypted file that bsb wrote.").format(file=name), _("Look at the name."))
    try:
        return bytes(pyrage.passphrase.decrypt(data, passphrase))
    except pyrage.DecryptError as error:
        # The library tells a wrong key from broken contents by its words alone.
        if str(error) == "Decryption failed":
            raise BsbError(
                _("The passphrase does not open {file}.").format(file=name),
                _("Mind capitals and blanks, and try again."),
            ) from None
        raise BsbError(
            _("{file} is cut short or damaged.").format(file=name), _("Copy it again, or ask for it once more.")
        ) from None


def _pyrage() -> Any:
    try:
        import pyrage
    except ImportError:
        raise BsbError(
            _("Encryption needs the library pyrage, which is not installed."),
            _("Install it: pip install 'bsb[crypto]'"),
        ) from None
    return pyrage
