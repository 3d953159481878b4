from pathlib import Path

import pytest

from bsb.coding.codebook import read_codes
from bsb.errors import BsbError
from bsb.reports.open_questions import read_open_questions
from bsb.shipped import shipped
from bsb.text.lix import lix


@pytest.mark.parametrize(
    ("language", "asking"),
    [
        ("nb", ("Hva", "Hvordan", "Hvem", "Hvilke")),
        ("nn", ("Kva", "Korleis", "Kven")),
        ("en", ("What", "How", "Who", "Which")),
    ],
)
def test_the_shipped_file_has_a_lead_and_two_easy_open_questions_for_each_theme_of_the_example(
    language: str, asking: tuple[str, ...]
):
    found = read_open_questions(shipped("templates") / "dialogsporsmal.yaml", language)
    codes = read_codes(shipped("corpora") / "eksempel" / "kodebok.yaml")
    themes = {code.key for code in codes if code.facet == "theme" and code.codable}
    assert set(found) == themes
    for theme in found.values():
        assert theme.lead.endswith(".")
        assert len(theme.questions) == 2
        # An open question asks how, what, which or who; it cannot be answered by yes or no.
        assert all(q.split()[0] in asking and q.endswith("?") for q in theme.questions)
    text = "\n".join(" ".join((t.lead, *t.questions)) for t in found.values())
    assert (lix(text) or 100) < 40


@pytest.mark.parametrize(
    "text",
    [
        "respekt: {lead: Om respekt.}",
        "respekt: {lead: Om respekt., questions: [], sporsmal: x}",
        "respekt: {lead: Om respekt., questions: 'Hva da?'}",
        "respekt: {lead: [a], questions: ['Hva da?']}",
        "respekt: bare tekst",
    ],
)
def test_a_fault_is_named_with_file_and_theme(tmp_path: Path, text: str):
    path = tmp_path / "sporsmal.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BsbError) as error:
        read_open_questions(path)
    assert "sporsmal.yaml" in error.value.message
    assert "respekt" in error.value.message
