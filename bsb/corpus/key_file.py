"""The key: what was replaced by what, in a file encrypted with age and kept outside the project.

None is made unless it is asked for: whoever has key and passphrase can undo the anonymisation. The file can be
opened by any age program (``age -d``): it holds a CSV table.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from bsb.corpus.importing import Draft
from bsb.errors import BsbError
from bsb.formats.age_file import encrypt
from bsb.formats.stable_zip import write_whole
from bsb.formats.table_file import Sheet, csv_text
from bsb.i18n import gettext as _
from bsb.privacy.hits import Hit
from bsb.privacy.review import Decision, new_words

COLUMNS = ("interview", "turn", "kind", "words", "replacement")


def check_key_path(out: Path, project: Path) -> None:
    """Raises BsbError if a key may not be written there: inside the project, or over another file."""
    place = out.resolve()
    if place.is_relative_to(project.resolve()):
        raise BsbError(
            _("A key may not lie in the project's folder."),
            _("Give it a place outside, such as where the consent forms are kept."),
        )
    if place.exists():
        raise BsbError(_("There is already a file {file}.").format(file=out.name), _("Choose another name."))


def write_key(
    out: Path,
    project: Path,
    draft: Draft,
    decisions: Mapping[Hit, Decision],
    *,
    interview: str,
    passphrase: str = "",
    recipient: str = "",
) -> int:
    """Write the key to one transcript, for a passphrase or an age recipient (``age1...``); return its rows.

    Raises BsbError if the place is not allowed, the passphrase is shorter than 12 characters, the recipient is
    none, or the library pyrage is not installed.
    """
    check_key_path(out, project)
    rows = [
        (interview, draft.turns[hit.turn].number, hit.kind, *_words(draft, hit, decisions[hit]))
        for hit in draft.hits
        if hit in decisions and decisions[hit].action != "keep"
    ]
    table = csv_text(Sheet("key", COLUMNS, rows))
    write_whole(out, encrypt(table.encode(), passphrase=passphrase, recipient=recipient))
    return len(rows)


def _words(draft: Draft, hit: Hit, decision: Decision) -> tuple[str, str]:
    return draft.turns[hit.turn].text[hit.start : hit.end], new_words(hit, decision)
