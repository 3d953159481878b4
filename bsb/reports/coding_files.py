"""Transcripts written out to be coded in Word or Excel."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.coding.round_trip.record import new_record
from bsb.coding.round_trip.room import RoundTrip
from bsb.config import Config
from bsb.corpus.interviews import Interviews
from bsb.corpus.transcripts import Transcripts
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.text.match import slug

FOLDER = "koding"
#: The ending of each kind of file.
FORMATS = {"word": ".docx", "excel": ".xlsx"}


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to be coded in: where it lies, its interview, and how many codings it holds."""

    path: Path
    interview: str
    codings: int


@dataclass(frozen=True)
class CodingFiles:
    """Writes the files; ``RoundTrip`` takes them back."""

    config: Config
    interviews: Interviews
    transcripts: Transcripts
    codebook: Codebook
    codings: Codings
    round_trip: RoundTrip
    template: Callable[[str], Path]
    output: Path
    today: datetime.date

    def export(
        self, interview: str, *, kind: str = "word", coder: str | None = None, out: Path | None = None
    ) -> Exported:
        """Write a transcript with all its codings, or those of one coder, as a file to be coded in.

        ``kind`` is "word" or "excel". ``out`` is the file, or the folder it is to lie in.

        Raises BsbError if there is no such transcript or no code, ``out`` has another ending, or a file lies there
        with something in it that has not been taken in.
        """
        from bsb.formats.texts import read_texts
        from bsb.reports.coding_sheet import write_coding_workbook
        from bsb.reports.coding_texts import FILE
        from bsb.reports.coding_word import TEMPLATE, write_coding_document

        transcript = self.transcripts.get(interview)
        name = transcript.interview
        codes = self.codebook.all()
        if not any(code.codable and code.status == "active" for code in codes):
            raise BsbError(_("There is no code to code with."), _("Import a codebook: bsb codebook import FILE.yaml"))
        path = self._path(name, kind, coder, out)
        self._keep_work(path)
        found = self.codings.all(interviews=[name], coders=[coder] if coder else None)
        record = new_record(
            name, transcript.version, transcript.sha256, coder or "", found, {c.key: c.name for c in codes}
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        texts = read_texts(FILE, self.config.language, self.template)
        if kind == "excel":
            write_coding_workbook(transcript, found, codes, record, self.config, texts, path, today=self.today)
        else:
            write_coding_document(
                transcript,
                found,
                codes,
                record,
                self.config,
                texts,
                path,
                district=self.interviews.get(name).district,
                template=self.template(TEMPLATE),
                today=self.today,
            )
        return Exported(path, name, len(found))

    def _path(self, interview: str, kind: str, coder: str | None, out: Path | None) -> Path:
        ending = FORMATS[kind]
        if out is not None and out.suffix.lower() in FORMATS.values():
            if out.suffix.lower() != ending:
                raise BsbError(
                    _("{file} does not end in {ending}.").format(file=out.name, ending=ending),
                    _("Name it so, or choose the other kind: --format word or --format excel"),
                )
            return out
        folder = out if out is not None else self.output / FOLDER
        return folder / ("-".join(filter(None, ("koding", slug(interview), slug(coder or "")))) + ending)

    def _keep_work(self, path: Path) -> None:
        """Refuse to write over a file in which somebody has coded what the project does not have yet."""
        if not path.is_file():
            return
        try:
            file = self.round_trip.read(path)
            coders = [file.record.coder] if file.record and file.record.coder else []
            coders = coders or [name for name, _n, _i in self.codings.coders()] or ["?"]
            plans = [self.round_trip.plan(file, coder=coder) for coder in coders]
        except BsbError:
            return  # no file of ours, or of an interview that is no more
        if not any(plan.empty for plan in plans):
            raise BsbError(
                _("{file} holds what has not been taken in.").format(file=path.name),
                _("Take it in first (bsb code import {file}), or write to another file: -o").format(file=path.name),
            )
