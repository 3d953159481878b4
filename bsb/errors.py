"""The one family of errors that people see."""

from __future__ import annotations

import traceback
from pathlib import Path


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


class ConflictError(BsbError):
    """What one was about to change has been changed by somebody else since one saw it. Nothing was changed."""


class NotNowError(BsbError):
    """The disk or another program is in the way, and nothing was changed: the same may be tried again in a while."""


def place_of(error: BaseException) -> str:
    """Return the kind of a stray exception and the last line of ours that it came through; never its message."""
    here = str(Path(__file__).resolve().parent)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(here)]
    return f"{type(error).__name__}, {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
