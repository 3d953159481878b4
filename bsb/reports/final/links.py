"""References within the final report, which can be made before what they lead to is written."""

from __future__ import annotations

from bsb.dialogue.finding import Finding
from bsb.reports.final.writing import Link

#: The chapters in their order, and what each is about.
CHAPTERS = (
    ("Bakgrunn", "hvorfor evalueringen er gjort, og av hvem"),
    ("Metode", "hvordan den er gjort, med tall"),
    ("Temaer på tvers av tjenestene", "det brukerne fortalte, tema for tema"),
    ("Tjenestene", "det de fortalte, tjeneste for tjeneste"),
    ("Sammenligning mellom bydelene", "likheter og forskjeller"),
    ("Dialogkonferansene", "hva brukere, ansatte og ledere mente om funnene"),
    ("Samlet vurdering", "hva funnene betyr, sett under ett"),
    ("Anbefalinger", "hva som bør gjøres, og av hvem"),
)
GUIDE_ANNEX, DISTRICTS_ANNEX, COREQ_ANNEX, AGREEMENT_ANNEX, TRAIL_ANNEX, DOCUMENTS_ANNEX = range(1, 7)


def chapter_link(title: str) -> Link:
    """Return a reference to the number of a chapter.

    >>> chapter_link("Metode").shown
    '2'
    """
    at = next(n for n, (name, _about) in enumerate(CHAPTERS, 1) if name == title)
    return Link(f"_RefKapittel{at}", str(at), number=True)


def annex_link(number: int) -> Link:
    """Return a reference to an annex.

    >>> annex_link(COREQ_ANNEX).shown
    'Vedlegg 3'
    """
    return Link(f"_RefVedlegg{number}", f"Vedlegg {number}")


def finding_link(finding: Finding) -> Link:
    """Return a reference to a finding by its id."""
    return Link(f"_RefFunn{finding.id}", finding.ref)
