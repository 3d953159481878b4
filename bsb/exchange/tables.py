"""Tables of everything, for people who work in R or Excel. Column names are stable; see docs/tabeller.md."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from bsb.coding.codebook import Codebook
from bsb.coding.codes import Code
from bsb.coding.codings import Codings
from bsb.coding.memos import Memos
from bsb.coding.summaries import Summaries
from bsb.corpus.keydoc_codings import KeyDocCodings
from bsb.errors import BsbError
from bsb.exchange import dialogue_tables
from bsb.exchange.dialogue_tables import DialogueTables
from bsb.formats.table_file import Sheet, Value, write_sheets, write_table
from bsb.i18n import gettext as _
from bsb.privacy.scan import Scanner
from bsb.store import interviews as stored_interviews
from bsb.store import keydocs as stored_keydocs
from bsb.store import transcripts as stored_transcripts
from bsb.store.engine import Store

COLUMNS: dict[str, tuple[str, ...]] = {
    "interviews": (
        *("interview", "district", "kind", "held_on", "minutes", "facilitators", "setting", "recruited"),
        *("guide", "guide_hash", "participants", "words", "transcript_version"),
    ),
    "participants": ("interview", "district", "participant", "consent", "consent_on", "scope"),
    "participant_attributes": ("interview", "participant", "attribute", "value"),
    "turns": (
        *("interview", "district", "turn", "speaker", "role", "start", "end", "time_ms", "page", "removed"),
        *("words", "text"),
    ),
    "codebook": tuple(field.name for field in fields(Code)),
    "codings": (
        *("coding", "uid", "interview", "district", "turn", "last_turn", "speaker", "role", "start", "end", "quote"),
        *("code", "code_name", "facet", "coder", "valence", "level", "phase", "memo", "at"),
    ),
    "summaries": ("matrix", "row", "column", "text", "author", "at"),
    "memos": (
        *("memo", "kind", "interview", "code", "coding", "matrix", "row", "column"),
        *("title", "text", "author", "at", "edited"),
    ),
    "keydocs": ("title", "year", "publisher", "file", "pages", "words", "quality", "paged"),
    "keydoc_codings": (
        *("coding", "uid", "title", "page", "start", "end", "quote"),
        *("code", "code_name", "facet", "coder", "memo", "at"),
    ),
    "conferences": ("district", "held_on", "place", "participants", "minutes"),
    "conference_roles": ("district", "held_on", "role", "participants"),
    **dialogue_tables.COLUMNS,
}
#: What people wrote or said: this is looked through before it leaves. (A quote is part of a turn's text.)
_READ = (
    "text",
    "memo",
    "title",
    "setting",
    "recruited",
    "facilitators",
    "scope",
    "value",
    "place",
    "minutes",
    *dialogue_tables.READ,
)
_READ_CODES = ("definition", "include", "exclude", "example", "memo")


@dataclass(frozen=True, slots=True)
class TablesWritten:
    """Where tables were written, with the number of rows in each."""

    files: tuple[Path, ...]
    rows: dict[str, int]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How often a column of a table may point to people, by kind, and the first rows (from 1) where it does."""

    table: str
    column: str
    kind: str
    n: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SmallCell:
    """An attribute that fewer people share in a district than may leave with the district's name."""

    district: str
    attribute: str
    value: str
    n: int


class Tables:
    """Makes the tables of a project."""

    def __init__(
        self,
        store: Store,
        codebook: Codebook,
        codings: Codings,
        summaries: Summaries,
        memos: Memos,
        keydoc_codings: KeyDocCodings,
        dialogue: DialogueTables,
    ) -> None:
        self._store = store
        self._codebook = codebook
        self._codings = codings
        self._summaries = summaries
        self._memos = memos
        self._keydoc_codings = keydoc_codings
        self._dialogue = dialogue

    def all(self, *, names: Sequence[str] | None = None) -> list[Sheet]:
        """Return the tables of these names, or all, in the order of ``COLUMNS``.

        Raises BsbError for a name that is none of theirs.
        """
        make: dict[str, Callable[[], list[tuple[Value, ...]]]] = {
            "interviews": self._interviews,
            "participants": self._participants,
            "participant_attributes": self._attributes,
            "turns": self._turns,
            "codebook": self._codes,
            "codings": self._coded,
            "summaries": self._summed,
            "memos": self._noted,
            "keydocs": self._keydocs,
            "keydoc_codings": self._keydocs_coded,
            "conferences": self._conferences,
            "conference_roles": self._roles,
            **self._dialogue.makers(),
        }
        for name in names or ():
            if name not in COLUMNS:
                raise BsbError(
                    _("There is no table “{name}”.").format(name=name),
                    _("Known: {names}.").format(names=", ".join(COLUMNS)),
                )
        return [Sheet(name, COLUMNS[name], make[name]()) for name in COLUMNS if names is None or name in names]

    def write(
        self,
        out: Path,
        *,
        date: datetime.date,
        names: Sequence[str] | None = None,
        separator: str = ";",
        sheets: Sequence[Sheet] | None = None,
    ) -> TablesWritten:
        """Write tables as one .csv each into the folder ``out``, or into one workbook if it ends in .xlsx.

        A .csv is UTF-8 with a byte order mark, its cells apart by ``separator`` (Norwegian Excel opens ";" by a
        double click). A text that would be a formula has ' before it. Equal contents give equal bytes.

        Raises BsbError if they cannot be written there.
        """
        made = list(sheets) if sheets is not None else self.all(names=names)
        if out.suffix.lower() == ".xlsx":
            write_sheets(out, made, date=date, title="bsb")
            files = [out]
        else:
            files = [out / f"{sheet.name}.csv" for sheet in made]
            for sheet, path in zip(made, files, strict=True):
                write_table(path, sheet, date=date, separator=separator)
        return TablesWritten(tuple(files), {sheet.name: len(sheet.rows) for sheet in made})

    def _interviews(self) -> list[tuple[Value, ...]]:
        with self._store.read() as connection:
            rows = stored_interviews.interviews(connection)
        names = {"interview": "name", "transcript_version": "version"}
        return [tuple(row[names.get(column, column)] for column in COLUMNS["interviews"]) for row in rows]

    def _participants(self) -> list[tuple[Value, ...]]:
        with self._store.read() as connection:
            district = {r["name"]: r["district"] for r in stored_interviews.interviews(connection)}
            rows = stored_interviews.participants(connection)
        return [
            (r["interview"], district[r["interview"]], r["pseudonym"], r["consent"], r["consent_on"], r["scope"])
            for r in rows
        ]

    def _attributes(self) -> list[tuple[Value, ...]]:
        with self._store.read() as connection:
            rows = stored_interviews.participants(connection)
        return [
            (row["interview"], row["pseudonym"], str(name), str(value))
            for row in rows
            for name, value in sorted(json.loads(row["attributes"]).items())
        ]

    def _turns(self) -> list[tuple[Value, ...]]:
        from bsb.text.marks import words

        found: list[tuple[Value, ...]] = []
        with self._store.read() as connection:
            for interview in stored_interviews.interviews(connection):
                transcript = stored_transcripts.transcript_of(connection, interview["id"])
                if transcript is None:
                    continue
                for turn in stored_transcripts.turns(connection, transcript["id"]):
                    text = transcript["text"][turn["start"] : turn["end"]]
                    same = [
                        turn[c] for c in ("number", "speaker", "role", "start", "end", "time_ms", "page", "removed")
                    ]
                    found.append((interview["name"], interview["district"], *same, len(words(text)), text))
        return found

    def _codes(self) -> list[tuple[Value, ...]]:
        return [
            tuple(
                int(value) if isinstance(value := getattr(code, column), bool) else value
                for column in COLUMNS["codebook"]
            )
            for code in self._codebook.all()
        ]

    def _coded(self) -> list[tuple[Value, ...]]:
        return [
            (coding.ref, *(getattr(coding, column) for column in COLUMNS["codings"][1:]))
            for coding in self._codings.all()
        ]

    def _summed(self) -> list[tuple[Value, ...]]:
        return [tuple(getattr(each, column) for column in COLUMNS["summaries"]) for each in self._summaries.all()]

    def _noted(self) -> list[tuple[Value, ...]]:
        return [(memo.id, *(getattr(memo, column) for column in COLUMNS["memos"][1:])) for memo in self._memos.all()]

    def _keydocs(self) -> list[tuple[Value, ...]]:
        with self._store.read() as connection:
            rows = stored_keydocs.documents(connection)
        return [tuple(row[column] for column in COLUMNS["keydocs"]) for row in rows]

    def _keydocs_coded(self) -> list[tuple[Value, ...]]:
        return [
            (coding.ref, *(getattr(coding, column) for column in COLUMNS["keydoc_codings"][1:]))
            for coding in self._keydoc_codings.all()
        ]

    def _conferences(self) -> list[tuple[Value, ...]]:
        with self._store.read() as connection:
            rows = stored_interviews.conferences(connection)
        return [tuple(row[column] for column in COLUMNS["conferences"]) for row in rows]

    def _roles(self) -> list[tuple[Value, ...]]:
        with self._store.read() as connection:
            rows = stored_interviews.conferences(connection)
        return [
            (row["district"], row["held_on"], str(role), int(n))
            for row in rows
            for role, n in sorted(json.loads(row["by_role"]).items())
        ]


def look_through(sheets: Sequence[Sheet], *, scanner: Scanner | None = None) -> list[Suspicion]:
    """Return where tables that are about to leave may point to people; the words themselves are left out."""
    places: list[tuple[str, str, int]] = []
    texts: list[tuple[str, str]] = []
    for sheet in sheets:
        for column in _READ_CODES if sheet.name == "codebook" else _READ:
            if column not in sheet.columns or (sheet.name, column) == ("memos", "memo"):
                continue
            at = sheet.columns.index(column)
            for row, cells in enumerate(sheet.rows, 1):
                if isinstance(cells[at], str) and cells[at]:
                    places.append((sheet.name, column, row))
                    texts.append(("", str(cells[at])))
    found: dict[tuple[str, str, str], list[int]] = {}
    for hit in (scanner or Scanner()).scan(texts):
        if not hit.weak:
            table, column, row = places[hit.turn]
            found.setdefault((table, column, hit.kind), []).append(row)
    return [Suspicion(*key, len(rows), tuple(dict.fromkeys(rows))[:5]) for key, rows in found.items()]


def small_cells(sheets: Sequence[Sheet], *, smallest: int) -> list[SmallCell]:
    """Return the attributes that from one to ``smallest`` - 1 people of a district share, over all its interviews."""
    tables = {sheet.name: sheet for sheet in sheets}
    if not {"participants", "participant_attributes"} <= tables.keys():
        return []
    district = {(row[0], row[2]): str(row[1]) for row in tables["participants"].rows}
    counts = Counter(
        (district[row[0], row[1]], str(row[2]), str(row[3])) for row in tables["participant_attributes"].rows
    )
    return [SmallCell(*key, n) for key, n in sorted(counts.items()) if n < smallest]
