"""The ``bsb`` command. Commands load when they are used, so that ``bsb --help`` is instant."""

from __future__ import annotations

import importlib
import os
import sys
import tomllib
from pathlib import Path

import click

from bsb import __version__
from bsb.cli.usage import speak
from bsb.errors import BsbError, place_of
from bsb.i18n import N_, pick_language, set_language
from bsb.i18n import gettext as _

#: name -> module below bsb.cli, and the line that ``bsb --help`` shows. In the order of the work.
COMMANDS = {
    "init": ("project", N_("Make a new project folder.")),
    "demo": ("demo", N_("Make the example project with all its papers.")),
    "status": ("project", N_("Show where the project stands and what comes next.")),
    "guide": ("guide", N_("Topic guides and kits for interviewers.")),
    "interview": ("interview", N_("Interviews and who took part.")),
    "transcript": ("transcript", N_("Import and show transcripts.")),
    "privacy": ("privacy", N_("Look for what points to people.")),
    "consent": ("consent", N_("Consent and its withdrawal.")),
    "keydoc": ("keydoc", N_("Key documents: plans and reports, cited by page.")),
    "serve": ("serve", N_("Open the project in the browser: read, code, look.")),
    "search": ("search", N_("Search in transcripts and key documents.")),
    "words": ("words", N_("Word lists, keyness and collocations.")),
    "codebook": ("codebook", N_("The codes.")),
    "code": ("code", N_("Codings: coded passages.")),
    "quote": ("quote", N_("Quotes: proposed, edited, approved.")),
    "memo": ("memo", N_("Memos on the project, interviews, codes, codings and cells.")),
    "agreement": ("agreement", N_("Show where coders agree and where not.")),
    "team": ("team", N_("Blind rounds, and coders on machines of their own.")),
    "matrix": ("matrix", N_("Matrices and reference tables.")),
    "display": ("display", N_("Displays: pictures of what the material shows.")),
    "compare": ("compare", N_("Compare districts.")),
    "interaction": ("interaction", N_("Who talks with whom in an interview.")),
    "saturation": ("saturation", N_("How much is new in each interview.")),
    "finding": ("finding", N_("Findings: what they rest on, and what should be done.")),
    "conference": ("conference", N_("Dialogue conferences: group sheets, verdicts, evaluation forms.")),
    "followup": ("followup", N_("A year later: what became of the recommendations.")),
    "report": ("report", N_("Papers to hand out.")),
    "synthesis": ("synthesis", N_("Several evaluations side by side, by common themes.")),
    "exchange": ("exchange", N_("To and from other programs.")),
    "project": ("project", N_("Where the project's data is: in a file, or on a server for a team.")),
    "backup": ("backup", N_("Make a backup, and see that it can be restored.")),
    "restore": ("backup", N_("Restore a backup.")),
    "doctor": ("doctor", N_("Look for damage and for what is out of step.")),
    "history": ("journal", N_("Show what has been changed, newest first.")),
    "undo": ("journal", N_("Undo the latest change.")),
    "redo": ("journal", N_("Do again what was undone last.")),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command; None if there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"bsb.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, cmd_name)
        return speak(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table, without importing any."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])


def build() -> click.Group:
    """Return the ``bsb`` command in the current language."""
    group = LazyGroup(
        name="bsb",
        help=_("Bruker Spør Bruker: from topic guide to dialogue conference. Begin with: bsb demo"),
        epilog=_("Each command explains itself: bsb COMMAND --help"),
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    click.version_option(__version__, prog_name="bsb", message="%(prog)s %(version)s")(group)
    speak(group)
    return group


def main(args: list[str] | None = None) -> int:
    """Run the command line and return its exit code: 0 done, 1 something to mend, 2 wrong usage."""
    args = sys.argv[1:] if args is None else args
    for stream in (sys.stdout, sys.stderr):
        # A console or pipe in an old code page must not turn æ, ø and å into a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    settings = _project_settings(args)
    told = (settings.get(key) for key in ("language", "coder"))
    language, coder = (each if isinstance(each, str) else None for each in told)
    set_language(pick_language(os.environ, language))
    bound = coder is not None and "BSB_CODER" not in os.environ
    if coder is not None and bound:
        os.environ["BSB_CODER"] = coder  # in a coder's workplace nobody has to say who codes
    try:
        return _run(args)
    finally:
        if bound:
            os.environ.pop("BSB_CODER", None)


def _run(args: list[str]) -> int:
    try:
        stopped = build().main(args, prog_name="bsb", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(_("Stopped."), err=True)
        return 1
    except BsbError as error:
        click.secho(error.message, err=True, fg="red")
        if error.hint:
            click.echo(error.hint, err=True)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has gone; there is nobody to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        click.secho(_("{file}: {why}").format(file=error.filename or "", why=error.strerror), err=True, fg="red")
        return 1
    except Exception as error:
        if os.environ.get("BSB_DEBUG"):
            raise
        # The message of a stray exception may hold a participant's words: only its kind and place are shown.
        click.secho(_("A fault in bsb itself: {what}.").format(what=place_of(error)), err=True, fg="red")
        click.echo(
            _("Changes are kept whole or not at all. Please report this line (BSB_DEBUG=1 shows more)."), err=True
        )
        return 1
    # click hands over the code of ctx.exit() as the result.
    return stopped if isinstance(stopped, int) else 0


def _project_settings(args: list[str]) -> dict[str, object]:
    """Look up the project's settings early: help texts are made when the commands are imported."""
    folder = Path(args[args.index("-C") + 1]) if "-C" in args[:-1] else Path()
    try:
        folder = folder.resolve()
        found = next(f / "bsb.toml" for f in (folder, *folder.parents) if (f / "bsb.toml").is_file())
        return tomllib.loads(found.read_text(encoding="utf-8-sig"))
    except (StopIteration, OSError, ValueError):
        return {}


if __name__ == "__main__":
    sys.exit(main())
