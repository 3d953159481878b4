import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.guide.check import check_guide
from bsb.guide.compose import LONGEST, SHORTEST, compose
from bsb.guide.durations import about
from bsb.guide.library import Guides
from bsb.guide.model import Guide, Question, Topic, content_hash, load_guide
from bsb.guide.write import guide_yaml, write_guide
from bsb.shipped import shipped
from bsb.text.normal import normalise

GUIDES = Guides([shipped("guides")])
FULL = GUIDES.get("temaguide-full")
texts = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), min_size=1, max_size=60).map(
    lambda text: " ".join(normalise(text).split()) or "x"
)
questions = st.builds(Question, texts, st.lists(texts, max_size=2).map(tuple))


def test_a_shorter_guide_has_what_was_asked_for_and_adds_up() -> None:
    made = compose(FULL, key="var", minutes=60, services=["bolig", "dps"])
    guide = made.guide
    keys = [topic.key for topic in guide.topics]
    assert keys[0] == "apning"
    assert keys[-1] == "avslutning"
    assert {"bolig", "helse"} <= set(keys)
    assert "fritid" not in keys
    assert guide.spare_minutes == 0
    assert guide.minutes == 60
    assert all(topic.minutes >= 2 * len(topic.questions) for topic in guide.topics)
    assert made.left_out
    assert not set(made.left_out) & {topic.name for topic in guide.topics}


def test_the_words_about_length_follow_the_minutes() -> None:
    guide = compose(FULL, key="var", minutes=60).guide
    assert "omtrent en time" in "\n".join(guide.consent)
    assert "to timer" not in "\n".join([guide.intro, *guide.consent])
    assert "pause på fem minutter" in guide.intro
    assert about(105, "nb") == "omtrent to timer"


def test_topics_of_other_guides_come_before_the_closing() -> None:
    extra = next(topic for topic in GUIDES.get("temaguide-rus-psykisk").topics if topic.key == "venting")
    guide = compose(FULL, key="var", minutes=120, services=["rus"], known=["rus"], extra=[extra]).guide
    assert [topic.key for topic in guide.topics][-2:] == ["venting", "avslutning"]


@given(st.integers(SHORTEST, LONGEST), st.sets(st.sampled_from(FULL.services), max_size=3))
def test_any_minutes_add_up_and_are_not_crowded(minutes: int, services: set[str]) -> None:
    try:
        guide = compose(FULL, key="var", minutes=minutes, services=sorted(services)).guide
    except BsbError:
        return
    assert guide.spare_minutes == 0
    assert not [f for f in check_guide(guide, GUIDES.wordlist()) if f.fault == "crowded"]


@pytest.mark.parametrize(
    ("minutes", "services", "words"),
    [(10, [], "20 to 240"), (300, [], "20 to 240"), (60, ["bolgi"], "service"), (20, ["bolig", "dps"], "need")],
)
def test_what_cannot_be_composed_is_refused(minutes: int, services: list[str], words: str) -> None:
    with pytest.raises(BsbError, match=words):
        compose(FULL, key="var", minutes=minutes, services=services)


@pytest.mark.parametrize("guide", GUIDES.list(), ids=lambda guide: guide.key)
def test_a_guide_is_written_and_read_back_the_same(guide: Guide, tmp_path: Path) -> None:
    path = write_guide(guide, tmp_path, source=guide.key)
    assert load_guide(path) == guide
    with pytest.raises(BsbError, match="already"):
        write_guide(guide, tmp_path, source=guide.key)
    assert path.read_text(encoding="utf-8").startswith("# ")


@given(texts, texts, st.lists(questions, min_size=1, max_size=3), st.dictionaries(texts, texts, max_size=2))
def test_any_words_are_written_so_that_they_are_read_back(
    name: str, meaning: str, asked: list[Question], words: dict[str, str]
) -> None:
    topic = Topic("t", name, meaning, 5, ("a",), tuple(words.items()), tuple(asked), ("c",))
    guide = Guide(name, "g", "nb", 5, 0, f"{meaning}\n{name}", (meaning,), name, (topic,), meaning)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "g.yaml"
        path.write_text(guide_yaml(guide, source="x"), encoding="utf-8")
        assert content_hash(load_guide(path)) == content_hash(guide)
        assert load_guide(path).topics[0].codes == ("c",)
