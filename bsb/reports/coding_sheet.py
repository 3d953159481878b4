"""A transcript as a workbook that people code in: a turn a row, with lists to choose from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.coding.code_names import CodeNames
from bsb.coding.codes import Code
from bsb.coding.codings import Coding
from bsb.coding.round_trip.from_sheet import CODES, COLUMNS, LANGUAGES, SHEET
from bsb.coding.round_trip.record import Record, state_of, trimmed
from bsb.coding.values import WORDS, written
from bsb.config import Config
from bsb.corpus.transcripts import StoredTurn, Transcript
from bsb.formats.properties import put_in_workbook
from bsb.formats.texts import Texts
from bsb.formats.workbook import HEAD_FILL, dress, fit, header, new_workbook, page, put, save, table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIRST = 4  # the header row
_SPARE = 60  # empty rows for coding a turn once more
_WIDTHS = {
    "interview": 12.0,
    "turn": 8.0,
    "speaker": 8.0,
    "text": 60.0,
    "words": 32.0,
    "level": 14.0,
    "phase": 15.0,
    "memo": 34.0,
    "coder": 8.0,
    "place": 10.0,
} | {f"{kind} {n}": width for kind, width in (("code", 22.0), ("valence", 11.0)) for n in range(1, CODES + 1)}
_OPEN = [key for key in COLUMNS if key not in ("interview", "turn", "speaker", "text", "place")]
_Values = dict[str, str | int]


def write_coding_workbook(
    transcript: Transcript,
    codings: Sequence[Coding],
    codes: Sequence[Code],
    record: Record,
    config: Config,
    texts: Texts,
    out: Path,
    *,
    today: datetime.date,
) -> None:
    """Write a transcript as a workbook: each turn a row, with the codings of the whole turn; under it a row for the
    codings of some of its words, for other coders and for other memos.

    The words come in the project's language. Equal contents and day give equal bytes.

    Raises BsbError if it cannot be written there.
    """
    names = CodeNames(codes)
    usable = [code for code in codes if code.codable and code.status == "active"]
    book = new_workbook()
    title = texts("title", interview=transcript.interview)
    sheet = book.create_sheet(SHEET[_at(texts)])
    dress(put(sheet, 1, 1, title), bold=True, size=13, wrap=False)
    dress(put(sheet, 2, 1, texts["sheet_how"]), wrap=False)
    dress(put(sheet, 3, 1, texts["sheet_back"]), wrap=False)
    header(sheet, _FIRST, [pair[_at(texts)] for pair in COLUMNS.values()], [_WIDTHS[key] for key in COLUMNS])
    rows = list(_rows(transcript, codings, names, texts))
    spare: list[_Values] = [{"interview": transcript.interview}] * _SPARE
    last = _FIRST + len(rows) + len(spare)
    for number, values in enumerate(rows + spare, _FIRST + 1):
        _row(sheet, number, values, spare="turn" not in values)
    lists = book.create_sheet(texts["sheet_codes"])
    columns = (texts["code"], texts["short"], texts["meaning"], texts["facet"], texts["key"])
    book_rows = [(names.label(c), c.short, c.definition, texts[c.facet].split(":")[0], c.key) for c in usable]
    table(lists, columns, (28.0, 18.0, 80.0, 16.0, 24.0), book_rows)
    _lists(sheet, last, texts, len(usable))
    _finish(sheet, last, texts)
    put_in_workbook(book, record.properties())
    save(book, out, date=today, title=title, author=config.publisher)


def _at(texts: Texts) -> int:
    return LANGUAGES.index(texts.language)


def _rows(transcript: Transcript, codings: Sequence[Coding], names: CodeNames, texts: Texts) -> Iterator[_Values]:
    """Yield the rows: each turn with the first of its codings, then a row for the codings that go with no other."""
    by_turn: dict[int, list[Coding]] = {}
    for coding in codings:
        by_turn.setdefault(coding.turn, []).append(coding)
    for turn in transcript.turns:
        whole = trimmed(turn.text, turn.start, turn.end)
        shown: _Values = {"interview": transcript.interview, "turn": turn.number, "speaker": turn.speaker}
        first = shown | {"text": turn.text if not turn.removed else texts["withdrawn"]}
        groups = list(_groups(by_turn.get(turn.number, []), turn, whole, transcript.text, names, texts))
        if not groups or "words" in groups[0]:
            yield first
            first = shown
        for group in groups:
            yield first | group
            first = shown


def _groups(
    codings: Sequence[Coding],
    turn: StoredTurn,
    whole: tuple[int, int],
    text: str,
    names: CodeNames,
    texts: Texts,
) -> Iterator[_Values]:
    """Yield codings that share a row: same words, coder, level, phase and memo; those of the whole turn first."""

    def kind(coding: Coding) -> tuple[Any, ...]:
        state = state_of(coding)
        span = (state.start, state.end)
        return span != whole, span, state.coder, state.level or "", state.phase or "", state.memo.strip()

    for (part, span, coder, level, phase, memo), group in groupby(sorted(codings, key=kind), key=kind):
        own = list(group)
        for some in (own[at : at + CODES] for at in range(0, len(own), CODES)):
            values: _Values = {"coder": coder, "memo": memo}
            values |= {
                "level": written("level", level or None, texts.language),
                "phase": written("phase", phase or None, texts.language),
            }
            if part:
                values |= {"words": text[slice(*span)], "place": f"{span[0]}-{span[1]}"}
            for n, coding in enumerate(some, 1):
                values[f"code {n}"] = names.label(names.codes[coding.code])
                if coding.valence != "neutral":
                    values[f"valence {n}"] = written("valence", coding.valence, texts.language)
            yield values


def _row(sheet: Worksheet, number: int, values: _Values, *, spare: bool = False) -> None:
    from openpyxl.styles import Protection

    for column, key in enumerate(COLUMNS, 1):
        cell: Any = put(sheet, number, column, values.get(key) or None)
        if key in _OPEN or (spare and key == "turn"):
            cell.protection = Protection(locked=False)
        else:
            dress(cell, fill=HEAD_FILL, across="right" if key == "turn" else "left", indent=int(key == "speaker"))
    shown = [key for key in COLUMNS if key != "place"]
    fit(sheet, number, [values.get(key, "") for key in shown], [_WIDTHS[key] for key in shown])


def _lists(sheet: Worksheet, last: int, texts: Texts, codes: int) -> None:
    """Give the cells their lists. What is typed beside them is taken too: short names are not in the list."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    columns = list(COLUMNS)
    kinds = {
        "code": (f"'{texts['sheet_codes']}'!$A$2:$A${codes + 1}", texts["choose_code"]),
        **{
            field: (
                '"' + ",".join(written(field, value, texts.language) for value in own) + '"',
                texts["choose_value"],
            )
            for field, own in WORDS.items()
        },
    }
    for kind, (formula, prompt) in kinds.items():
        validation = DataValidation(type="list", formula1=formula, allow_blank=True)
        validation.showErrorMessage = False
        validation.showInputMessage, validation.prompt = True, prompt
        validation.promptTitle = COLUMNS[kind if kind in COLUMNS else f"{kind} 1"][_at(texts)].removesuffix(" 1")
        for at, key in enumerate(columns, 1):
            if key.split()[0] == kind:
                letter = get_column_letter(at)
                validation.add(f"{letter}{_FIRST + 1}:{letter}{last}")
        sheet.add_data_validation(validation)


def _finish(sheet: Worksheet, last: int, texts: Texts) -> None:
    from openpyxl.utils import get_column_letter

    letter = get_column_letter(len(COLUMNS))
    sheet.column_dimensions[letter].hidden = True
    sheet.freeze_panes = f"E{_FIRST + 1}"
    sheet.auto_filter.ref = f"A{_FIRST}:{letter}{last}"
    page(sheet, repeated=3)  # interview, turn and speaker: the words themselves would take half of every page
    footer: Any = sheet.oddFooter
    footer.right.text = f"{texts['page']} &P {texts['of']} &N"
    sheet.protection.enable()
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells"):
        setattr(sheet.protection, allowed, False)  # openpyxl's word for what is not forbidden
