"""The words that a finding rests on, and those that it could rest on besides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.analysis.matrices import Matrices
from bsb.analysis.matrix import Matrix
from bsb.coding.codebook import Codebook
from bsb.coding.codings import Coding, Codings
from bsb.corpus.keydocs import KeyDocs
from bsb.errors import BsbError

if TYPE_CHECKING:
    from bsb.dialogue.finding import Evidence, Finding

PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind one thing that a finding rests on: coded passages, each once, or a page's text."""

    evidence: Evidence
    codings: tuple[Coding, ...] = ()
    text: str = ""


def words_behind(finding: Finding, codings: Codings, matrices: Matrices, keydocs: KeyDocs) -> list[Behind]:
    """Return what stands behind a finding, in the order of its evidence; nothing behind what is gone."""
    single = [each.ref for each in finding.evidence if each.kind == "coding" and each.state != "gone"]
    by_uid = {coding.uid: coding for coding in codings.pick(single)} if single else {}
    found = []
    for each in finding.evidence:
        if each.state == "gone":
            found.append(Behind(each))
        elif each.kind == "coding":
            found.append(Behind(each, tuple(filter(None, [by_uid.get(each.uid)]))))
        elif each.cell:
            found.append(Behind(each, tuple(_in_cell(each.cell, codings, matrices))))
        else:
            found.append(Behind(each, text=_page(each, keydocs)))
    return found


def words_near(finding: Finding, codings: Codings, codebook: Codebook, *, text: str = "") -> list[Coding]:
    """Return what participants said with the finding's codes in its districts and that is not behind it yet.

    ``text`` must stand in the words. A passage that several have coded comes once.
    """
    codes = [*finding.themes, *finding.services]
    found = codings.all(
        codes=codebook.under(codes) if codes else None, districts=finding.districts or None, text=text or None
    )
    behind = {each.uid for each in finding.evidence}
    taken = {_place(coding) for coding in found if coding.uid in behind}
    return [each for each in _once(found) if _place(each) not in taken]


def _in_cell(cell: tuple[str, str, str], codings: Codings, matrices: Matrices) -> list[Coding]:
    name, row, column = cell
    try:
        made = matrices.make(name)
    except BsbError:
        return []  # the definition is gone
    if not isinstance(made, Matrix):
        return []
    return _once(codings.rows(matrices.coding_ids(made).get((row, column), ())))


def _page(evidence: Evidence, keydocs: KeyDocs) -> str:
    if evidence.page is None:
        return ""
    return next((each.text for each in keydocs.pages(evidence.title) if each.number == evidence.page), "")


def _once(found: Iterable[Coding]) -> list[Coding]:
    return list({_place(each): each for each in reversed(list(found)) if each.role == PARTICIPANT}.values())[::-1]


def _place(coding: Coding) -> tuple[str, int, int]:
    return coding.interview, coding.start, coding.end
