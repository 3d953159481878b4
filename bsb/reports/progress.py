"""Where a project stands in the circle of steps, and what comes next, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bsb.coding.codebook import Codebook
from bsb.coding.codings import Codings
from bsb.config import Config
from bsb.corpus.conferences import Conference
from bsb.corpus.interviews import Interview, Participant
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.reports.waiting import Waiting
from bsb.text.match import slug
from bsb.text.numbered import numbered


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the circle: ``state`` is "open", "begun" or "done"; ``where`` says it in words."""

    key: str
    name: str
    state: str
    where: str


@dataclass(frozen=True, slots=True)
class Progress:
    """All steps, what to do next (with a command to paste), what deserves a look, and what waits for people."""

    steps: tuple[Step, ...]
    next_step: str
    next_command: str
    warnings: tuple[str, ...]
    waiting: tuple[Waiting, ...] = ()


def measure(
    config: Config,
    interviews: Sequence[Interview],
    participants: Sequence[Participant],
    codebook: Codebook,
    codings: Codings,
    conferences: Sequence[Conference],
    documents: int,
    waiting: tuple[Waiting, ...] = (),
) -> Progress:
    """Return where a project stands. ``documents`` is the number of process documents in its output folder."""
    steps = [
        _interviews(config, interviews),
        _transcripts(interviews),
        _codebook(codebook),
        _coding(interviews, codings),
        _documents(interviews, documents),
        _conferences(interviews, conferences),
    ]
    first = next((step for step in steps if step.state != "done"), None)
    covered = {i.district for i in interviews}
    uncovered = next((d.name for d in config.districts if d.name not in covered), "")
    what, command = _next(first, uncovered)
    return Progress(tuple(steps), what, command, tuple(_warnings(interviews, participants, codings)), waiting)


def _state(n: int, of: int) -> str:
    return "done" if of and n >= of else "begun" if n else "open"


def _interviews(config: Config, interviews: Sequence[Interview]) -> Step:
    reached = len({i.district for i in interviews})
    return Step(
        "interviews",
        _("Interviews"),
        _state(reached, len(config.districts)),
        _("{interviews} in {reached} of {districts}").format(
            interviews=numbered(len(interviews), "interview"),
            reached=reached,
            districts=numbered(len(config.districts), "district"),
        ),
    )


def _transcripts(interviews: Sequence[Interview]) -> Step:
    n = sum(i.words is not None for i in interviews)
    return Step(
        "transcripts",
        _("Transcripts"),
        _state(n, len(interviews)),
        _("{n} of {all} imported").format(n=n, all=len(interviews)),
    )


def _codebook(codebook: Codebook) -> Step:
    codes = [code for code in codebook.all() if code.codable]
    services = sum(code.facet == "service" for code in codes)
    themes = sum(code.facet == "theme" for code in codes)
    return Step(
        "codebook",
        _("Codebook"),
        "done" if codes else "open",
        _("{services} and {themes}").format(services=numbered(services, "service"), themes=numbered(themes, "theme")),
    )


def _coding(interviews: Sequence[Interview], codings: Codings) -> Step:
    coders = codings.coders()
    ready = sum(i.words is not None for i in interviews)
    reached = max((n for _who, _codings, n in coders), default=0)
    total = sum(n for _who, n, _interviews in coders)
    return Step(
        "coding",
        _("Coding"),
        _state(reached, ready),
        ngettext("{codings} by {n} coder", "{codings} by {n} coders", len(coders)).format(
            codings=numbered(total, "coding"), n=len(coders)
        ),
    )


def _documents(interviews: Sequence[Interview], documents: int) -> Step:
    districts = len({i.district for i in interviews})
    return Step(
        "documents",
        _("Process documents"),
        _state(documents, districts),
        _("{n} of {districts}").format(n=documents, districts=numbered(districts, "district")),
    )


def _conferences(interviews: Sequence[Interview], conferences: Sequence[Conference]) -> Step:
    districts = len({i.district for i in interviews})
    held = len({c.district for c in conferences})
    return Step(
        "conferences",
        _("Dialogue conferences"),
        _state(held, districts),
        _("held in {n} of {districts}").format(n=held, districts=numbered(districts, "district")),
    )


def _next(step: Step | None, uncovered: str) -> tuple[str, str]:
    if step is None:
        return _("All steps of this version are done."), ""
    return {
        "interviews": (
            _("Plan interviews in the districts that have none, and make a kit for each."),
            f'bsb interview add {slug(uncovered)}-fg1 --district "{uncovered}"',
        ),
        "transcripts": (_("Import the transcripts that are missing."), "bsb transcript import FILE..."),
        "codebook": (_("Import a codebook."), "bsb codebook import FILE.yaml"),
        "coding": (_("Code the transcripts that nobody has coded yet."), "bsb code export"),
        "documents": (_("Make the process documents."), "bsb report process DISTRICT"),
        "conferences": (_("Hold the dialogue conferences that remain."), ""),
    }[step.key]


def _warnings(interviews: Sequence[Interview], participants: Sequence[Participant], codings: Codings) -> list[str]:
    found = []
    unknown = sum(p.consent == "unknown" for p in participants)
    if unknown:
        found.append(
            ngettext(
                "The consent of {n} participant is not recorded.",
                "The consent of {n} participants is not recorded.",
                unknown,
            ).format(n=unknown)
        )
    ready = sum(i.words is not None for i in interviews)
    for coder, _codings, reached in codings.coders():
        if reached < ready:
            found.append(_("{coder} has coded {n} of {all} transcripts.").format(coder=coder, n=reached, all=ready))
    return found
