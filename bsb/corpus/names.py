"""The register of names as a file that people keep: listed, added to, and taken from. See ``bsb.privacy.register``.

The file holds real names. It lies where the user says, outside the project's folder, and nothing of it is copied
into the project. A person's number never changes: a name that is taken out leaves an empty line in its place.
"""

from __future__ import annotations

from pathlib import Path

from bsb.errors import BsbError
from bsb.formats.stable_zip import write_whole
from bsb.i18n import gettext as _
from bsb.privacy.register import Entry, Register

_EMPTY = "navn:"
_HEAD = (
    "# Register over navn for bsb. Filen inneholder virkelige navn: oppbevar den som samtykkeskjemaene.",
    "# En person på hver linje, alle skrivemåter med komma mellom. Andre slag: sted: …, bydel: …, institusjon: …",
)


def check_register_path(path: Path, project: Path) -> Path:
    """Return the path if a register may lie there. Raises BsbError if it is inside the project's folder."""
    if path.resolve().is_relative_to(project.resolve()):
        raise BsbError(
            _("A register of names may not lie in the project's folder."),
            _("It holds real names: keep it where the consent forms are kept."),
        )
    return path


def entries(path: Path) -> list[Entry]:
    """Return the names in a register; nothing if there is no file yet. Raises BsbError if it cannot be read."""
    return [entry for entry in _load(path).entries if entry.forms] if path.exists() else []


def add(path: Path, line: str) -> Entry:
    """Add a line such as "Kari Nordmann, Tulla" or "sted: Skaugum" to a register, making the file if need be.

    Raises BsbError if the line holds no name or begins with an unknown kind, or one of its names is there already.
    """
    found = Register.parse(line).entries
    if len(found) != 1 or not found[0].forms:
        raise BsbError(
            _("There is no name to add."), _('Write it as: bsb privacy register add "Kari Nordmann, Tulla"')
        )
    entry = found[0]
    register = _load(path) if path.exists() else Register()
    known = {form.casefold() for each in register.entries for form in each.forms}
    if twice := [form for form in entry.forms if form.casefold() in known]:
        raise BsbError(
            _("The register holds {n} of these names already.").format(n=len(twice)),
            _("See: bsb privacy register list"),
        )
    lines = _lines(path)
    if entry.kind == "person":
        # Numbers given to persons found in scans are taken: the new one must come after them.
        persons = sum(each.kind == "person" for each in register.entries)
        lines += [_EMPTY] * (max(register.seen.values(), default=0) - persons)
    _write(path, [*lines, line.strip()])
    return next(each for each in reversed(_load(path).entries) if each.forms == entry.forms)


def remove(path: Path, name: str) -> int:
    """Take the line that holds a name (case aside) out of a register; return how many names went with it.

    Raises BsbError if no line holds it.
    """
    aim = name.strip().casefold()
    lines = _lines(path)
    for index, line in enumerate(lines):
        parsed = [] if line.lstrip().startswith("#") else Register.parse(line).entries
        if any(form.casefold() == aim for entry in parsed for form in entry.forms):
            lines[index] = _EMPTY if parsed[0].kind == "person" else ""
            _write(path, [line for line in lines if line])
            return len(parsed[0].forms)
    raise BsbError(_("The register does not hold that name."), _("See: bsb privacy register list"))


def _load(path: Path) -> Register:
    return Register.load(path)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else list(_HEAD)


def _write(path: Path, lines: list[str]) -> None:
    # What the program itself keeps (salt and numbers) stands last, so that people find their own lines first.
    own = [line for line in lines if not line.startswith(("#salt ", "#seen "))]
    kept = [line for line in lines if line.startswith(("#salt ", "#seen "))]
    write_whole(path, ("\n".join([*own, *kept]) + "\n").encode())
