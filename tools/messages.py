"""Keep the message catalogues: ``python -m tools.messages`` after changing any text that people read.

Collects the msgids of bsb and of click (whose own strings live in the same ``messages`` domain), brings
``bsb/locale/nb/LC_MESSAGES/messages.po`` up to date, compiles it, and lists what still wants a translation.
"""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "bsb" / "locale" / "nb" / "LC_MESSAGES" / "messages.po"
_SOME_DAY = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def collect() -> Catalog:
    """Return a catalogue of all msgids, without translations."""
    catalog = Catalog(locale="nb", project="bsb", charset="utf-8", fuzzy=False)
    for folder in (ROOT / "bsb", Path(click.__file__).parent):
        methods = [("**.py", "python"), ("web/templates/**.html", "jinja2")]
        found = extract_from_dir(str(folder), methods, keywords=KEYWORDS)
        for name, _line, message, _comments, _context in found:
            place = f"{folder.name}/{Path(name).as_posix()}"
            catalog.add(message, locations=[(place, 0)] if folder.name == "bsb" else [])
    return catalog


def load() -> Catalog:
    """Return the translated catalogue as it lies in the folder."""
    with PO.open("rb") as file:
        return read_po(file, locale="nb")


def missing(catalog: Catalog) -> list[str]:
    """Return the msgids that have no translation, or one that lost or gained a {field}."""
    found = []
    for message in catalog:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
        texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        if not all(texts) or message.fuzzy or any(fields(t) != fields(ids[-1]) for t in texts[-1:]):
            found.append(str(ids[0]))
    return found


def fields(text: str) -> set[str]:
    """Return the names of the {fields} and %(fields)s in a message."""
    import re

    return set(re.findall(r"\{(\w+)[^{}]*\}|%\((\w+)\)", text))  # type: ignore[arg-type]


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as a .mo file."""
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def update() -> Catalog:
    """Bring the .po and .mo files up to date with the code and return the catalogue."""
    blank = Catalog(locale="nb", project="bsb", version="1", msgid_bugs_address="-", last_translator="-")
    catalog = load() if PO.exists() else blank
    catalog.update(collect(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    # The time of the run would make every run differ.
    catalog.creation_date = catalog.revision_date = _SOME_DAY
    catalog.header_comment = "# Norwegian (bokmål) messages of bsb. Kept by: python -m tools.messages"
    catalog.fuzzy = False
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, omit_header=False, include_lineno=False)
    PO.write_bytes(out.getvalue())
    PO.with_suffix(".mo").write_bytes(compiled(load()))
    return catalog


if __name__ == "__main__":
    want = missing(update())
    for msgid in want:
        print(repr(msgid))
    print(f"{len(want)} messages want a translation", file=sys.stderr)
