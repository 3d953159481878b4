"""What stands for an argument in the lines of ``--help``, in the reader's language: FILE, NAME, [OPTIONS] ..."""

from __future__ import annotations

import re
from typing import Any

import click

from bsb.i18n import gettext as _

_WORD = re.compile(r"[A-Z]{2,}")


def speak(command: click.Command) -> click.Command:
    """Give a command, and all below it, placeholders in the current language; return the command."""
    words = _words()

    def said(text: str) -> str:
        return _WORD.sub(lambda match: words.get(match[0], match[0]), text)

    command.options_metavar = _("[OPTIONS]")
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            parameter.metavar = said(parameter.metavar or _placeholder(parameter))
        elif isinstance(parameter, click.Option) and not (parameter.is_flag or parameter.count):
            if parameter.metavar:
                parameter.metavar = said(parameter.metavar)
            elif not isinstance(parameter.type, click.Choice):
                parameter.metavar = said(_kind(parameter.type))
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
        for below in getattr(command, "commands", {}).values():
            speak(below)
    return command


def _kind(kind: click.ParamType[Any]) -> str:
    """Return the placeholder for a value of some kind. click has said a path's in the language of the import."""
    if isinstance(kind, click.Path):
        return "FILE" if kind.file_okay else "DIR"
    return kind.name.upper().partition(" ")[0]


def _placeholder(argument: click.Argument) -> str:
    """Return the placeholder as click makes it of an argument's name."""
    name = (argument.name or "").upper().rstrip("_")
    text = name if argument.required else f"[{name}]"
    return text if argument.nargs == 1 else f"{text}..."


def _words() -> dict[str, str]:
    return {
        "ADDRESS": _("ADDRESS"),
        "ANSWER": _("ANSWER"),
        "BUNDLE": _("BUNDLE"),
        "CODE": _("CODE"),
        "CODING": _("CODING"),
        "COLUMN": _("COLUMN"),
        "DATE": _("DATE"),
        "DIR": _("DIR"),
        "DIRECTORY": _("DIR"),
        "DISTRICT": _("DISTRICT"),
        "EVALUATION": _("EVALUATION"),
        "EVALUATIONS": _("EVALUATION"),
        "FIELD": _("FIELD"),
        "FILE": _("FILE"),
        "FILES": _("FILE"),
        "FINDING": _("FINDING"),
        "FLOAT": _("NUMBER"),
        "FOLDER": _("DIR"),
        "FROM": _("FROM"),
        "INTEGER": _("NUMBER"),
        "INTERVIEW": _("INTERVIEW"),
        "INTO": _("INTO"),
        "KEY": _("KEY"),
        "LOGIN": _("LOGIN"),
        "MATRIX": _("MATRIX"),
        "NAME": _("NAME"),
        "NAMES": _("NAME"),
        "NEW": _("NEW"),
        "NICKNAME": _("NICKNAME"),
        "NUMBER": _("NUMBER"),
        "OLD": _("OLD"),
        "ONE": _("ONE"),
        "OTHER": _("OTHER"),
        "OUT": _("FILE"),
        "PARTICIPANT": _("PARTICIPANT"),
        "PARTICIPANTS": _("PARTICIPANT"),
        "PATH": _("FILE"),
        "PROJECT": _("PROJECT"),
        "QUERY": _("QUERY"),
        "QUOTE": _("QUOTE"),
        "REGEX": _("REGEX"),
        "ROLE": _("ROLE"),
        "ROW": _("ROW"),
        "SHEET": _("SHEET"),
        "SIGN": _("SIGN"),
        "TABLE": _("TABLE"),
        "TEXT": _("TEXT"),
        "THEME": _("THEME"),
        "TITLE": _("TITLE"),
        "TO": _("TO"),
        "TOPIC": _("TOPIC"),
        "TURN": _("TURN"),
        "VALUE": _("VALUE"),
        "VERDICT": _("VERDICT"),
        "WHAT": _("WHAT"),
        "WORD": _("WORD"),
        "WORDS": _("WORD"),
    }
