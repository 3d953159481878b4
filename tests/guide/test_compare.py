from dataclasses import replace

from bsb.guide.compare import differences
from bsb.guide.model import Guide, Question, Topic


def topic(key: str, *asks: str, minutes: int = 5) -> Topic:
    return Topic(key, key.title(), "p", minutes, (), (), tuple(Question(ask, ("Hvorfor?",)) for ask in asks))


def guide(*topics: Topic) -> Guide:
    return Guide("g", "g", "nb", 60, 5, "Hei.", ("Ja.",), "Takk.", topics)


ONE = guide(topic("a", "Hva liker du?"), topic("b", "Hvordan bor du?", "Hvem hjelper?"), topic("c", "Hva mer?"))


def kinds(old: Guide, new: Guide) -> list[tuple[str, str]]:
    return [(one.kind, one.topic) for one in differences(old, new)]


def test_equal_guides_have_no_differences() -> None:
    assert differences(ONE, ONE) == ()


def test_topics_that_come_go_and_move() -> None:
    a, b, c = ONE.topics
    found = differences(ONE, guide(c, a, topic("ny", "Hva er nytt?")))
    assert [(one.kind, one.topic, one.old, one.new) for one in found] == [
        ("topic_dropped", "", "B", ""),
        ("topic_moved", "A", "1", "2"),
        ("topic_added", "Ny", "", "Ny"),
    ]
    assert kinds(guide(c, a), guide(b, c, a)) == [("topic_added", "B")]


def test_questions_and_probes_in_words() -> None:
    a, b, c = ONE.topics
    changed = replace(b, questions=(Question("Hvordan bor dere nå?", ("Hvordan da?",)),), minutes=8)
    found = differences(ONE, guide(a, changed, c))
    assert [one.kind for one in found] == [
        "topic_minutes",
        "question_dropped",
        "question_changed",
        "probe_dropped",
        "probe_added",
    ]
    assert found[2].text == "The question was: Hvordan bor du? It is: Hvordan bor dere nå?"
    swapped = replace(b, questions=b.questions[::-1])
    assert kinds(ONE, guide(a, swapped, c)) == [("question_order", "B")]
    given_away = replace(a, questions=(*a.questions, b.questions[1]))
    assert ("question_moved", "A") in kinds(ONE, guide(given_away, replace(b, questions=b.questions[:1]), c))


def test_a_topic_with_another_key_and_the_same_name_is_the_same() -> None:
    a, b, c = ONE.topics
    assert kinds(ONE, guide(replace(a, key="z"), b, c)) == []


def test_the_frame_is_compared_too() -> None:
    new = replace(ONE, minutes=50, break_minutes=0, intro="Hallo.", consent=("Nei.",), closing="Ha det.", about="x")
    assert [kind for kind, _topic in kinds(ONE, new)] == ["about", "minutes", "break", "intro", "closing", "consent"]
