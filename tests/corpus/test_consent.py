from __future__ import annotations

import pytest
from sqlalchemy import update

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store.schema import coding
from bsb.text.normal import digest
from tests.conftest import code, everything


def test_withdrawal_erases_words_and_codings_and_keeps_numbering(coded: Project) -> None:
    code(
        coded,
        "alna-fg1,2,KA,okonomi,critical,husleia er høy",
        "alna-fg1,3,KA,okonomi,critical,trappa er mørk",
        "alna-fg1,5,TL,kontinuitet,positive,De kommer når de har sagt det.",
    )
    result = coded.consent.withdraw("alna-fg1", "B1", on="2026-05-25")
    assert (result.turns, result.codings) == (2, 2)
    found = coded.transcripts.get("alna-fg1")
    assert [t.number for t in found.turns] == [1, 2, 3, 4, 5, 6]
    assert [t.number for t in found.turns if t.removed] == [2, 5]
    assert all(found.text[t.start : t.end] == t.text for t in found.turns)
    assert found.sha256 == digest(found.text)
    (left,) = coded.codings.all()
    assert (left.quote, left.turn) == ("trappa er mørk", 3)
    data = everything(coded)
    for words in ("egen inngang", "De kommer", "hjem til meg", "inngang", "har sagt"):
        assert words.encode() not in data


def test_withdrawal_is_final_and_recorded(coded: Project) -> None:
    coded.consent.withdraw("alna-fg1", "B1")
    assert coded.journal.entries()[0].action == "consent.withdraw"
    with pytest.raises(BsbError, match="final"):
        coded.journal.undo()
    with pytest.raises(BsbError, match="already"):
        coded.consent.withdraw("alna-fg1", "B1")
    assert coded.interviews.get("alna-fg1").participants == 2
    person = next(p for p in coded.interviews.participants("alna-fg1") if p.pseudonym == "B1")
    assert (person.consent, person.consent_on, person.attributes) == ("withdrawn", "2026-05-20", {})


def test_a_coding_over_several_turns_keeps_what_others_said(coded: Project) -> None:
    code(coded, "alna-fg1,3,KA,okonomi,critical,")
    found = coded.transcripts.get("alna-fg1")
    start, end = found.turns[1].start, found.turns[2].end
    with coded.journal.store.write() as connection:
        values = {"start": start, "end": end, "sha256": digest(found.text[start:end])}
        connection.execute(update(coding).values(values))
    coded.consent.withdraw("alna-fg1", "B1")
    (left,) = coded.codings.all()
    assert left.quote.strip() == found.turns[2].text


def test_an_unknown_participant(coded: Project) -> None:
    with pytest.raises(BsbError, match="no participant"):
        coded.consent.withdraw("alna-fg1", "B9")
