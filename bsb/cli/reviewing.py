"""The review of what points to people, at the edge: its options, and where its decisions come from."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bsb.cli.edge import note
from bsb.cli.passphrase import ask_passphrase
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from bsb.corpus.importing import Draft
    from bsb.privacy.hits import Hit
    from bsb.privacy.review import Decision
    from bsb.project import Project

F = TypeVar("F", bound=Callable[..., Any])

register_option = click.option(
    "--register",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The register of names (default: BSB_REGISTER, or register in bsb.toml)."),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """How a review is to be done, as the options say."""

    accept_all: bool
    sheet: Path | None
    reviewer: str
    register: Path | None
    key: Path | None
    key_for: str


def review_options(function: F) -> F:
    """Give a command the options of a review, as one argument ``choices``."""

    @click.option("--accept-all-proposed", is_flag=True, help=_("Replace every place found by the proposed word."))
    @click.option(
        "--review",
        "sheet",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="SHEET.xlsx",
        help=_("Take the decisions from a sheet that was filled in (bsb privacy scan --sheet)."),
    )
    @click.option("--reviewer", default="", help=_("Who has reviewed the anonymisation (default: you)."))
    @register_option
    @click.option(
        "--key",
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE.age",
        help=_("Write what was replaced by what to an encrypted file outside the project."),
    )
    @click.option("--key-for", default="", metavar="AGE1...", help=_("Encrypt the key for this age recipient."))
    @functools.wraps(function)
    def command(*args: Any, **kwargs: Any) -> Any:
        kwargs["choices"] = Choices(
            accept_all=kwargs.pop("accept_all_proposed"),
            sheet=kwargs.pop("sheet"),
            reviewer=kwargs.pop("reviewer"),
            register=kwargs.pop("register"),
            key=kwargs.pop("key"),
            key_for=kwargs.pop("key_for"),
        )
        return function(*args, **kwargs)

    return command  # type: ignore[return-value]


def register_path(project: Project, given: Path | None) -> Path | None:
    """Return the register of names to be used: the option's, else BSB_REGISTER's, else that of ``bsb.toml``.

    Raises BsbError if it lies in the project's folder.
    """
    from bsb.corpus.names import check_register_path

    told = given or os.environ.get("BSB_REGISTER") or project.config.privacy.register
    return check_register_path(project.root / Path(told).expanduser(), project.root) if told else None


def use_register(project: Project, given: Path | None) -> None:
    """Scan with the register of names, if there is one. Raises BsbError if a file named by the option is missing."""
    path = register_path(project, given)
    if path is None:
        return
    if not path.exists():
        raise BsbError(
            _("There is no register of names called {file}.").format(file=path.name),
            _("Make it by adding a name: bsb privacy register add NAME --register {file}").format(file=path),
        )
    project.importer.use_register(path)


def decide(draft: Draft, choices: Choices) -> Mapping[Hit, Decision]:
    """Return the decisions on a draft: from the sheet, all accepted, or asked for where someone sits at a terminal.

    Raises BsbError if the sheet does not hold, or the review was broken off.
    """
    from bsb.privacy.review import accept_all

    if choices.sheet is not None:
        from bsb.corpus.review_sheet import read_review

        return read_review(choices.sheet, draft)
    if choices.accept_all:
        return accept_all(draft.to_review)
    if draft.open_hits and at_terminal():
        from bsb.cli.review_talk import Talk

        return Talk(draft).review()
    return {}


def at_terminal() -> bool:
    """Tell whether a person can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def key_written(
    project: Project, draft: Draft, decisions: Mapping[Hit, Decision], interview: str, choices: Choices
) -> Iterator[None]:
    """Write the key that was asked for before a transcript is stored, and take it away if that fails."""
    if choices.key is None:
        yield
        return
    from bsb.corpus.key_file import check_key_path, write_key

    check_key_path(choices.key, project.root)
    passphrase = "" if choices.key_for else ask_passphrase(_("Passphrase for the key"), new=True)
    count = write_key(
        choices.key,
        project.root,
        draft,
        decisions,
        interview=interview,
        passphrase=passphrase,
        recipient=choices.key_for,
    )
    try:
        yield
    except BaseException:
        choices.key.unlink(missing_ok=True)
        raise
    note(
        ngettext(
            "The key in {file} holds {n} replacement.", "The key in {file} holds {n} replacements.", count
        ).format(file=choices.key, n=count)
        + " "
        + _("Keep it apart from the project, and destroy it when it is no longer needed.")
    )
