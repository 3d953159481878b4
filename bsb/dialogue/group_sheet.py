"""The sheet that a group at a conference fills in: what is on it, and what a filled-in one says.

Each finding has four boxes (we recognise this, yes but, we do not recognise this, new), lines for the group's own
wording, and lines for what was said. Its mark says which project, conference and group it is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bsb.coding.summaries import tidy_text
from bsb.corpus.conferences import Conference
from bsb.dialogue.finding import KIND_NAMES, Finding
from bsb.dialogue.open_sheet import Column, Form, read_form
from bsb.dialogue.verdicts import NEW, GroupReport, Judged
from bsb.errors import BsbError
from bsb.formats.word_rows import read_tables
from bsb.i18n import gettext as _
from bsb.text.match import fold

BOXES = {
    "confirmed": "Vi kjenner oss igjen",
    "nuanced": "Ja, men …",
    "disputed": "Vi kjenner oss ikke igjen",
    "new": "Nytt: vi vil legge til noe",
}
KIND_BOXES = {"good": "Dette er godt", "challenge": "Dette er vanskelig"}
EMPTY, WORDING, POINT, SAID, NOTES = (
    "☐",
    "Slik vil vi si det:",
    "Skriv punktet som en setning:",
    "Det ble sagt:",
    "Annet:",
)
NEW_POINT = "Et nytt punkt fra gruppen"
NEW_POINTS = 3
#: Over the quotes of a Word sheet; a table that begins so is not read back.
QUOTES = ("Gode erfaringer i intervjuene", "Utfordringer i intervjuene")
_MARKS = frozenset("xX☒☑✓✔✗✘√×")
_MARK = re.compile(
    r"Merke: (?P<project>\S*) · (?P<conference>\S+) · (?P<group>[^·\n]+?)(?: · (?P<topic>[^·\n]*))?(?:\n|$)"
)
#: Stands in the mark of the page of a follow-up meeting, where a sheet has its conference.
FOLLOWUP = "oppfølging"
_KEY = re.compile(r"(?P<key>[FN]\d{1,9})\.\s*(?P<text>.*)", re.DOTALL)
_NOTE_KEY = "notat"
FORM = Form(
    "bsb-gruppeark-1",
    "Gruppeark",
    "Sett x i én rute for hvert funn. Skriv gruppens egen ordlyd der dere vil si det på en annen måte. Nye punkter "
    "skrives nederst.",
    (
        Column("Funn", 7),
        Column("Påstand", 52),
        *(Column(name, 13, box, ("x",)) for box, name in BOXES.items()),
        Column("Slag (bare nye punkter)", 14, "kind", tuple(KIND_NAMES.values())),
        Column("Slik vil vi si det", 46, "wording"),
        Column("Det ble sagt", 46, "comment"),
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
    """A filled-in sheet as it was read."""

    file: str
    project: str
    conference: str
    group: str
    topic: str
    lines: tuple[SheetLine, ...]
    notes: str


def mark_of(project: str, conference: Conference, group: Group) -> str:
    """Return the mark by which a sheet finds its way home."""
    topic = " ".join(group.topic.replace("·", ",").split())
    return f"Merke: {project} · {conference.ref} · {group.name}" + (f" · {topic}" if topic else "")


def divide(findings: Sequence[Finding], names: Mapping[str, str], *, groups: int = 4) -> list[Group]:
    """Divide findings among groups of about equal size, those of one main theme together.

    ``names`` are those of themes by key, in the codebook's order. Deterministic; fewer groups if there are fewer
    findings.
    """
    order = {key: at for at, key in enumerate(names)}
    ranked = sorted(findings, key=lambda f: (order.get(f.themes[0], len(order)) if f.themes else len(order), f.id))
    count = min(groups, len(ranked))
    made = []
    for number in range(count):
        own = ranked[number * len(ranked) // count : (number + 1) * len(ranked) // count]
        topics = list(dict.fromkeys(names.get(f.themes[0], f.themes[0]) for f in own if f.themes))
        made.append(Group(f"Gruppe {number + 1}", ", ".join(topics), tuple(own)))
    return made


def sheet_rows(group: Group) -> list[tuple[str, list[str]]]:
    """Return the rows of a group's sheet as a workbook has them."""
    blank = [""] * len(FORM.fields)
    rows = [(f.ref, [f.ref, f.statement, *blank]) for f in group.findings]
    rows += [(f"N{n}", [f"N{n}", NEW_POINT, *blank]) for n in range(1, NEW_POINTS + 1)]
    return [*rows, (_NOTE_KEY, ["Annet", "Annet som skal med i referatet, skrives under «Det ble sagt».", *blank])]


def is_sheet(path: Path) -> bool:
    """Whether a Word file or workbook is a group sheet."""
    if path.suffix.lower() == ".xlsx":
        return True
    return path.suffix.lower() == ".docx" and _MARK.search(read_tables(path).text) is not None


def read_sheet(path: Path) -> FilledSheet:
    """Read a filled-in sheet as it stands; ``report_of`` makes sense of it.

    Raises BsbError if it is no group sheet.
    """
    return _read_workbook(path) if path.suffix.lower() == ".xlsx" else _read_word(path)


def _read_workbook(path: Path) -> FilledSheet:
    read = read_form(path, FORM)
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
        for box in BOXES:
            left = texts[box].replace(EMPTY, "").strip()
            if is_mark(left):
                marks.append(box)
            elif left:
                odd = BOXES[box]
        kind = next((kind for kind, name in KIND_NAMES.items() if fold(name) == fold(texts["kind"])), "")
        place = _("row {row}").format(row=row.number)
        lines.append(SheetLine(row.key, place, "", tuple(marks), texts["wording"], texts["comment"], kind, odd))
    return FilledSheet(path.name, *mark, tuple(lines), "\n".join(filter(None, notes)))


def _read_word(path: Path) -> FilledSheet:
    found = read_tables(path)
    mark = _marked(path, found.text)
    lines, notes = [], []
    for number, table in enumerate(found.tables, 1):
        if table and table[0] and fold(table[0][0]) == fold(QUOTES[0]):
            continue
        key = _KEY.fullmatch(table[0][0]) if table and table[0] else None
        if key is None:
            notes += [_after(text, NOTES) for row in table for text in row]
            continue
        boxes = table[1] if len(table) > 1 else ()
        names = BOXES if key["key"].startswith("F") else KIND_BOXES
        marks, odd = [], ""
        for name, text in zip(names, boxes, strict=False):
            left = without_label(text, names[name])
            if is_mark(left):
                marks.append(name)
            elif left:
                odd = names[name]
        written = [text for row in table[2:] for text in row]
        wording, comment = "", ""
        for text in written:
            if fold(text).startswith(fold(SAID)):
                comment = _after(text, SAID)
            else:
                wording = _after(_after(text, WORDING), POINT)
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
    return FilledSheet(path.name, *mark, tuple(lines), "\n".join(filter(None, notes)))


def _marked(path: Path, text: str) -> tuple[str, str, str, str]:
    match = _MARK.search(text)
    if match is None:
        raise BsbError(
            _("{file} has no mark that says which conference and group it is for.").format(file=path.name),
            _("Make the sheets with: bsb conference sheets DISTRICT, and leave the line “Merke: …” in them."),
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
        told = list(_problems(line, findings, seen))
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


def _problems(line: SheetLine, findings: Mapping[str, Finding], seen: set[str]) -> Iterator[str]:
    """Yield what is wrong with a line. The words that the group wrote are not repeated."""
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
        boxes = ", ".join(f"“{BOXES[mark]}”" for mark in line.marks)
        yield _("{n} boxes are marked ({boxes}); keep one").format(n=len(line.marks), boxes=boxes)
    elif not line.marks:
        yield _("something is written, but no box is marked; mark one")
    elif line.marks[0] == "new" and not line.wording:
        yield _("“{box}” is marked, but nothing is added; write it under “{wording}”").format(
            box=BOXES["new"], wording=WORDING.rstrip(":")
        )
    elif line.marks[0] == "nuanced" and not (line.wording or line.comment):
        yield _("“{box}” is marked, but not what; write it under “{wording}”").format(
            box=BOXES["nuanced"], wording=WORDING.rstrip(":")
        )
    elif (
        line.marks[0] in ("confirmed", "disputed") and line.wording and fold(line.wording) != fold(finding.statement)
    ):
        yield _("“{box}” is marked, but another wording is given; mark “{other}”, or take the wording away").format(
            box=BOXES[line.marks[0]], other=BOXES["nuanced"]
        )
