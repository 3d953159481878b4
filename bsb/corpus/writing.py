"""A stored transcript as a file that people can read, correct, and give back (``bsb transcript revise``)."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path

from bsb.corpus.speakers import UNKNOWN
from bsb.corpus.transcripts import StoredTurn, Transcript
from bsb.errors import BsbError
from bsb.formats.stable_zip import stable, write_whole
from bsb.i18n import gettext as _

ENDINGS = (".txt", ".docx")


def write_transcript(transcript: Transcript, out: Path, *, date: datetime.date, language: str = "nb") -> None:
    """Write a transcript as .txt or .docx, a paragraph a turn: ``[00:03:12] B1: words``.

    A turn that nobody is named for begins with a dash; one removed after a withdrawal says so, so that numbers
    hold when the file is read again. Equal transcripts and dates give equal bytes.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    ending = out.suffix.lower()
    if ending == ".txt":
        lines = [f"{label}{text}" for label, text in _paragraphs(transcript)]
        write_whole(out, ("\n".join(lines) + "\n").encode())
    elif ending == ".docx":
        write_whole(out, _word(transcript, date, "nb-NO" if language == "nb" else "en-GB"))
    else:
        raise BsbError(
            _("{file} is neither .txt nor .docx.").format(file=out.name),
            _("Give it one of the endings {endings}.").format(endings=", ".join(ENDINGS)),
        )


def _paragraphs(transcript: Transcript) -> Iterator[tuple[str, str]]:
    """Yield (label, text) of each paragraph; the later ones of a turn have no label."""
    for turn in transcript.turns:
        first, *rest = (turn.text or _("[withdrawn]")).split("\n")
        stamp = _stamp(turn)
        if turn.speaker == UNKNOWN and stamp:
            yield "", stamp  # a dash opens a turn at the start of a line alone
        yield (f"{stamp} " if stamp else "") + f"{turn.speaker}: " if turn.speaker != UNKNOWN else "– ", first
        yield from (("", line) for line in rest)


def _stamp(turn: StoredTurn) -> str:
    if turn.time_ms is None:
        return ""
    seconds, part = divmod(turn.time_ms, 1000)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"[{clock}.{part:03}]" if part else f"[{clock}]"


def _word(transcript: Transcript, date: datetime.date, language: str) -> bytes:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), language)
    normal.element.get_or_add_rPr().append(spoken)
    title = _("{interview}, version {version}").format(interview=transcript.interview, version=transcript.version)
    document.add_heading(title, level=1)
    for label, text in _paragraphs(transcript):
        paragraph = document.add_paragraph()
        if label:
            paragraph.add_run(label).bold = True
        paragraph.add_run(text)
    held = io.BytesIO()
    document.save(held)
    return stable(held.getvalue(), date=date, title=title, language=language)
