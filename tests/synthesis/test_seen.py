"""A codebook that changes is told of, and nothing in the map is lost in silence."""

from __future__ import annotations

from bsb.coding.book_split import read_part
from bsb.synthesis.synthesis import Synthesis
from tests.synthesis.conftest import NAMES, again, project_of

FIRST = NAMES[0]


def changed(synthesis: Synthesis, name: str = FIRST) -> dict[str, tuple[str, str]]:
    """Return (kind, why) by code of an evaluation that has something to look at."""
    (standing,) = [each for each in again(synthesis).standing() if each.listed.name == name]
    return {each.code: (each.kind, each.why) for each in standing.to_look_at}


def keys(synthesis: Synthesis, name: str = FIRST) -> list[str]:
    return [key for key, (state, _theme) in synthesis.codes.placed(name).items() if state == "codes"]


def test_as_long_as_nothing_changes_there_is_nothing_to_look_at(synthesis: Synthesis) -> None:
    assert [each.to_look_at for each in synthesis.standing()] == [(), (), ()]


def test_renamed_redefined_and_retired(synthesis: Synthesis) -> None:
    one, two, three, *_rest = keys(synthesis)
    project = project_of(synthesis, FIRST)
    old = project.codebook.get(one).name
    project.codebook.plan.rename(one, "Et helt annet navn").apply()
    project.codebook.plan.edit(two, definition="En annen definisjon").apply()
    project.codebook.plan.edit(three, status="retired").apply()
    project.codebook.plan.edit(keys(synthesis)[3], memo="Bare et notat").apply()
    project.close()
    assert changed(synthesis) == {
        one: ("renamed", f"“{old}” is called “Et helt annet navn” now"),
        two: ("redefined", "its definition was changed"),
        three: ("retired", "taken out of use"),
    }
    assert again(synthesis).gather().look == 3


def test_merged_codes_name_where_they_went(synthesis: Synthesis) -> None:
    gone, into, *_rest = keys(synthesis)
    project = project_of(synthesis, FIRST)
    project.codebook.plan.merge([gone], into=into).apply()
    project.close()
    assert changed(synthesis) == {
        gone: ("merged", f"merged into “{into}”"),
        into: ("merged", f"“{gone}” was merged into it"),
    }
    assert again(synthesis).gather().matrix.themes  # told, not stopped


def test_an_undone_merge_is_no_news(synthesis: Synthesis) -> None:
    gone, into, *_rest = keys(synthesis)
    project = project_of(synthesis, FIRST)
    project.codebook.plan.merge([gone], into=into).apply()
    project.journal.undo()
    project.close()
    assert changed(synthesis) == {}


def test_a_split_code_and_its_new_parts(synthesis: Synthesis) -> None:
    first = keys(synthesis)[0]
    project = project_of(synthesis, FIRST)
    project.codebook.plan.split(first, [read_part("smal=Smal del")], rest="smal").apply()
    project.close()
    assert changed(synthesis) == {first: ("split", "split: parts of it are now “smal”")}
    (standing,) = [each for each in again(synthesis).standing() if each.listed.name == FIRST]
    assert [code.key for code in standing.alone] == ["smal"]


def test_a_code_that_was_taken_away(synthesis: Synthesis) -> None:
    project = project_of(synthesis, FIRST)
    project.codebook.plan.add("Ny kode", facet="theme").apply()
    project.close()
    synthesis = again(synthesis)
    synthesis.keep([f"{FIRST}/ny-kode"])
    project = project_of(synthesis, FIRST)
    project.codebook.plan.remove("ny-kode").apply()
    project.close()
    assert changed(synthesis) == {"ny-kode": ("gone", "no longer in the codebook")}


def test_having_looked_clears_the_list_and_takes_out_what_is_gone(synthesis: Synthesis) -> None:
    gone, into, third, *_rest = keys(synthesis)
    project = project_of(synthesis, FIRST)
    project.codebook.plan.merge([gone], into=into).apply()
    project.codebook.plan.rename(third, "Nytt navn").apply()
    project.close()
    assert again(synthesis).see([NAMES[1]]) == []
    assert len(changed(synthesis)) == 3
    assert {each.code for each in again(synthesis).see([FIRST])} == {gone, into, third}
    assert changed(synthesis) == {}
    assert gone not in keys(again(synthesis))
    assert {into, third} < set(keys(again(synthesis)))


def test_what_is_written_by_hand_is_known_from_its_first_sight(listed: Synthesis) -> None:
    text = f"themes:\n  - key: medisiner\n    name: Medisiner\n    codes: {{{FIRST}: [medisiner]}}\n"
    (listed.root / "codes.yaml").write_text(text, encoding="utf-8")
    assert changed(listed) == {}
    project = project_of(listed, FIRST)
    project.codebook.plan.rename("medisiner", "Piller").apply()
    project.close()
    assert list(changed(listed)) == ["medisiner"]
