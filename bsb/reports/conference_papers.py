"""Papers round a dialogue conference that are filled in or made of what was said: group sheets, before and after."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from bsb.dialogue.before_after import VERDICT_NAMES, Outcome
from bsb.dialogue.finding import KIND_NAMES
from bsb.reports.table_paper import Paper, write_paper


def write_before_after(
    out: Path, found: Sequence[Outcome], *, title: str, under: str, project: str, template: Path, date: datetime.date
) -> None:
    """Write the before/after table as a Word document or workbook, by the ending of ``out``.

    Raises BsbError for another ending, or if it cannot be written there.
    """
    rows = []
    for each in found:
        groups = "\n".join(f"{v.group}: {VERDICT_NAMES[v.verdict]}" for v in each.verdicts)
        comments = "\n".join(f"{v.group}: {v.comment}" for v in each.verdicts if v.comment)
        after = each.stands if each.stands != each.before else "Uendret"
        if each.verdict == "disputed":
            after = "Konferansen var ikke enig. Funnet står ikke."
        elif len(each.wordings) > 1:
            after = "\n".join(f"{v.group}: {v.after}" for v in each.verdicts if v.after)
        elif not each.verdict:
            after = "Uendret; ingen gruppe drøftet det"
        kind = KIND_NAMES[each.finding.kind].capitalize()
        name = f"{each.finding.ref}\n{kind}"
        rows.append([name, each.before or "–", VERDICT_NAMES[each.verdict].capitalize(), after, groups, comments])
    paper = Paper(
        title=title,
        lead=under,
        header=("Funn", "Før konferansen", "Dommen", "Etter konferansen", "Gruppene", "Det ble sagt"),
        rows=rows,
        widths=(2.2, 6.6, 2.2, 6.6, 3.4, 5.5),
        notes=(
            "«Bekreftet»: Alle gruppene som drøftet funnet, kjente seg igjen. «Nyansert»: Minst én gruppe ville si det på "
            "en annen måte, eller gruppene var ulike. «Bestridt»: Gruppene kjente seg ikke igjen. «Nytt»: Kom fra "
            "konferansen.",
        ),
    )
    write_paper(out, paper, project=project, template=template, date=date)
