"""Placeholders in the lines of help are in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from bsb.cli.main import build
from bsb.cli.usage import _words as usage_words
from bsb.cli.usage import speak
from bsb.i18n import speaking


def made() -> click.Group:
    @click.group()
    def top() -> None:
        pass

    @top.command()
    @click.argument("file", nargs=-1)
    @click.argument("name")
    @click.option("--title")
    @click.option("--n", type=int)
    @click.option("--kind", type=click.Choice(["a", "b"]))
    @click.option("--map", metavar="NAME=FILE")
    @click.option("--yes", is_flag=True)
    def do() -> None:
        pass

    return top


def usage(language: str) -> tuple[str, str]:
    with speaking(language):
        top = speak(made())
        assert isinstance(top, click.Group)
        below = top.commands["do"]
        return (
            top.get_usage(click.Context(top, info_name="top")).partition(" ")[2],
            below.get_help(click.Context(below, info_name="do")),
        )


def test_in_norwegian() -> None:
    top, do = usage("nb")
    assert top == "top [VALG] KOMMANDO [ARGUMENTER]..."
    assert "do [VALG] [FIL]... NAVN" in do
    for option in ("--title TEKST", "--n TALL", "--kind [a|b]", "--map NAVN=FIL", "--yes\n"):
        assert option in do


def test_in_english_as_click_has_it() -> None:
    top, do = usage("en")
    assert top == "top [OPTIONS] COMMAND [ARGS]..." and "do [OPTIONS] [FILE]... NAME" in do


#: What is typed as it stands, in any language.
LITERAL = {"AGE1", "GUIDE", "I1", "ID", "RRGGBB", "STATUS"}


def placeholders(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if not isinstance(parameter.type, click.Choice) and parameter.metavar:
            yield from re.findall(r"[A-ZÆØÅ][A-ZÆØÅ0-9]+", parameter.metavar)
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            below = command.get_command(ctx, name)
            assert below is not None
            yield from placeholders(below)


def test_every_placeholder_of_every_command_has_a_word_in_norwegian() -> None:
    with speaking("nb"):
        known = {part for each in usage_words().values() for part in each.split("-")} | LITERAL
        found = set(placeholders(build()))
    assert len(found) > 20
    assert found <= known
