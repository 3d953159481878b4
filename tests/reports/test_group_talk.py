"""What each table at a conference gets to talk about."""

from __future__ import annotations

from pathlib import Path

from bsb.dialogue.group_sheet import Group
from bsb.project import Project
from bsb.reports.group_talk import talks_of
from bsb.reports.process import Material, read_district
from tests.reports.test_slides import finding

LAST = "Hva gjør vi først?"


def group(number: int, *themes: str) -> Group:
    found = tuple(finding(10 * number + at, theme, "Noe.") for at, theme in enumerate(themes))
    return Group(f"Gruppe {number}", "", found)


def words(material: Material, *groups: Group) -> list[list[str]]:
    talks = talks_of(groups, read_district(material, "Alna"), material.questions, (), last=LAST)
    return [[text for text, _source in (*talk.good, *talk.hard)] for talk in talks]


def test_groups_on_one_theme_share_its_quotes_between_them(material: Material) -> None:
    (alone,) = words(material, group(1, "respekt"))
    one, other = words(material, group(1, "respekt"), group(2, "respekt"))
    assert one and other
    assert len({*one, *other}) >= len(set(alone))
    talks = talks_of([group(1, "respekt"), group(2, "respekt")], read_district(material, "Alna"), {}, (), last=LAST)
    for side in ("good", "hard"):
        own = [[text for text, _source in getattr(talk, side)] for talk in talks]
        assert all(own)  # neither table is left without
        free = {text for text, _source in getattr(talks[0], side)} | {t for t, _source in getattr(talks[1], side)}
        assert len(free) == 1 or not set(own[0]) & set(own[1])


def test_no_quote_of_the_example_lies_on_two_tables_while_others_are_free(example: Project) -> None:
    for held in example.conferences.all():
        folder = example.output / "dialogkonferanser" / held.ref
        sheets = sorted(folder.glob("gruppeark-*.docx"))
        printed = [text for sheet in sheets for text in quoted(sheet)]
        assert len(printed) > 2 * len(sheets)
        assert len(printed) == len(set(printed))
        assert not [text for text in printed if "(?)" in text or "//" in text]


def quoted(sheet: Path) -> list[str]:
    """Return the quotes on a sheet."""
    from docx import Document

    (cells,) = (
        table.rows[1].cells for table in Document(str(sheet)).tables if "intervjuene" in table.cell(0, 0).text
    )
    return [p.text[: p.text.index("»")] for cell in cells for p in cell.paragraphs if p.text.startswith("«")]
