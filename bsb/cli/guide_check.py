"""``bsb guide check``: what in a topic guide would make the talk go wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, json_option, note, print_rich, write_json
from bsb.i18n import gettext as _
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from rich.text import Text

    from bsb.guide.check import Finding
    from bsb.guide.model import Guide
    from bsb.project import Project


@click.command(
    help=_(
        "Check guides for leading and double questions, jargon, names and more. "
        "NAME is a guide or a YAML file; without one, all guides are checked."
    )
)
@click.argument("name", required=False, default="")
@click.option("--strict", is_flag=True, help=_("End with exit code 1 if anything was found."))
@json_option
@in_project
def check(project: Project, name: str, strict: bool, as_json: bool) -> None:
    from bsb.guide.check import check_guide, not_checked

    wordlist = project.guides.wordlist()
    places = [name for district in project.config.districts for name in (district.name, *district.aliases)]
    checked = [(guide, check_guide(guide, wordlist, places=places)) for guide in _guides(project, name)]
    total = sum(len(findings) for _guide, findings in checked)
    if as_json:
        write_json(
            [
                {
                    "guide": guide.key,
                    "language": guide.language,
                    "not_checked": not_checked(guide.language),
                    "findings": findings,
                }
                for guide, findings in checked
            ]
        )
    else:
        for guide, findings in checked:
            show_findings(guide, findings)
            for left_out in not_checked(guide.language):
                note(_("Weaker in this language: {what}.").format(what=left_out))
        if total:
            note(_("The program reads words, not meaning: you know best (docs/temaguide-kontroll.md)."))
    if strict and total:
        click.get_current_context().exit(1)


def _guides(project: Project, name: str) -> list[Guide]:
    return [one_guide(project, name)] if name else project.guides.list()


def one_guide(project: Project, name: str) -> Guide:
    """Return the guide meant by a name, a name with a version, or a path to a YAML file."""
    from bsb.guide.model import load_guide

    path = Path(name)
    return load_guide(path) if path.suffix in (".yaml", ".yml") else project.guides.get(name)


def show_findings(guide: Guide, findings: tuple[Finding, ...]) -> None:
    """Show what was found in a guide, topic by topic, or that nothing was."""
    from rich.padding import Padding
    from rich.text import Text

    if not findings:
        done(_("{guide}: nothing to mend.").format(guide=guide.key))
        return
    count = numbered(len(findings), "finding")
    print_rich(Text.assemble((guide.name, "bold"), f"  ({guide.key}): {count}"))
    topics = {topic.key: topic.name for topic in guide.topics}
    place = question = ""
    for found in findings:
        heading = topics.get(found.topic, _("The guide as a whole"))
        if heading != place:
            print_rich(Text.assemble("\n", (heading, "bold")))
            place, question = heading, ""
        if found.question and found.question != question:
            print_rich(Padding(Text(found.question), (0, 0, 0, 2), expand=False))
            question = found.question
        print_rich(Padding(_advice(found), (0, 0, 0, 4), expand=False))


def _advice(found: Finding) -> Text:
    """Return what is wrong, why it matters, and a better form."""
    from rich.text import Text

    from bsb.guide.check import FAULTS

    title = _(FAULTS[found.fault][0])
    title = f"{title[:1].upper()}{title[1:]}: {found.words}." if found.words else f"{title[:1].upper()}{title[1:]}."
    better = _("Better: {form}").format(form=found.better)
    return Text.assemble((title, "yellow"), " ", found.why, "\n", (better, "green"))
