from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.analysis.displays.four_field import four_field
from bsb.analysis.displays.touches import Touch

touches = st.builds(
    Touch,
    code=st.sampled_from(["ros", "ris", "nav"]),
    facet=st.sampled_from(["theme", "service"]),
    interview=st.sampled_from(["a1", "a2", "b1"]),
    district=st.just("Alna"),
    turn=st.integers(1, 4),
    speaker=st.sampled_from(["B1", "B2"]),
    valence=st.sampled_from(["positive", "critical", "neutral"]),
    level=st.sampled_from([None, "individual", "organisation"]),
    phase=st.sampled_from([None, "planning", "implementation"]),
)


@given(st.lists(touches, max_size=14))
def test_agrees_with_a_slow_count(rows: list[Touch]) -> None:
    found = four_field(rows)
    own = [t for t in rows if t.facet == "theme"]
    assert found.coded == len({t.place for t in own})
    inside = set()
    for (level, phase), field in found.fields.items():
        here = [t for t in own if (t.level, t.phase) == (level, phase)]
        inside |= {t.place for t in here}
        assert field.count.turns == len({t.place for t in here})
        assert field.count.speakers == len({(t.interview, t.speaker) for t in here})
        assert {code: n.turns for code, n in field.codes} == {
            code: len({t.place for t in here if t.code == code}) for code in {t.code for t in here}
        }
        speakers = [n.speakers for _code, n in field.codes]
        assert speakers == sorted(speakers, reverse=True)
    assert found.placed == len(inside)
    assert found.half == len({t.place for t in own if t.level or t.phase} - inside)
    assert found.unplaced_share == (1 - len(inside) / found.coded if found.coded else None)


def test_all_four_are_there_even_without_content() -> None:
    assert set(four_field([]).fields) == {
        (level, phase) for level in ("individual", "organisation") for phase in ("planning", "implementation")
    }
    assert four_field([]).unplaced_share is None
