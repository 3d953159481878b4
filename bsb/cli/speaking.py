"""Who is who in a file: the options that say it, and the question where the file does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bsb.cli.edge import show_table
from bsb.errors import BsbError
from bsb.i18n import gettext as _

if TYPE_CHECKING:
    from bsb.corpus.importing import Draft

F = TypeVar("F", bound=Callable[..., Any])


def speaker_options(function: F) -> F:
    """Give a command the options --speaker and --pattern."""
    pattern = click.option(
        "--pattern", help=_("A regular expression for speaker labels, with the groups speaker and text.")
    )
    speaker = click.option(
        "--speaker", "speakers", multiple=True, metavar="NAME=I1", help=_("Who a name in the file is.")
    )
    return speaker(pattern(function))


def speaker_map(values: tuple[str, ...]) -> dict[str, str]:
    """Read --speaker NAME=I1 options into a mapping. BsbError for anything else."""
    found = {}
    for value in values:
        name, _equals, code = value.rpartition("=")
        known = code in ("?", "-") or (code[:1].upper() in ("I", "B") and code[1:].isdecimal())
        if not name or not known:
            raise BsbError(
                _("“{value}” does not say who a speaker is.").format(value=value),
                _("Write NAME=I1 for an interviewer, NAME=B1 for a participant, NAME=- for no speaker at all."),
            )
        found[name.strip()] = code.upper()
    return found


def confirm_speakers(draft: Draft, yes: bool) -> None:
    """Have a person confirm who is who, where the file did not say it in so many words."""
    guessed = {name: code for name, code in draft.mapping.items() if name.upper() != code}
    if not guessed or yes:
        return
    show_table(
        [_("In the file"), _("Becomes"), (_("Turns"), "right")],
        [(name, code, draft.names.get(name, 0)) for name, code in guessed.items()],
    )
    if not click.confirm(_("Is this right?"), err=True):
        raise BsbError(
            _("Nothing was imported."),
            _("Say who is who: --speaker NAME=I1 for interviewers, NAME=B1 for participants."),
        )
