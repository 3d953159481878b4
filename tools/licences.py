"""``python -m tools.licences``: write ``docs/lisenser.md``, the licences of all that bsb brings along."""

from __future__ import annotations

from collections.abc import Iterable

from packaging.utils import canonicalize_name

from tools.dependencies import ROOT, Dependencies, Package, dependencies

FILE = ROOT / "docs" / "lisenser.md"
_HEAD = """# Lisenser

Laget av `python -m tools.licences` av det pakkene selv oppgir der siden ble laget. BSB har MIT-lisens (`LICENSE`).

Alle pakkene installeres hver for seg, uendret. Ingen av dem har GPL eller AGPL. `docxtpl` har LGPL:
Den kan brukes av et program med en annen lisens så lenge den kan byttes ut, og det kan den (`pip install`).
Det samme gjelder `psycopg`, som bare er med i tillegget `team`.

Skriften i figurer og displayer (`bsb/formats/fonts`) har SIL Open Font License; teksten ligger ved siden av.

En maskinlesbar liste med versjoner (SBOM i formatet CycloneDX) lages for hver utgivelse: `python -m tools.sbom`.
"""


def page(found: Dependencies) -> str:
    """Return the page. It names no versions: those are in the bill of materials of a release."""
    direct = [package for package in found.runtime if canonicalize_name(package.name) in found.direct]
    rest = [package for package in found.runtime if canonicalize_name(package.name) not in found.direct]
    parts = [_HEAD, "## Det BSB bruker selv\n", *_table(direct), "\n## Det disse trenger\n", *_table(rest)]
    if found.optional:
        parts += ["\n## Bare med tillegg\n", *_table(found.optional)]
    return "\n".join(parts) + "\n"


def _table(packages: Iterable[Package]) -> list[str]:
    return ["| pakke | lisens |", "|---|---|", *(f"| {package.name} | {package.licence} |" for package in packages)]


if __name__ == "__main__":
    FILE.write_text(page(dependencies()), encoding="utf-8", newline="\n")
    print(FILE.name)
