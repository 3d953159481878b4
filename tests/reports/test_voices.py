import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.matrix import Cell, Line
from bsb.formats.texts import read_texts
from bsb.reports.process_themes import Theme, _instead
from bsb.reports.voices import Voices, told
from bsb.shipped import shipped

TEXTS = read_texts("prosessdokument.yaml", "nb", lambda name: shipped("templates") / name)


@pytest.mark.parametrize(
    ("voices", "interviews", "text"),
    [
        (Voices(1, 1, 0, 0, 1), 1, "Én deltaker snakket om dette. Det handlet om gode erfaringer."),
        (
            Voices(1, 1, 1, 0, 1), 1,
            "Én deltaker snakket om dette. Det handlet både om gode erfaringer og om utfordringer.",
        ),
        (Voices(1, 0, 0, 1, 1), 1, "Én deltaker snakket om dette. Det handlet om både gode og vanskelige sider."),
        (Voices(1, 0, 0, 0, 1), 1, "Én deltaker snakket om dette."),
        (Voices(2, 2, 0, 0, 1), 1, "To deltakere snakket om dette. Begge fortalte om gode erfaringer."),
        (Voices(3, 0, 3, 0, 1), 1, "Tre deltakere snakket om dette. Alle fortalte om utfordringer."),
        (Voices(5, 0, 1, 0, 1), 1, "Fem deltakere snakket om dette. Én av dem fortalte om utfordringer."),
        (
            Voices(7, 3, 4, 0, 2), 2,
            "Sju deltakere snakket om dette, fordelt på to intervjuer. Tre fortalte om gode erfaringer og fire om "
            "utfordringer.",
        ),
        (
            Voices(3, 3, 1, 0, 1), 2,
            "Tre deltakere snakket om dette, alle i samme intervju. Alle fortalte om gode erfaringer, og én også om "
            "utfordringer.",
        ),
        (
            Voices(2, 2, 2, 0, 1), 1,
            "To deltakere snakket om dette. Begge fortalte både om gode erfaringer og om utfordringer.",
        ),
        (
            Voices(2, 0, 1, 1, 1), 1,
            "To deltakere snakket om dette. Én fortalte om utfordringer, og én så både gode og vanskelige sider.",
        ),
        (Voices(13, 13, 0, 0, 1), 1, "13 deltakere snakket om dette. Alle fortalte om gode erfaringer."),
    ],
)  # fmt: skip
def test_the_sentence_says_what_the_counts_say(voices: Voices, interviews: int, text: str):
    assert told(voices, interviews=interviews, texts=TEXTS) == text


@given(st.integers(1, 20), st.data())
def test_no_sentence_is_broken_or_says_of_a_kind_that_was_not_there(total: int, data: st.DataObject):
    good, hard = (data.draw(st.integers(0, total)) for _ in range(2))
    both = data.draw(st.integers(0, total - max(good, hard)))
    text = told(Voices(total, good, hard, both, 1), interviews=data.draw(st.integers(1, 3)), texts=TEXTS)
    assert text[0].isupper() or text[0].isdigit()
    assert text.endswith(".")
    assert "  " not in text
    assert ("gode erfaringer" in text) == (good > 0)
    assert ("utfordringer" in text) == (hard > 0)
    assert "ingen" not in text.lower()


def test_a_side_told_of_but_not_quoted_is_named_and_one_that_did_not_come_up_is_too():
    def instead(cell: Cell, valence: str) -> str:
        return _instead(Theme(Line("mat", "Mat"), cell, [], ""), valence, [], TEXTS)

    assert (
        instead(Cell(speakers=1, positive=1), "positive")
        == "Gode erfaringer kom fram, men er ikke gjengitt med sitat."
    )
    assert instead(Cell(speakers=1, positive=1), "critical") == TEXTS["no_hard"]
    assert instead(Cell(speakers=1, mixed=1), "critical") == ""
