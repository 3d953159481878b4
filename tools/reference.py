"""``python -m tools.reference``: write the list of commands of ``bsb --help`` itself, in both languages.

``docs/kommandoer.md`` is Norwegian, ``docs/commands.md`` English. A help text is made when its command is imported,
so each language is written by a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

DOCS = Path(__file__).resolve().parents[1] / "docs"
FILES = {"nb": DOCS / "kommandoer.md", "en": DOCS / "commands.md"}
_WORDS = {
    "nb": (
        "Kommandoer",
        "Laget av `python -m tools.reference` av det kommandoene selv sier. Alle har `--help`. De som arbeider i et "
        "prosjekt, har `-C MAPPE` (ellers gjelder mappa du står i, eller en over den), og de "
        "som viser data, har `--json`.",
    ),
    "en": (
        "Commands",
        "Made by `python -m tools.reference` of what the commands say themselves. All have `--help`. Those that work "
        "in a project have `-C DIR` (otherwise the folder you stand in, or one above it), and those "
        "that show data have `--json`.",
    ),
}
#: Told once at the top, not at each command.
_EVERYWHERE = {"-C", "--json", "--help"}


def page(language: str) -> str:
    """Return the page in a language. The commands must not have been imported in another one."""
    from bsb.cli.main import build
    from bsb.i18n import set_language

    set_language(language)
    title, about = _WORDS[language]
    root = build()
    ctx = click.Context(root, info_name="bsb")
    named = [(name, root.get_command(ctx, name)) for name in root.list_commands(ctx)]
    lines = [f"# {title}", "", about, ""]
    for name, command in named:
        assert command is not None
        lines += [f"## bsb {name}", "", *_command(command, ctx, name)]
    return "\n".join(lines)


def _command(command: click.Command, parent: click.Context, name: str) -> Iterator[str]:
    """Yield the lines of a command and of those below it."""
    ctx = click.Context(command, info_name=name, parent=parent)
    if command.help:
        yield from [_text(command.help), ""]
    names = command.list_commands(ctx) if isinstance(command, click.Group) else []
    below = [(each, command.get_command(ctx, each)) for each in names if isinstance(command, click.Group)]
    if not below:
        usage = " ".join(command.collect_usage_pieces(ctx))
        yield from ["```text", f"{ctx.command_path} {usage}", "```", ""]
    records = [p.get_help_record(ctx) for p in command.params if not _EVERYWHERE.intersection(p.opts)]
    # An argument stands in the line of use, and the text above says what it is.
    told = [f"- `{record[0]}`: {_text(record[1])}" for record in records if record and record[1]]
    if told:
        yield from [*told, ""]
    for each, inner in below:
        assert inner is not None
        yield from [f"### {ctx.command_path} {each}", ""]
        yield from _command(inner, ctx, each)


def _text(help_text: str) -> str:
    """Return a help text as one paragraph, with what would be markup as plain signs."""
    text = " ".join(help_text.replace("\b", "").split())
    for sign in "*_<[":
        text = text.replace(sign, "\\" + sign)
    return text


def written(language: str) -> str:
    """Return the page as a process of its own writes it."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.reference", language],
        cwd=DOCS.parent,
        env={**os.environ, "PYTHONUTF8": "1", "BSB_LANG": language},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


if __name__ == "__main__":
    if sys.argv[1:]:
        print(page(sys.argv[1]), end="")
    else:
        for code, file in FILES.items():
            file.write_text(written(code), encoding="utf-8", newline="\n")
            print(file.name)
