"""Papers that bring people to a conference and through it: invitation, programme, lists, run sheet, form."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bsb.config import Config
from bsb.corpus.conferences import Conference
from bsb.dialogue.group_sheet import Group
from bsb.formats.texts import Texts
from bsb.formats.word_table import add_table
from bsb.guide.timeplan import clock, show
from bsb.reports.fill_in import box_table, write_sheet
from bsb.reports.programme import WHERE, Item
from bsb.text.language import sentence
from bsb.text.match import slug

if TYPE_CHECKING:
    from docx.document import Document

DOORS = 30  # minutes before the beginning
_LINES = 5  # for names under a role
_SCALE = ("1", "2", "3", "4", "5")


@dataclass(frozen=True)
class Plan:
    """What the papers say: conference, items on the clock, groups, the words, and the look."""

    config: Config
    conference: Conference
    items: Sequence[Item]
    groups: Sequence[Group]
    texts: Texts
    template: Path
    today: datetime.date

    @property
    def blanks(self) -> Mapping[str, str]:
        """What stands in the blanks of the texts."""
        texts, config, say = self.texts, self.config, self.texts.say
        start = self.items[0].start
        groups = [f"{group.name} ({group.topic})" if group.topic else group.name for group in self.groups]
        return {
            "district": self.conference.district,
            "when": say.weekday(datetime.date.fromisoformat(self.conference.held_on)),
            "place": self.conference.place or texts["no-place"],
            "start": say.time(start),
            "end": say.time(self.items[-1].end),
            "doors": say.time(show(clock(start) - DOORS)),
            "contact": config.contact or texts["no-contact"],
            "publisher": config.publisher or config.name,
            "roles": say.listed(config.stakeholders) or texts["no-roles"],
            "groups": say.listed(groups) or texts["no-groups"],
        }

    def lines(self, name: str) -> list[str]:
        """Return the lines of a text with their blanks filled in."""
        return self.texts.lines(name, **self.blanks)

    def time(self, item: Item) -> str:
        """Return when a part of the programme begins and ends."""
        return self.texts.say.time(f"{item.start}–{item.end}")


def write_plan(plan: Plan, folder: Path) -> list[Path]:
    """Write all six papers in a folder; return where they lie, the invitation first.

    Raises BsbError for a template that cannot be filled in, or if they cannot be written there.
    """
    papers: dict[str, Callable[[Plan, Document, Any], None]] = {
        "invitation": _invitation,
        "programme": _programme,
        "list": _list,
        "names": _names,
        "run": _run_sheet,
        "form": _form,
    }
    paths = {kind: folder / f"{slug(plan.texts[f'file-{kind}'])}.docx" for kind in papers}
    for kind, body in papers.items():
        _write(paths[kind], plan, kind, body)
    return list(paths.values())


def _write(out: Path, plan: Plan, kind: str, body: Callable[[Plan, Document, Any], None]) -> None:
    def fill(document: Document, place: Any) -> None:
        body(plan, document, place)

    write_sheet(
        out,
        title=plan.texts[f"{kind}-title"],
        lead=plan.texts(f"{kind}-lead", **plan.blanks),
        steps=(),
        mark="",
        project=plan.config.name,
        template=plan.template,
        date=plan.today,
        example=plan.config.example,
        language=plan.texts.language,
        fill=fill,
    )


def _paragraphs(place: Any, lines: Sequence[str], style: str = "BSB Brødtekst") -> None:
    for line in lines:
        place.insert_paragraph_before(line, style=style)


def _table(
    document: Document, place: Any, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]
) -> Any:
    table = add_table(document, heads, rows, widths, caption=heads[1])
    place._p.addprevious(table._tbl)
    return table


def _invitation(plan: Plan, _document: Document, place: Any) -> None:
    _paragraphs(place, plan.lines("invitation-lines"), "BSB Ingress")


def _programme(plan: Plan, document: Document, place: Any) -> None:
    where = {name: plan.texts[f"programme-{name}"] for name in WHERE}
    rows = [[plan.time(item), item.part.title, where[item.part.where]] for item in plan.items]
    table = _table(document, place, plan.texts.lines("programme-heads"), rows, (3.2, 9.2, 3.6))
    _larger(table)
    _paragraphs(place, ["", *plan.lines("programme-notes")])


def _larger(table: Any) -> None:
    """Make a table's rows easy to read from where one sits."""
    from docx.shared import Pt

    for row in table.rows:
        for cell in row.cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(6)
                for run in paragraph.runs:
                    run.font.size = Pt(13)


def _list(plan: Plan, document: Document, place: Any) -> None:
    from docx.shared import Cm

    rows = [[role, "", ""] for role in _roles(plan)]
    table = _table(document, place, plan.texts.lines("list-heads"), rows, (4.4, 8.8, 2.8))
    for row in table.rows[1:]:
        row.height = Cm(2.2)
    _paragraphs(place, ["", plan.texts["list-after"]])


def _names(plan: Plan, document: Document, place: Any) -> None:
    """Make room for names by role. It is printed empty: nothing that is written there is ever read."""
    from docx.shared import Cm

    _paragraphs(place, [plan.texts["names-never"]], "BSB Merknad")
    for role in _roles(plan):
        lines = [[f"{n}.", ""] for n in range(1, _LINES + 1)]
        table = _table(document, place, [role, plan.texts["names-head"]], lines, (4.4, 11.6))
        for row in table.rows:
            row.height = Cm(0.8)
            # A role's lines stay together with its name.
            row.cells[0].paragraphs[0].paragraph_format.keep_with_next = row is not table.rows[-1]
        _paragraphs(place, [""])
    _paragraphs(place, [plan.texts["names-after"]])


def _roles(plan: Plan) -> list[str]:
    return [sentence(role) for role in (*plan.config.stakeholders, plan.texts["list-others"])]


def _run_sheet(plan: Plan, document: Document, place: Any) -> None:
    _paragraphs(place, [plan.texts["run-before"]], "Heading 2")
    _paragraphs(place, plan.lines("run-before-lines"), "List Bullet")
    _paragraphs(place, [plan.texts["run-during"]], "Heading 2")
    where = {name: plan.texts[f"programme-{name}"] for name in WHERE}
    rows = [
        [plan.time(item), f"{item.part.title}\n{where[item.part.where]}".strip(), "\n".join(item.part.run)]
        for item in plan.items
    ]
    _table(document, place, plan.texts.lines("run-heads"), rows, (2.5, 3.7, 9.8))
    _paragraphs(place, [plan.texts["run-after"]], "Heading 2")
    _paragraphs(place, plan.lines("run-after-lines"), "List Bullet")


def _form(plan: Plan, document: Document, place: Any) -> None:
    for question in plan.texts.lines("form-questions"):
        box_table(document, place, question, _SCALE, [])
    box_table(document, place, plan.texts["form-comment"], [], [("", 6.0)])
