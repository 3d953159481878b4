"""The sheet that a group at a conference fills in: what is on it, and what a filled-in one says.

Each finding has four boxes (we recognise this, yes but, we do not recognise this, new), lines for the group's own
wording, and lines for what was said. Its mark says which project, conference and group it is for.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.coding.summaries import tidy_text
from bsb.corpus.conferences import Conference
from bsb.dialogue.fill_words import KINDS, VERDICTS, any_of, boxes, every, kind_boxes, words_on
from bsb.dialogue.finding import Finding
from bsb.dialogue.open_sheet import Column, Form, read_form
from bsb.dialogue.verdicts import NEW, GroupReport, Judged
from bsb.errors import BsbError
from bsb.formats.texts import Texts
from bsb.formats.word_rows import read_tables
from bsb.i18n import gettext as _
from bsb.text.match import fold

EMPTY = "☐"
NEW_POINTS = 3
_MARKS = frozenset("xX☒☑✓✔✗✘√×")
_KEY = re.compile(r"(?P<key>[FN]\d{1,9})\.\s*(?P<text>.*)", re.DOTALL)
_NOTE_KEY = "notat"
#: What tells the language of a sheet.
_TELLING = (*(f"box-{name}" for name in (*VERDICTS, *KINDS)), "wording", "point", "said", "notes", "new-point")


@functools.cache
def _mark() -> re.Pattern[str]:
    return re.compile(
        any_of("mark") + r": (?P<project>\S*) · (?P<conference>\S+) · (?P<group>[^·\n]+?)(?: · (?P<topic>[^·\n]*))?"
        r"(?:\n|$)"
    )


def followup_marks() -> set[str]:
    """Return what stands in the mark of the page of a follow-up meeting, where a sheet has its conference."""
    return {words["followup-mark"] for words in every()}


def form_of(words: Texts) -> Form:
    """Return a sheet as a workbook, in a language."""
    ref, statement, kind, wording, said = words.lines("sheet-heads")
    return Form(
        "bsb-gruppeark-1",
        words["sheet"],
        words["sheet-how"],
        (
            Column(ref, 7),
            Column(statement, 52),
            *(Column(name, 13, box, ("x",)) for box, name in boxes(words).items()),
            Column(kind, 14, "kind", tuple(words[f"kind-{each}"] for each in KINDS)),
            Column(wording, 46, "wording"),
            Column(said, 46, "comment"),
        ),
    )


@dataclass(frozen=True, slots=True)
class Group:
    """A group at a conference, with the findings that it is to discuss."""

    name: str
    topic: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of a filled-in sheet, as it stands there: F7 or N1, the boxes that are marked, what is written."""

    key: str
    place: str
    statement: str
    marks: tuple[str, ...]
    wording: str
    comment: str
    kind: str = ""
    odd: str = ""  # a box in which something else than a mark stands


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A filled-in sheet as it was read; ``words`` are those of its language."""

    file: str
    project: str
    conference: str
    group: str
    topic: str
    lines: tuple[SheetLine, ...]
    notes: str
    words: Texts


def mark_of(project: str, conference: Conference, group: Group, words: Texts) -> str:
    """Return the mark by which a sheet finds its way home."""
    topic = " ".join(group.topic.replace("·", ",").split())
    return f"{words['mark']}: {project} · {conference.ref} · {group.name}" + (f" · {topic}" if topic else "")


def divide(findings: Sequence[Finding], names: Mapping[str, str], *, words: Texts, groups: int = 4) -> list[Group]:
    """Divide findings among groups of about equal size, those of one main theme together.

    ``names`` are those of themes by key, in the codebook's order; ``words`` name the groups.
    Deterministic; fewer groups if there are fewer findings.
    """
    order = {key: at for at, key in enumerate(names)}
    ranked = sorted(findings, key=lambda f: (order.get(f.themes[0], len(order)) if f.themes else len(order), f.id))
    count = min(groups, len(ranked))
    made = []
    for number in range(count):
        own = ranked[number * len(ranked) // count : (number + 1) * len(ranked) // count]
        topics = list(dict.fromkeys(names.get(f.themes[0], f.themes[0]) for f in own if f.themes))
        made.append(Group(words("group", n=number + 1), ", ".join(topics), tuple(own)))
    return made


def sheet_rows(group: Group, words: Texts) -> list[tuple[str, list[str]]]:
    """Return the rows of a group's sheet as a workbook has them."""
    blank = [""] * len(form_of(words).fields)
    rows = [(f.ref, [f.ref, f.statement, *blank]) for f in group.findings]
    rows += [(f"N{n}", [f"N{n}", words["new-point"], *blank]) for n in range(1, NEW_POINTS + 1)]
    return [*rows, (_NOTE_KEY, [*words.lines("sheet-notes"), *blank])]


def is_sheet(path: Path) -> bool:
    """Whether a Word file or workbook is a group sheet."""
    if path.suffix.lower() == ".xlsx":
        return True
    return path.suffix.lower() == ".docx" and _mark().search(read_tables(path).text) is not None


def read_sheet(path: Path) -> FilledSheet:
    """Read a filled-in sheet as it stands; ``report_of`` makes sense of it.

    Raises BsbError if it is no group sheet.
    """
    return _read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_word(path)


def _read_workbook(path: Path) -> FilledSheet:
    own = every()
    read = read_form(path, *map(form_of, own))
    words = next(each for each in own if form_of(each) == read.form)
    names = boxes(words)
    mark = _marked(path, read.mark)
    lines, notes = [], []
    for row in read.rows:
        texts = {field: tidy_text(text) for field, text in row.texts.items()}
        if row.key == _NOTE_KEY:
            notes.append("\n".join(filter(None, (texts["wording"], texts["comment"]))))
            continue
        if not row.key:
            notes.append("\n".join(filter(None, texts.values())))
            continue
        marks, odd = [], ""
        for box in VERDICTS:
            left = texts[box].replace(EMPTY, "").strip()
            if is_mark(left):
                marks.append(box)
            elif left:
                odd = names[box]
        kind = next((kind for kind in KINDS if fold(words[f"kind-{kind}"]) == fold(texts["kind"])), "")
        place = _("row {row}").format(row=row.number)
        lines.append(SheetLine(row.key, place, "", tuple(marks), texts["wording"], texts["comment"], kind, odd))
    return FilledSheet(path.name, *mark, tuple(lines), "\n".join(filter(None, notes)), words)


def _read_word(path: Path) -> FilledSheet:
    found = read_tables(path)
    mark = _marked(path, found.text)
    words = words_on("\n".join(text for table in found.tables for row in table for text in row), _TELLING)
    first = fold(words.lines("quotes")[0])
    lines, notes = [], []
    for number, table in enumerate(found.tables, 1):
        if table and table[0] and fold(table[0][0]) == first:
            continue
        key = _KEY.fullmatch(table[0][0]) if table and table[0] else None
        if key is None:
            notes += [_after(text, words["notes"]) for row in table for text in row]
            continue
        cells = table[1] if len(table) > 1 else ()
        names = boxes(words) if key["key"].startswith("F") else kind_boxes(words)
        marks, odd = [], ""
        for name, text in zip(names, cells, strict=False):
            left = without_label(text, names[name])
            if is_mark(left):
                marks.append(name)
            elif left:
                odd = names[name]
        written = [text for row in table[2:] for text in row]
        wording, comment = "", ""
        for text in written:
            if fold(text).startswith(fold(words["said"])):
                comment = _after(text, words["said"])
            else:
                wording = _after(_after(text, words["wording"]), words["point"])
        new = key["key"].startswith("N")
        lines.append(
            SheetLine(
                key["key"],
                _("table {n}").format(n=number),
                "" if new else " ".join(key["text"].split()),
                (("new",) if new and marks else ()) if new else tuple(marks),
                wording,
                comment,
                marks[0] if new and len(marks) == 1 else "",
                odd or (_("both boxes") if new and len(marks) > 1 else ""),
            )
        )
    return FilledSheet(path.name, *mark, tuple(lines), "\n".join(filter(None, notes)), words)


def _marked(path: Path, text: str) -> tuple[str, str, str, str]:
    match = _mark().search(text)
    if match is None:
        raise BsbError(
            _("{file} has no mark that says which conference and group it is for.").format(file=path.name),
            _("Make the sheets with: bsb conference sheets DISTRICT, and leave the line with the mark in them."),
        )
    return match["project"], match["conference"], match["group"].strip(), (match["topic"] or "").strip()


def is_mark(text: str) -> bool:
    """Whether a text is a mark, such as an x, and nothing else.

    >>> is_mark("x"), is_mark("☒"), is_mark(""), is_mark("nei")
    (True, True, False, False)
    """
    return bool(text) and set(text) <= _MARKS


def without_label(text: str, label: str) -> str:
    """Return what stands in a box beside its label."""
    plain = " ".join(text.replace("...", "…").split())
    at = plain.casefold().find(label.casefold())
    if at >= 0:
        plain = plain[:at] + plain[at + len(label) :]
    return "".join(plain.replace(EMPTY, "").split())


def _after(text: str, label: str) -> str:
    """Return what is written after a label, without the label."""
    tidy = tidy_text(text)
    if tidy.casefold().startswith(label.casefold()):
        tidy = tidy[len(label) :]
    return tidy_text(tidy.strip())


def report_of(
    sheet: FilledSheet, conference: Conference, findings: Mapping[str, Finding]
) -> tuple[GroupReport, list[str]]:
    """Return what a sheet says, and what is wrong with it (one line each: where, what, what to do).

    ``findings`` are those that were put before the conference, by id (F7).
    """
    lines: list[Judged] = []
    problems: list[str] = []
    seen: set[str] = set()
    for line in sheet.lines:
        if not (line.marks or line.wording or line.comment or line.odd):
            continue
        told = list(_problems(line, findings, seen, sheet.words))
        seen.add(line.key)
        if told:
            problems += [f"{sheet.file}, {line.place} ({line.key}): {problem}" for problem in told]
            continue
        finding = findings.get(line.key)
        wording = " ".join(line.wording.split())
        if finding is None:
            lines.append(Judged(None, NEW, wording, line.comment, line.kind or "challenge"))
        else:
            own = Judged(finding.id, line.marks[0], wording, line.comment, finding.kind, before=line.statement)
            lines.append(own)
    return GroupReport(conference, sheet.group, sheet.topic, tuple(lines), sheet.notes, sheet.file), problems


def _problems(line: SheetLine, findings: Mapping[str, Finding], seen: set[str], words: Texts) -> Iterator[str]:
    """Yield what is wrong with a line. The words that the group wrote are not repeated."""
    names, wording = boxes(words), words["wording"].rstrip(":")
    if line.key in seen:
        yield _("it stands twice; keep one")
    if line.odd:
        yield _(
            "in the box “{box}” stands something else than a mark; put an x there, and words on the lines"
        ).format(box=line.odd)
        return
    if line.key.startswith("N"):
        if set(line.marks) - {"new"}:
            yield _("a new point is marked in the box of a finding; leave these boxes empty")
        if not line.wording:
            yield _("the new point has no wording; write it as a sentence")
        return
    finding = findings.get(line.key)
    if finding is None:
        yield _("no such finding was put before this conference; see: bsb finding list")
        return
    if len(line.marks) > 1:
        marked = ", ".join(f"“{names[mark]}”" for mark in line.marks)
        yield _("{n} boxes are marked ({boxes}); keep one").format(n=len(line.marks), boxes=marked)
    elif not line.marks:
        yield _("something is written, but no box is marked; mark one")
    elif line.marks[0] == "new" and not line.wording:
        yield _("“{box}” is marked, but nothing is added; write it under “{wording}”").format(
            box=names["new"], wording=wording
        )
    elif line.marks[0] == "nuanced" and not (line.wording or line.comment):
        yield _("“{box}” is marked, but not what; write it under “{wording}”").format(
            box=names["nuanced"], wording=wording
        )
    elif (
        line.marks[0] in ("confirmed", "disputed") and line.wording and fold(line.wording) != fold(finding.statement)
    ):
        yield _("“{box}” is marked, but another wording is given; mark “{other}”, or take the wording away").format(
            box=names[line.marks[0]], other=names["nuanced"]
        )
