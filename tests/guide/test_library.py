from collections.abc import Iterable
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.guide.compose import for_services
from bsb.guide.library import FOR_ONE, Guides
from bsb.guide.model import Guide, content_hash, guide_text, load_guide
from bsb.shipped import shipped
from bsb.text.lix import lix


def keys(guide: Guide) -> list[str]:
    return [topic.key for topic in guide.topics]


def test_an_own_guide_stands_before_the_shipped_one_of_that_name(tmp_path: Path, sound: str) -> None:
    own, other = tmp_path / "own", tmp_path / "other"
    own.mkdir()
    other.mkdir()
    (own / "a.yaml").write_text(sound.replace("Liten guide", "Vår egen"), encoding="utf-8")
    (other / "a.yaml").write_text(sound, encoding="utf-8")
    (other / "b.yaml").write_text(sound, encoding="utf-8")
    guides = Guides([own, other, tmp_path / "missing"])
    assert [(guide.key, guide.name) for guide in guides.list()] == [("a", "Vår egen"), ("b", "Liten guide")]
    assert guides.get("vår").key == "a"


def test_a_broken_guide_does_not_stand_in_the_way_of_another(tmp_path: Path, sound: str) -> None:
    (tmp_path / "a.yaml").write_text("name: [", encoding="utf-8")
    (tmp_path / "b.yaml").write_text(sound, encoding="utf-8")
    assert Guides([tmp_path]).get("B").name == "Liten guide"
    with pytest.raises(BsbError, match=r"a\.yaml"):
        Guides([tmp_path]).list()


def test_an_unknown_guide_is_met_with_a_suggestion(tmp_path: Path, sound: str) -> None:
    (tmp_path / "temaguide-full.yaml").write_text(sound, encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        Guides([tmp_path]).get("temagide-full")
    assert "temaguide-full" in caught.value.hint
    with pytest.raises(BsbError, match="no guides"):
        Guides([]).get("x")
    with pytest.raises(BsbError, match=r"faktorer\.yaml"):
        Guides([]).factors()


def test_topics_follow_the_services_and_no_time_is_lost_silently(guide_file: Path) -> None:
    guide = load_guide(guide_file)
    assert for_services(guide) == guide
    chosen = for_services(guide, ["fastl"])
    assert keys(chosen) == ["apning", "helse", "avslutning"]
    assert (chosen.minutes, chosen.spare_minutes) == (30, 10)
    assert [topic.minutes for topic in chosen.topics] == [5, 6, 4]
    assert for_services(chosen, ["fastlege"]) == chosen
    assert for_services(guide, ["fastlege"], 20).spare_minutes == 0
    assert keys(for_services(guide, ["rus"], known=["rus"])) == ["apning", "avslutning"]


def test_a_choice_that_cannot_be_met_is_refused(guide_file: Path) -> None:
    guide = load_guide(guide_file)
    with pytest.raises(BsbError) as caught:
        for_services(guide, ["bolgi"])
    assert "bolig" in caught.value.hint
    with pytest.raises(BsbError, match="take 30 minutes, and there are 20"):
        for_services(guide, [], 20)


@pytest.mark.parametrize("first", [("temaguide-full", "temaguide-nynorsk", "temaguide-english"), FOR_ONE.values()])
def test_guides_of_other_languages_have_the_same_topics(first: Iterable[str]) -> None:
    guides = Guides([shipped("guides")])
    shapes = [
        [(t.key, t.minutes, t.services, t.codes, len(t.questions)) for t in guides.get(key).topics] for key in first
    ]
    assert shapes[0] == shapes[1] == shapes[2]


def test_the_shipped_guides_are_sound_and_easy_to_read() -> None:
    guides = Guides([shipped("guides")])
    found = {guide.key: guide for guide in guides.list()}
    assert {"temaguide-full", "temaguide-kort"} <= set(found)
    assert (found["temaguide-full"].minutes, found["temaguide-kort"].minutes) == (120, 60)
    assert len({content_hash(guide) for guide in found.values()}) == len(found)
    for guide in found.values():
        assert (lix(guide_text(guide)) or 100) < 40
        for part in (guide.intro, guide.closing, "\n".join(guide.consent)):
            assert (lix(part) or 100) < 40
        for topic in guide.topics:
            assert all(question.ask[-1] in "?." and question.probes for question in topic.questions)
    assert len(guides.factors()) == 6
