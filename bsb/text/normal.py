"""How text is stored, stated once.

Text is Unicode NFC with LF line ends and no byte order mark. Every offset in the project counts Unicode
code points from 0 and every span is half-open: ``text[start:end]`` is the passage.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")


def normalise(text: str) -> str:
    r"""Return text as the store keeps it: NFC, LF, no control characters, no byte order mark.

    >>> normalise("\ufeffA\u030a\r\nB\rC")
    'Å\nB\nC'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
