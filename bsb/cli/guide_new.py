"""``bsb guide new``: a guide composed from the library for some services and some minutes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import done, in_project, note, yes_option
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.guide.model import Guide, Topic
    from bsb.project import Project


@click.command(
    help=_(
        "Compose a guide from the library: NAME.yaml in the folder guides, with remarks, ready to change. "
        "Asks for what is not given as an option."
    )
)
@click.argument("name")
@click.option("--from", "source", default="", help=_("The guide to begin with (default: the full one)."))
@click.option("--minutes", type=int, help=_("How long the talk and its break may last."))
@click.option("--service", "services", multiple=True, help=_("A service this group knows; more can be given."))
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="GUIDE/TOPIC",
    help=_("A topic of another guide to take along, such as temaguide-rus-psykisk/venting; more can be given."),
)
@click.option("--title", default="", help=_("The guide's name on paper (default: that of the guide to begin with)."))
@yes_option
@in_project
def new(
    project: Project,
    name: str,
    source: str,
    minutes: int | None,
    services: tuple[str, ...],
    topics: tuple[str, ...],
    title: str,
    yes: bool,
) -> None:
    from bsb.cli.guide_check import show_findings
    from bsb.guide.check import check_guide
    from bsb.guide.compose import compose
    from bsb.guide.library import FULL
    from bsb.guide.model import load_guide, refuse_key
    from bsb.guide.write import write_guide

    key = name.removesuffix(".yaml")
    refuse_key(key, {guide.key for guide in project.guides.list()})
    base = project.guides.get(source or FULL)
    known = {code.key: code.name for code in project.codebook.all("service")}
    if not services and not yes:
        services = _ask_services(base, known)
    if minutes is None:
        minutes = base.minutes if yes else click.prompt(_("How many minutes"), default=base.minutes, type=int)
    composed = compose(
        base,
        key=key,
        minutes=minutes,
        name=title,
        services=[_service_key(service, known) for service in services],
        extra=[_topic(project, wanted) for wanted in topics],
        known=known,
    )
    path = write_guide(composed.guide, project.guides.folder, source=base.key)
    written = load_guide(path)
    done(_("Wrote {file}.").format(file=_shown(path)))
    for topic in written.topics:
        click.echo(f"  {topic.minutes:3} min  {topic.name}")
    if composed.left_out:
        note(_("No time for: {topics}.").format(topics=", ".join(composed.left_out)))
    places = [place for district in project.config.districts for place in (district.name, *district.aliases)]
    show_findings(written, check_guide(written, project.guides.wordlist(), places=places))
    note(_("Read it aloud, and change what you like. Then: bsb guide check {guide}").format(guide=key))


def _ask_services(base: Guide, known: dict[str, str]) -> tuple[str, ...]:
    click.echo(_("Which services does this group know?"), err=True)
    for key in dict.fromkeys((*known, *base.services)):
        click.echo(f"  {key:24} {known.get(key, '')}".rstrip(), err=True)
    answer = click.prompt(_("Names with a comma between (nothing: all topics)"), default="", show_default=False)
    return tuple(part.strip() for part in answer.split(",") if part.strip())


def _service_key(wanted: str, known: dict[str, str]) -> str:
    """Return the key of a service given by key or by the name people read; anything else as it is."""
    return next((key for key, name in known.items() if name.casefold() == wanted.casefold()), wanted)


def _topic(project: Project, wanted: str) -> Topic:
    from bsb.errors import BsbError
    from bsb.i18n import N_
    from bsb.text.match import choose

    guide_name, slash, topic_name = wanted.partition("/")
    if not slash:
        raise BsbError(
            _("“{topic}” names no guide.").format(topic=wanted),
            _("Write GUIDE/TOPIC, such as temaguide-rus-psykisk/venting; see: bsb guide show GUIDE"),
        )
    guide = project.guides.get(guide_name)
    topics = {topic.key: topic for topic in guide.topics}
    return topics[choose(topic_name, {key: (topic.name,) for key, topic in topics.items()}, N_("topic"))]


def _shown(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
