from __future__ import annotations

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from tests.conftest import code
from tests.dialogue.conftest import NICE, RENT


def test_a_finding_tells_what_it_rests_on(found: Project) -> None:
    rent, nice = found.findings.all()
    assert (rent.ref, rent.statement, rent.kind) == ("F1", RENT, "challenge")
    assert (rent.themes, rent.services, rent.districts) == (("okonomi",), ("bolig",), ("Alna",))
    assert (rent.speakers, rent.interviews, rent.warnings) == (2, 1, ())
    assert [(r.ref, r.addressee) for r in rent.recommendations] == [("R1", "ledere")]
    assert nice.warnings == ("nothing behind it",)


def test_one_voice_behind_a_finding_and_documents_alone_are_told(found: Project) -> None:
    coding = found.codings.all()[0]
    alone = found.findings.edit("F2", {"evidence": coding.ref})
    assert alone.warnings == ("one voice behind it",)
    plan = found.root / "plan.txt"
    plan.write_text("Plan\n\nAlle skal ha et godt sted å bo.\n", encoding="utf-8")
    found.keydocs.import_file(plan, title="Boligplan")
    found.findings.edit("F2", {"evidence": "Boligplan"})
    assert found.findings.get("F2").warnings == ("no participant behind it, only documents",)


def test_evidence_that_changes_or_goes_is_told(found: Project) -> None:
    first, second = found.codings.all()
    found.findings.edit("F2", {"evidence": f"{first.ref}; {second.ref}"})
    found.codings.edit([first.ref], valence="positive")
    found.codings.remove([second.ref])
    assert found.findings.get("F2").warnings[1:] == (
        "1 coding behind it has changed",
        "1 thing behind it is gone",
    )
    assert found.findings.resting_on([second.uid]) == ["F2"]


def test_a_withdrawal_reaches_what_findings_rest_on(found: Project) -> None:
    found.findings.edit("F2", {"evidence": "\n".join(c.ref for c in found.codings.all())})
    result = found.consent.withdraw("alna-fg1", "B1")
    assert result.findings == ("F2",)
    assert found.findings.get("F2").speakers == 1
    assert found.findings.get("F1").warnings == ("one voice behind it",)


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({"statement": " "}, "statement"),
        ({"themes": "skole"}, "themes: There is no code"),
        ({"districts": "Bergen"}, "districts"),
        ({"evidence": "kabcdef"}, "evidence: There is no coding"),
        ({"evidence": "temaer-bydeler: økonomi × Bergen"}, "evidence"),
        ({"recommendations": "Gjør noe."}, "who is to do it"),
        ({"recommendations": "kongen: Gjør noe."}, "stakeholder"),
        ({"recommendations": "R9 ledere: Gjør noe."}, "R9"),
    ],
)
def test_what_the_project_does_not_have_is_refused_with_the_field(
    found: Project, texts: dict[str, str], why: str
) -> None:
    with pytest.raises(BsbError, match=why):
        found.findings.edit("F1", texts)
    assert found.findings.get("F1").statement == RENT


def test_recommendations_are_changed_added_and_taken_away(found: Project) -> None:
    changed = found.findings.edit("F1", {"recommendations": "R1 ansatte: Regn sammen.\nledere: Sett ned leia."})
    assert [(r.ref, r.addressee, r.text) for r in changed.recommendations] == [
        ("R1", "ansatte", "Regn sammen."),
        ("R2", "ledere", "Sett ned leia."),
    ]
    found.findings.edit("F1", {"recommendations": "R2 ledere: Sett ned leia."})
    assert [each.recommendation.ref for each in found.followups.all()] == ["R2"]
    found.journal.undo()
    assert [each.recommendation.ref for each in found.followups.all()] == ["R1", "R2"]


def test_a_finding_goes_with_what_is_its_own_and_comes_back(found: Project) -> None:
    found.findings.remove(["F1"])
    assert [finding.statement for finding in found.findings.all()] == [NICE]
    assert found.followups.all() == []
    found.journal.undo()
    assert found.findings.get("F1").speakers == 2


def test_merged_codes_take_their_findings_along(found: Project) -> None:
    found.codebook.plan.merge(["okonomi"], into="kontinuitet").apply()
    assert found.findings.get("F1").themes == ("kontinuitet",)
    found.journal.undo()
    with pytest.raises(BsbError, match="theme or service of a finding"):
        found.codings.remove([c.ref for c in found.codings.all()])
        found.codebook.plan.remove("okonomi")


def test_what_a_finding_rests_on_is_undone_and_done_again(found: Project) -> None:
    ref = found.codings.all()[0].ref
    found.findings.edit(
        "F2", {"evidence": ref, "themes": "okonomi", "recommendations": "ledere: Hold husene ved like."}
    )
    after = found.findings.texts(found.findings.get("F2"))
    found.journal.undo()
    assert found.findings.get("F2").evidence == ()
    assert found.findings.get("F2").recommendations == ()
    found.journal.redo()
    assert found.findings.texts(found.findings.get("F2")) == after


def test_a_finding_that_no_coding_bears_out_is_told(found: Project) -> None:
    """The rent is coded as hard alone; a finding that it is fine says what nobody in the district said."""
    cell = "temaer-bydeler: økonomi × alna"
    fine = {"statement": NICE, "kind": "god praksis", "themes": "Penger", "districts": "Alna", "evidence": cell}
    wrong = found.findings.add(fine)
    assert wrong.warnings == ("no coding under “Økonomi” in Alna tells of something good",)
    everywhere = found.findings.edit(wrong.id, {"districts": ""})
    assert everywhere.warnings == ("no coding under “Økonomi” tells of something good",)
    code(found, "alna-fg1,3,TL,okonomi,mixed,Husleia er høy … og trappa er mørk.")
    assert found.findings.get(wrong.id).warnings == ()
    assert found.findings.edit("F1", {"districts": "Alna; Bjerke"}).warnings == (
        "no coding under “Økonomi” in Bjerke tells of a challenge",
    )


def test_what_rests_on_documents_or_a_conference_is_not_asked_of_interviews(found: Project) -> None:
    bare = found.findings.edit("F2", {"themes": "Penger", "districts": "Alna"})
    assert bare.warnings == ("nothing behind it",)
