from __future__ import annotations

import pytest

from bsb.dialogue.quote_pick import balance, to_frame
from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import TALK, code
from tests.corpus.revising import revise

RENT = "Men husleia er høy, altså."
NICE = "Det er fint – jeg har egen inngang."
DARK = "Husleia er høy … og trappa er mørk."


@pytest.fixture
def quoted(coded: Project) -> Project:
    """Three codings of one theme: B1 positive and critical, B2 critical; the first is a quote."""
    code(
        coded,
        f'alna-fg1,2,KA,okonomi,positive,"{NICE}"',
        f'alna-fg1,2,KA,okonomi,critical,"{RENT}"',
        f'alna-fg1,3,KA,okonomi,critical,"{DARK}"',
    )
    coded.quotes.add(ref(coded, RENT))
    return coded


def ref(project: Project, words: str) -> str:
    return next(c.ref for c in project.codings.all() if c.quote == words)


def only(project: Project) -> tuple[str, str]:
    (quote,) = project.quotes.all()
    return quote.state, quote.printed


def test_a_quote_has_its_words_theme_and_district_from_its_coding(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    assert (quote.printed, quote.theme, quote.district, quote.valence) == (RENT, "okonomi", "Alna", "critical")
    assert quoted.quotes.get(quote.ref) == quote
    assert quoted.quotes.all(themes=["kontinuitet"]) == quoted.quotes.all(states=["approved"]) == []
    with pytest.raises(BsbError, match="already"):
        quoted.quotes.add(ref(quoted, RENT))
    with pytest.raises(BsbError, match="no quote"):
        quoted.quotes.get("qffffff")


def test_editing_approving_rejecting_are_changes_that_can_be_undone(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    edited = quoted.quotes.edit(quote.ref, "Men [leia] er høy")
    assert (edited.quote.printed, edited.quote.state) == ("Men [leia] er høy …", "proposed")
    quoted.quotes.approve([quote.ref], by="KA")
    assert quoted.quotes.get(quote.ref).decided_by == "KA"
    quoted.quotes.edit(quote.ref, "husleia er høy")
    assert only(quoted) == ("proposed", "… husleia er høy …")
    quoted.journal.undo()
    assert only(quoted) == ("approved", "Men [leia] er høy …")
    quoted.journal.undo()
    quoted.journal.undo()
    assert only(quoted) == ("proposed", RENT)
    quoted.quotes.reject([quote.ref], reason="kan peke ut noen")
    assert only(quoted) == ("rejected", RENT)


def test_the_journal_holds_no_words_of_a_quote(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.edit(quote.ref, "Men husleia er høy")
    with quoted.store.read() as connection:
        recorded = "".join(connection.exec_driver_sql("SELECT changes || about FROM journal").scalars())
    assert "quote" in recorded
    assert "husleia" not in recorded


def test_a_passage_of_an_interviewer_or_of_several_turns_is_no_quote(coded: Project) -> None:
    place = coded.codings.find("alna-fg1", first=2, last=3)[0]
    over = coded.codings.add(place, ["okonomi"], coder="KA").added[0]
    asked = coded.codings.add(coded.codings.find("alna-fg1", first=1)[0], ["okonomi"], coder="KA").added[0]
    for coding, why in ((over, "several turns"), (asked, "participant")):
        with pytest.raises(BsbError, match=why):
            coded.quotes.add(coding.ref)


def test_a_revision_takes_cuts_along_and_lets_the_approval_lapse(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.edit(quote.ref, "husleia er høy")
    quoted.quotes.approve([quote.ref])
    made = revise(quoted, TALK.replace("altså", "liksom"))
    assert made.lapsed == 1
    assert only(quoted) == ("lapsed", "… husleia er høy …")
    quoted.quotes.approve([quote.ref])
    assert only(quoted) == ("approved", "… husleia er høy …")
    quoted.journal.undo()
    quoted.journal.undo()
    assert only(quoted) == ("approved", "… husleia er høy …")
    assert quoted.quotes.all()[0].coding.quote == RENT


def test_a_revision_that_leaves_the_passage_leaves_the_approval(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.approve([quote.ref])
    assert revise(quoted, TALK.replace("Hva hjelper?", "Og hva hjelper?")).lapsed == 0
    assert only(quoted) == ("approved", RENT)


def test_a_quote_whose_passage_lost_its_place_waits(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.approve([quote.ref])
    revise(quoted, TALK.replace(f" {RENT}", " Ellers går det greit, tror jeg nå."))
    assert quoted.quotes.all() == []
    assert quoted.quotes.without_place() == 1
    with pytest.raises(BsbError, match="no certain place"):
        quoted.quotes.get(quote.ref)


def test_new_borders_keep_an_approved_quote_while_they_hold_its_words(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.edit(quote.ref, "husleia er høy")
    quoted.quotes.approve([quote.ref])
    wider = quoted.codings.find("alna-fg1", first=2, words="inngang. Men husleia er høy")[0]
    quoted.codings.edit([quote.coding.ref], place=wider)
    assert only(quoted) == ("approved", "… husleia er høy …")
    narrower = quoted.codings.find("alna-fg1", first=2, words="er høy, altså")[0]
    quoted.codings.edit([quote.coding.ref], place=narrower)
    assert only(quoted) == ("lapsed", "… er høy, altså …")


def test_a_coding_with_an_approved_quote_stays_one_with_a_proposal_goes_with_it(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.approve([quote.ref])
    with pytest.raises(BsbError, match=r"quote \(1\)"):
        quoted.codings.remove([quote.coding.ref])
    quoted.journal.undo()
    quoted.codings.remove([quote.coding.ref])
    assert quoted.quotes.all() == []
    quoted.journal.undo()
    assert only(quoted) == ("proposed", RENT)


def test_quotes_follow_when_codes_are_merged(quoted: Project) -> None:
    place = quoted.codings.find("alna-fg1", first=2, words=RENT)[0]
    twin = quoted.codings.add(place, ["kontinuitet"], coder="KA").added[0]
    quoted.quotes.approve([quoted.quotes.add(twin.ref).quote.ref])
    quoted.codebook.plan.merge(["kontinuitet"], into="okonomi").apply()
    assert [(q.theme, q.state) for q in quoted.quotes.all()] == [("okonomi", "proposed"), ("okonomi", "approved")]
    quoted.journal.undo()
    assert [q.theme for q in quoted.quotes.all()] == ["okonomi", "kontinuitet"]


def test_a_withdrawal_erases_quotes_and_names_the_papers_that_hold_them(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    other = quoted.quotes.add(ref(quoted, DARK)).quote
    quoted.quotes.record_use([quote, other], "hefte.docx")
    assert [use.paper for use in quoted.quotes.get(quote.ref).uses] == ["hefte.docx"]
    result = quoted.consent.withdraw("alna-fg1", "B1")
    assert (result.quotes, result.papers) == (1, ("hefte.docx",))
    assert [q.printed for q in quoted.quotes.all()] == [DARK]
    assert quoted.quotes.erased_from() == {"hefte.docx": 1}
    quoted.quotes.record_use([other], "hefte.docx")
    assert quoted.quotes.erased_from() == {}


def test_a_use_tells_whether_the_form_is_still_the_same(quoted: Project) -> None:
    (quote,) = quoted.quotes.all()
    quoted.quotes.record_use([quote], "hefte.docx")
    assert not quoted.quotes.get(quote.ref).uses[0].stale
    quoted.quotes.edit(quote.ref, "husleia er høy")
    assert quoted.quotes.get(quote.ref).uses[0].stale


def test_picking_fills_up_both_sides_and_proposes_nothing_twice(quoted: Project) -> None:
    quoted.journal.undo()
    made = quoted.quotes.pick(n=2)
    assert [(q.printed, q.state) for q in made.quotes] == [(NICE, "proposed"), (DARK, "proposed")]
    assert "voice" in made.quotes[0].reason
    assert quoted.quotes.pick(n=2).quotes == ()
    quoted.quotes.reject([made.quotes[1].ref])
    assert [q.printed for q in quoted.quotes.pick(n=2).quotes] == [RENT]


def test_a_passage_that_may_point_to_someone_is_passed_over(coded: Project) -> None:
    revise(coded, TALK.replace("trappa er mørk", "trappa til Kari Nordmann er mørk"))
    code(coded, "alna-fg1,3,KA,okonomi,critical,")
    made = coded.quotes.pick(n=2)
    assert (made.quotes, made.unsafe, made.short) == ((), 1, (("okonomi", "Alna"),))
    edited = coded.quotes.add(coded.codings.all()[0].ref)
    assert "point to a person" in coded.quotes.approve([edited.quote.ref])[0].notices[0]


def test_the_balance_counts_voices_and_tells_what_is_one_sided(quoted: Project) -> None:
    quoted.quotes.pick(n=6)
    (whole,) = balance(quoted.quotes.all())
    assert (whole.positive, whole.critical, whole.speakers, whole.interviews) == (1, 2, 2, 1)
    assert whole.warnings == ()
    (critical,) = balance(quoted.quotes.all(valences=["critical"]))
    assert critical.warnings == ("only challenges",)
    assert to_frame([whole]).loc[0, "quotes"] == 3


def test_approved_quotes_stand_in_the_process_document_rejected_ones_do_not(quoted: Project) -> None:
    from bsb.formats.docx import read

    (quote,) = quoted.quotes.all()
    quoted.quotes.edit(quote.ref, "Men [leia] er høy")
    quoted.quotes.approve([quote.ref])
    quoted.quotes.reject([quoted.quotes.add(ref(quoted, NICE)).quote.ref])
    made = quoted.reports.process("Alna")
    text = "\n".join(block.text for block in read(made.path).blocks)
    assert "Men [leia] er høy …" in text
    assert "trappa er mørk" in text
    assert "egen inngang" not in text
    assert [use.paper for use in quoted.quotes.get(quote.ref).uses] == ["prosessdokumenter/prosessdokument-alna.docx"]
