from __future__ import annotations

from bsb.privacy.hits import Hit
from bsb.privacy.kept import KeptForms


def hit(text: str, form: str, kind: str = "person", source: str = "model") -> Hit:
    start = text.index(form)
    return Hit(0, start, start + len(form), kind, 0.9, source, "", "(navn 1)")


def test_kept_forms_are_no_words() -> None:
    kept = KeptForms()
    assert kept.add("Likepersonhuset")
    assert not kept.add("likepersonhuset")
    assert "likeperson" not in repr(vars(kept)).lower()
    assert "LIKEPERSONHUSET" in KeptForms(kept.marks, salt=kept.salt)
    assert "Likepersonhuset" not in KeptForms(kept.marks, salt="11")


def test_who_keeps_a_word_does_not_keep_the_name() -> None:
    kept = KeptForms()
    kept.add("stein")
    assert "stein" in kept
    assert "Stein" not in kept


def test_the_register_and_numbers_are_always_asked_about() -> None:
    text = "Tulla og 22334455"
    kept = KeptForms()
    for form in ("Tulla", "22334455"):
        kept.add(form)
    assert kept.standing([text], [hit(text, "Tulla")]) == {hit(text, "Tulla")}
    assert not kept.standing([text], [hit(text, "Tulla", source="register"), hit(text, "22334455", "phone")])
