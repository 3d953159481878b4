"""The review as a workbook: one row a place that may point to a person, filled in and given back.

The sheet holds what may be real names. It is written where the user says, and is theirs to delete.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from pathlib import Path

from bsb.corpus.importing import Draft
from bsb.errors import BsbError
from bsb.formats.table_file import TableFile, read_table_file
from bsb.i18n import current_language, ngettext
from bsb.i18n import gettext as _
from bsb.privacy.hits import Hit
from bsb.privacy.kept import KINDS
from bsb.privacy.kinds import kind_name
from bsb.privacy.reasons import reason_text
from bsb.privacy.review import Decision, group
from bsb.text.match import fold, suggest

#: What a sheet's columns are called, in English and Norwegian; both are read whatever the language.
COLUMNS = {
    "turn": ("turn", "replikk"),
    "speaker": ("speaker", "taler"),
    "kind": ("kind", "slag"),
    "before": ("before", "foran"),
    "words": ("words", "ord"),
    "after": ("after", "etter"),
    "decision": ("decision", "avgjørelse"),
    "replacement": ("replacement", "erstatning"),
    "alike": ("alike", "like"),
    "why": ("why", "hvorfor"),
    "key": ("key", "nøkkel"),
}
#: The decisions of the drop-down list.
DECISIONS = {
    "replace": ("replace", "erstatt"),
    "keep": ("keep", "behold"),
    "replace all": ("replace all alike", "erstatt alle like"),
    "keep all": ("keep all alike", "behold alle like"),
    "always keep all": ("always keep", "behold alltid"),
}
_WIDTHS = (7, 8, 16, 34, 22, 34, 20, 22, 7, 34, 10)
_SHOWN = 8
_WIDTH = 60


def write_review(draft: Draft, out: Path, *, date: datetime.date, weak: bool = False) -> int:
    """Write the hits of a draft as a workbook to be filled in, and return how many rows it has.

    Hits of the same words stand together. ``weak`` adds the weak signs, whose decision may be left open.

    Raises BsbError if it cannot be written there.
    """
    from bsb.formats.workbook import fit, header, new_workbook, page, put, save

    language = 1 if current_language() == "nb" else 0
    book = new_workbook()
    sheet = book.create_sheet(_("Review"))
    header(sheet, 1, [names[language] for names in COLUMNS.values()], _WIDTHS)
    number = 1
    for number, values in enumerate(_rows(draft, weak), 2):
        for column, value in enumerate(values, 1):
            put(sheet, number, column, value)
        fit(sheet, number, values[:-1], _WIDTHS[:-1])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:K{number}"
    sheet.column_dimensions["K"].hidden = True
    _add_choices(sheet, [names[language] for names in DECISIONS.values()], number)
    page(sheet)
    about = book.create_sheet(_("About this sheet"))
    about.column_dimensions["A"].width = 100
    for row, line in enumerate(_about([names[language] for names in DECISIONS.values()]), 1):
        put(about, row, 1, line)
        fit(about, row, [line], [100])
    save(book, out, date=date, title=_("Review"))
    return number - 1


def _rows(draft: Draft, weak: bool) -> Iterator[list[str | int]]:
    for each in group([turn.text for turn in draft.turns], draft.to_review, width=_WIDTH):
        if each.weak and not weak:
            continue
        for hit, (before, words, after) in zip(each.hits, each.contexts, strict=True):
            turn = draft.turns[hit.turn]
            kind = kind_name(hit.kind) + (" (" + _("weak sign") + ")" if each.weak else "")
            yield [
                turn.number,
                turn.speaker,
                kind,
                before,
                words,
                after,
                "",
                hit.replacement,
                len(each.hits),
                reason_text(hit.reason),
                _key(draft, hit),
            ]


def _key(draft: Draft, hit: Hit) -> str:
    return f"{draft.source_sha256[:12]}:{hit.turn}:{hit.start}:{hit.end}:{hit.kind}"


def _add_choices(sheet: object, choices: list[str], last: int) -> None:
    from openpyxl.worksheet.datavalidation import DataValidation

    validation = DataValidation(type="list", formula1='"' + ",".join(choices) + '"', allow_blank=True)
    validation.error, validation.errorTitle = _("Choose one of the list."), _("Decision")
    validation.prompt, validation.promptTitle = _("What shall be done with these words?"), _("Decision")
    validation.showErrorMessage = validation.showInputMessage = True
    if last > 1:
        validation.add(f"G2:G{last}")
        sheet.add_data_validation(validation)  # type: ignore[attr-defined]


def _about(choices: list[str]) -> list[str]:
    replace, keep, replace_all, keep_all, always = choices
    return [
        _("Choose a decision in every row. Rows of the same words stand together."),
        _("{replace}: the words in the column beside it are put there; change them if you wish.").format(
            replace=replace
        ),
        _("{keep}: the words stand as they are.").format(keep=keep),
        _("{replace_all}, {keep_all}: also for all rows of the same words that you leave open.").format(
            replace_all=replace_all, keep_all=keep_all
        ),
        _("{always}: as {keep_all}, and the next transcripts and papers do not ask about these words.").format(
            always=always, keep_all=keep_all
        ),
        _("The program only suggests: read the transcript yourself too."),
        _("This sheet may hold real names. Delete it when it has been given back."),
    ]


def read_review(path: Path, draft: Draft) -> dict[Hit, Decision]:
    """Read a sheet that was filled in; weak signs, and what was approved before, may be left open.

    Raises BsbError, naming the rows, for a row without a decision, with an unknown one, or without words to put
    there; and if the sheet belongs to another file, or lacks places that the file has.
    """
    table = read_table_file(path)
    column = {key: _column(table, key) for key in ("decision", "replacement", "key")}
    hits = {_key(draft, hit): hit for hit in draft.hits}
    rows = [(number, row) for number, row in table.rows if row.get(column["key"])]
    if not any(row[column["key"]].startswith(draft.source_sha256[:12]) for _number, row in rows):
        raise BsbError(
            _("{sheet} is not a review of {file} as it now is.").format(sheet=path.name, file=draft.path.name),
            _("Make a new one: bsb privacy scan {file} --sheet NEW.xlsx").format(file=draft.path.name),
        )
    found: dict[Hit, Decision] = {}
    for_all: dict[tuple[str, str], Decision] = {}
    problems: list[tuple[int, str]] = []
    left_open: list[tuple[int, Hit]] = []
    forms = _forms(draft)
    for number, row in rows:
        hit = hits.get(row[column["key"]])
        if hit is None or hit in found:
            problems.append((number, _("this place is not in the file, or stands twice in the sheet")))
            continue
        wanted = row.get(column["decision"], "")
        try:
            action = _action(wanted)
            if action is None:
                left_open.append((number, hit))
                continue
            found[hit] = _decision(hit, action, row.get(column["replacement"], ""))
        except ValueError as problem:
            problems.append((number, str(problem)))
            continue
        if action.endswith("all"):
            for_all.setdefault(forms[hit], found[hit])
    for number, hit in left_open:
        if forms[hit] in for_all:
            found[hit] = for_all[forms[hit]]
        elif not hit.weak and hit not in draft.approved:
            problems.append((number, _("no decision")))
    if problems:
        raise _refusal(path, problems)
    return found


def _column(table: TableFile, key: str) -> str:
    name = next((name for name in COLUMNS[key] if name in table.columns), None)
    if name is None:
        raise BsbError(
            _("{file} lacks the column {names}.").format(file=table.name, names=COLUMNS[key][0]),
            _("Give back the sheet that bsb made, with all its columns."),
        )
    return name


def _forms(draft: Draft) -> dict[Hit, tuple[str, str]]:
    groups = group([turn.text for turn in draft.turns], draft.hits)
    return {hit: (each.form, each.kind) for each in groups for hit in each.hits}


def _action(wanted: str) -> str | None:
    """Return the key of a decision, None for an empty cell; ValueError says what is wrong."""
    if not wanted.strip():
        return None
    meant: Mapping[str, str] = {fold(name): key for key, names in DECISIONS.items() for name in names}
    if fold(wanted) not in meant:
        names = [names[current_language() == "nb"] for names in DECISIONS.values()]
        # The cell is not repeated: a name may have been typed there by mistake.
        raise ValueError(_("there is no such decision.") + " " + suggest(wanted, names))
    return meant[fold(wanted)]


def _decision(hit: Hit, action: str, replacement: str) -> Decision:
    if action.startswith("always"):
        return Decision("keep", always=hit.kind in KINDS)
    if action.startswith("keep"):
        return Decision("keep")
    if not replacement:
        raise ValueError(_("there are no words to put there"))
    return Decision("accept") if replacement == hit.replacement else Decision("replace", _bare(hit, replacement))


def _bare(hit: Hit, given: str) -> str:
    """Return what was given without the genitive ending of the proposal, which is put there again by itself."""
    _base, bracket, ending = hit.replacement.rpartition(")")
    return given[: -len(ending)] if bracket and ending and given.endswith(")" + ending) else given


def _refusal(path: Path, problems: list[tuple[int, str]]) -> BsbError:
    rest = len(problems) - _SHOWN
    lines = [_("row {row}: {problem}").format(row=n, problem=text) for n, text in sorted(problems)[:_SHOWN]]
    return BsbError(
        ngettext(
            "{file}: {n} row does not hold. Nothing was stored.",
            "{file}: {n} rows do not hold. Nothing was stored.",
            len(problems),
        ).format(file=path.name, n=len(problems)),
        "\n".join(lines + ([_("... and {n} more").format(n=rest)] if rest > 0 else [])),
    )
