"""The one family of errors that people see."""

from __future__ import annotations


class BsbError(Exception):
    """Something a user can mend: what went wrong and where, and what to do about it.

    Neither line may ever hold words from a transcript.

    >>> error = BsbError("No district is called Alnaa.", "Did you mean Alna?")
    >>> error.hint
    'Did you mean Alna?'
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
