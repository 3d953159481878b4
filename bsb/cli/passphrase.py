"""Asking for a passphrase: hidden, or from the file that BSB_PASSPHRASE_FILE names; never on the command line."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bsb.errors import BsbError
from bsb.i18n import gettext as _

VARIABLE = "BSB_PASSPHRASE_FILE"


def ask_passphrase(prompt: str, *, new: bool = False) -> str:
    """Return the passphrase; a ``new`` one is asked for twice. Raises BsbError if the file cannot be read."""
    if named := os.environ.get(VARIABLE):
        from bsb.formats.limits import read_bytes

        try:
            lines = read_bytes(Path(named), 4096).decode().splitlines()
        except UnicodeDecodeError:
            raise BsbError(_("The file that {name} names is no text.").format(name=VARIABLE), "") from None
        return lines[0].rstrip("\r") if lines else ""
    found: str = click.prompt(prompt, hide_input=True, confirmation_prompt=new, err=True)
    return found


def ask_for_locked_files() -> None:
    """From here on, whoever opens an encrypted database is asked for its passphrase."""
    from bsb.store import cipher

    cipher.ask = lambda name: ask_passphrase(_("Passphrase of {file}").format(file=name))
