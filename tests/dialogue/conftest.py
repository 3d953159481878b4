"""A project with coded words, two findings and a conference in Alna."""

from __future__ import annotations

import pytest

from bsb.corpus.conferences import Conference
from bsb.project import Project
from tests.conftest import code

RENT, NICE = "Husleia er høyere enn folk kan klare.", "Boligene er gode å bo i."


@pytest.fixture
def found(coded: Project) -> Project:
    """F1 (a challenge, with a cell behind it and a recommendation) and F2 (good practice, nothing behind it)."""
    code(
        coded,
        'alna-fg1,2,KA,okonomi,critical,"Men husleia er høy, altså."',
        "alna-fg1,3,KA,okonomi,critical,Husleia er høy … og trappa er mørk.",
    )
    coded.findings.add(
        {
            "statement": RENT,
            "kind": "utfordring",
            "themes": "Penger",
            "services": "bolig",
            "districts": "aln",
            "evidence": "temaer-bydeler: økonomi × alna",
            "assessment": "To deltakere sa det.",
            "recommendations": "ledere: Regn på økonomien sammen med folk.",
        },
        author="KA",
    )
    coded.findings.add({"statement": NICE, "kind": "god praksis", "districts": "Alna"}, author="KA")
    return coded


@pytest.fixture
def conference(found: Project) -> Conference:
    """The conference in Alna."""
    return found.conferences.add("Alna", held_on="2026-05-20", by_role={"brukere": 6})
