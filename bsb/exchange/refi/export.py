"""The project as REFI-QDA has it: interviews as sources, participants as cases, districts as variables and sets."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bsb.coding.book_refi import book_as_qda
from bsb.coding.codebook import codes_of
from bsb.config import Config
from bsb.exchange.refi.speech import Places, Spoken, write_speech
from bsb.exchange.refi.words import INTERVIEW, MARKS, PARTICIPANT, Naming, mark_codes, naming
from bsb.formats.qda.model import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    guid,
    guid_of,
)
from bsb.formats.qda.offsets import counter, wide
from bsb.formats.qda.write import legal, shown
from bsb.store import codings as stored_codings
from bsb.store import exchange as stored_exchange
from bsb.store import interviews as stored_interviews
from bsb.store import memos as stored_memos
from bsb.store import transcripts as stored_transcripts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection, RowMapping

TARGETS = ("standard", "nvivo")
NEWLINES = ("lf", "crlf")
ORIGIN = "bsb"
_CARRIED = frozenset(
    ("interview", "participant", "transcript", "turn", "code", "coding", "summary", "memo", "unplaced", "keydoc_page")
)


@dataclass
class Outgoing:
    """A project made ready to leave: the project, the bytes of its texts, what it leaves behind, and counts.

    ``wide`` counts characters that programs count differently (one code point, two UTF-16 units).
    """

    project: QdaProject
    texts: dict[str, bytes] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)
    wide: int = 0


def outgoing(
    connection: Connection,
    config: Config,
    *,
    date: datetime.date,
    user: str,
    target: str = "standard",
    newline: str = "lf",
    case_codes: bool = False,
) -> Outgoing:
    """Return the project as it is to be written; see ``bsb.exchange.refi.room.Refi.export``."""
    maker = _Maker(connection, config, target, newline)
    return maker.make(date, user, case_codes)


class _Maker:
    def __init__(self, connection: Connection, config: Config, target: str, newline: str) -> None:
        self.connection, self.config = connection, config
        self.words: Naming = naming(config.language)
        self.unit = "utf-16" if target == "nvivo" else "code point"
        self.newline, self.nvivo = newline, target == "nvivo"
        self.project = QdaProject(config.name, origin=f"{ORIGIN} (NVivo)" if self.nvivo else ORIGIN)
        self.out = Outgoing(self.project)
        self.people: dict[str, str] = {}
        self.notes: dict[tuple[str, Any], list[str]] = {}
        self.note_texts: dict[str, str] = {}

    def make(self, date: datetime.date, user: str, case_codes: bool) -> Outgoing:
        project, connection = self.project, self.connection
        project.user, project.at = self.user(user), f"{date.isoformat()}T12:00:00Z"
        codings = stored_codings.codings(connection)
        interviews = stored_interviews.interviews(connection)
        self.told = {row["name"] for row in interviews if row["transcript_id"] is not None}
        self.memos()
        project.notes = tuple(self.notes.get(("project", None), ()))
        self.book(codings)
        self.sources(interviews, codings)
        self.cases(interviews)
        self.sets(interviews)
        if case_codes:
            self.case_codes()
        project.users = {key: legal(name) for name, key in self.people.items()}
        self.left_behind(interviews)
        return self.out

    def user(self, name: str) -> str:
        key = self.people.get(name)
        if key is None:
            key = self.people[name] = guid("user", name)
        return key

    def own(self, *parts: str) -> str:
        """Return the identifier of a thing of this evaluation, which another may have under the same name."""
        return guid(self.config.name, *parts)

    def encode(self, key: str, text: str) -> None:
        text = legal(text)
        if self.newline == "crlf":
            text = text.replace("\n", "\r\n")
        mark = "\ufeff" if self.nvivo and self.newline == "crlf" else ""
        self.out.texts[key] = (mark + text).encode("utf-8")

    def memos(self) -> None:
        """Make notes of memos and summaries, and remember what each is about."""
        taken: set[str] = set()
        for row in stored_memos.memos(self.connection):
            if row["kind"] in ("coding", "interview") and not self.leaves(row):
                self.out.lost["memos_without_place"] += 1
                continue
            cell = (row["matrix"], row["row_key"], row["column_key"]) if row["kind"] == "cell" else None
            about = row["interview"] or row["code"] or (row["coding"] or "")[:7]
            named = legal(row["title"]) or self.words.memo(self.words.cell(cell, summary=False) if cell else about)
            name = _free(named, taken)
            lines = [self.words.cell(cell, summary=False)] if cell else []
            if name != row["title"]:
                lines.append(self.words.title(row["title"]))
            note = self.note(guid_of(row["uid"]), name, row, "\n".join(lines))
            note.modified = row["edited"] or ""
            target = cell[0] if cell else row[f"{row['kind']}_id"] if row["kind"] != "project" else None
            self.notes.setdefault((row["kind"], target), []).append(note.guid)
            self.out.carried["memo"] += 1
        for row in stored_codings.summaries(self.connection):
            cell = (row["matrix"], row["row_key"], row["column_key"])
            line = self.words.cell(cell, summary=True)
            note = self.note(self.own("summary", *cell), _free(line, taken), row, line)
            self.notes.setdefault(("cell", cell[0]), []).append(note.guid)
            self.out.carried["summary"] += 1

    def leaves(self, memo: RowMapping) -> bool:
        """Tell whether what a memo is about leaves: a coding with a place, an interview with a transcript."""
        return (memo["interview"] or memo["coded_interview"]) in self.told

    def note(self, key: str, name: str, row: RowMapping, description: str) -> QdaSource:
        note = QdaSource(key, name, row["text"], description, self.user(row["author"]), row["at"])
        self.project.memos.append(note)
        self.note_texts[key] = row["text"]
        self.encode(key, row["text"])
        return note

    def book(self, codings: Sequence[RowMapping]) -> None:
        rows = stored_codings.codes(self.connection)
        used = {(f, row[f]) for f in MARKS for row in codings if row[f] in MARKS[f][1]}
        marks = mark_codes(used, self.words)
        coded = {row["code"] for row in codings}
        codes = codes_of(rows)
        made, self.facets = book_as_qda(
            codes, language=self.config.language, coded=coded, taken=[code.name for code in marks]
        )
        self.codes = {row["key"]: guid("code", row["key"]) for row in rows}
        ids = {self.codes[row["key"]]: row["id"] for row in rows}
        for code in made:
            code.notes = tuple(self.notes.get(("code", ids[code.guid]), ()))
        self.project.codes = made + marks
        self.out.carried["code"] = len(made)

    def sources(self, interviews: Sequence[RowMapping], codings: Sequence[RowMapping]) -> None:
        by_transcript: dict[int, list[RowMapping]] = {}
        for row in codings:
            by_transcript.setdefault(row["transcript_id"], []).append(row)
        for interview in interviews:
            transcript = stored_transcripts.transcript_of(self.connection, interview["id"])
            if transcript is None:
                continue
            turns = stored_transcripts.turns(self.connection, transcript["id"])
            self.out.lost["pages"] += sum(turn["page"] is not None for turn in turns)
            text, places = write_speech(
                transcript["text"], [Spoken(t["start"], t["end"], t["speaker"], t["time_ms"]) for t in turns]
            )
            notes = self.notes.get(("interview", interview["id"]), [])
            source = QdaSource(
                guid=self.own("source", interview["name"]),
                name=interview["name"],
                text=text,
                description="\n\n".join(self.note_texts[note] for note in notes),
                user=self.user(transcript["approved_by"]),
                at=transcript["approved_at"],
                notes=tuple(notes),
                values=self.values(INTERVIEW, interview),
            )
            source.selections = self.selections(
                source, transcript["text"], places, by_transcript.get(transcript["id"], [])
            )
            self.project.sources.append(source)
            self.encode(source.guid, text)
            self.out.carried.update(interview=1, turn=len(turns))
            self.out.wide += wide(text)

    def values(self, table: dict[str, tuple[str, str, str]], row: Mapping[Any, Any]) -> dict[str, str]:
        """Return the values of variables that hold a row's columns, and declare the variables."""
        found = {}
        for column in table:
            if row[column] in (None, ""):
                continue
            key = guid("variable", column)
            self.project.variables.setdefault(key, self.words.field(table, column))
            found[key] = self.words.value(column, row[column])
        return found

    def selections(
        self, source: QdaSource, text: str, places: Places, codings: Sequence[RowMapping]
    ) -> list[QdaSelection]:
        """Return the passages: one for all codings of a coder that share borders, marks and memo."""
        count = counter(source.text or "", unit=self.unit, crlf=2 if self.nvivo and self.newline == "crlf" else 1)
        found: dict[tuple[Any, ...], QdaSelection] = {}
        notes, made = self.notes, QdaCoding
        marks_of = {(name, value): guid("mark", name, value) for name in MARKS for value in MARKS[name][1]}
        for row in codings:
            start, end, coder, memo = row["start"], row["end"], row["coder"], row["memo"]
            marks = (row["valence"], row["level"], row["phase"])
            place = (start, end, coder, *marks, memo)
            user = self.user(coder)
            each = found.get(place)
            if each is None:
                span = places.span(start, end)
                if span is None:
                    self.out.lost["codings_outside"] += 1
                    continue
                key = guid(source.guid, *map(str, place))[:-1] + "F"  # those of its marks end in 0, 1 and 2
                each = QdaSelection(
                    key, count(span[0]), count(span[1]), shown(text[start:end]), user, row["at"], memo
                )
                each.codings = tuple(
                    made(f"{key[:-1]}{number}", marks_of[mark], user, row["at"])
                    for number, mark in enumerate(zip(MARKS, marks, strict=True))
                    if mark in marks_of
                )
                found[place] = each
            noted = tuple(notes.get(("coding", row["id"]), ()))
            coding = made(guid_of(row["uid"]), self.codes[row["code"]], user, row["at"], noted)
            each.codings = (*each.codings, coding)
            self.out.carried["coding"] += 1
        return list(found.values())

    def cases(self, interviews: Sequence[RowMapping]) -> None:
        district = {row["name"]: row["district"] for row in interviews if row["transcript_id"] is not None}
        for row in stored_interviews.participants(self.connection):
            if row["interview"] not in district:
                continue
            values = self.values({"district": INTERVIEW["district"]}, {"district": district[row["interview"]]})
            values |= self.values(PARTICIPANT, row)
            for name, value in sorted(json.loads(row["attributes"]).items()):
                key = guid("attribute", name)
                self.project.variables.setdefault(key, (self.words.attribute(legal(name)), "Text"))
                values[key] = str(value)
            name = f"{row['interview']} {row['pseudonym']}"
            source = self.own("source", row["interview"])
            self.project.cases.append(QdaCase(self.own("case", name), name, values=values, sources=(source,)))
            self.out.carried["participant"] += 1

    def sets(self, interviews: Sequence[RowMapping]) -> None:
        members: dict[str, list[str]] = {}
        for row in interviews:
            if row["transcript_id"] is not None:
                members.setdefault(row["district"], []).append(self.own("source", row["name"]))
        made = [
            QdaSet(self.own("district", name), self.words.district(name), sources=tuple(sources))
            for name, sources in members.items()
        ]
        made += self.facets
        made += [
            QdaSet(self.own("matrix", matrix), self.words.matrix(matrix), notes=tuple(notes))
            for (kind, matrix), notes in self.notes.items()
            if kind == "cell"
        ]
        self.project.sets = made

    def case_codes(self) -> None:
        """Add a code for each case, with its identifier, on that person's turns: so others know who speaks."""
        sources = {source.guid: source for source in self.project.sources}
        for case in self.project.cases:
            _interview, _blank, speaker = case.name.rpartition(" ")
            source = sources[case.sources[0]]
            text = source.text or ""
            count = counter(text, unit=self.unit, crlf=2 if self.nvivo and self.newline == "crlf" else 1)
            self.project.codes.append(QdaCode(case.guid, case.name))
            at = 0
            for line, following in _paragraphs(text):
                if _says(line, speaker):
                    key = guid(case.guid, str(at))
                    end = at + len(line)
                    coding = QdaCoding(guid(key, "coding"), case.guid, self.project.user, self.project.at)
                    source.selections.append(
                        QdaSelection(
                            key,
                            count(at),
                            count(end),
                            shown(line),
                            self.project.user,
                            self.project.at,
                            codings=(coding,),
                        )
                    )
                    case.selections += (key,)
                at += len(line) + following

    def left_behind(self, interviews: Iterable[RowMapping]) -> None:
        lost = self.out.lost
        lost["interviews_without_transcript"] = sum(row["transcript_id"] is None for row in interviews)
        counts = stored_exchange.rows(self.connection)
        lost["unplaced"] += counts.pop("unplaced", 0)
        lost["former"] += stored_exchange.former(self.connection)
        for table, n in counts.items():
            if table not in _CARRIED:
                lost[table] += n


def _paragraphs(text: str) -> Iterable[tuple[str, int]]:
    """Yield each turn as written, later lines with it, and what stands between it and the next."""
    held: list[str] = []
    for line in text.split("\n"):
        if held and not line.startswith("\t"):
            yield "\n".join(held), 1
            held = []
        held.append(line)
    yield "\n".join(held), 0


def _says(paragraph: str, speaker: str) -> bool:
    label = paragraph[paragraph.index("] ") + 2 :] if paragraph.startswith("[") and "] " in paragraph else paragraph
    return label.startswith(f"{speaker}: ")


def _free(name: str, taken: set[str]) -> str:
    """Return a name that nothing has yet, and take it."""
    found, number = name, 2
    while found.casefold() in taken:
        found, number = f"{name} ({number})", number + 1
    taken.add(found.casefold())
    return found
