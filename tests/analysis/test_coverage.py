from collections.abc import Iterator

import pytest

from bench.guide_coverage.measure import LABELS, count
from bsb.analysis.coverage import NOT, THIN, WELL, reach
from bsb.corpus.transcripts import StoredTurn
from bsb.formats.yaml_file import read_yaml
from bsb.guide.model import Guide, Question, Topic
from bsb.project import Project
from tests.conftest import code

GUIDE = Guide(
    "g", "g", "nb", 20, 0, "Hei.", ("Ja.",), "Takk.",
    (
        Topic("apning", "Åpning", "p", 5, (), (), (Question("Hvem er du?"),)),
        Topic("bolig", "Bolig", "p", 5, ("bolig",), (), (Question("Hvordan er det å bo der du bor?"),)),
        Topic("penger", "Penger", "p", 5, (), (), (Question("Hvordan er økonomien din?"),), ("okonomi",)),
        Topic("slutt", "Avslutning", "p", 5, (), (), (Question("Hva har vi ikke spurt om?"),)),
    ),
)  # fmt: skip


def turns(*said: tuple[str, str]) -> Iterator[StoredTurn]:
    for number, (speaker, text) in enumerate(said, 1):
        role = "facilitator" if speaker.startswith("I") else "participant"
        yield StoredTurn(number, speaker, role, 0, len(text), text, None, None, False)


def levels(*said: tuple[str, str], coded: dict[str, set[tuple[int, int]]] | None = None) -> dict[str, str]:
    return {topic.topic: topic.level for topic in reach(GUIDE, list(turns(*said)), coded=coded)}


def test_words_after_a_fitting_question_count_for_its_topic() -> None:
    found = reach(
        GUIDE,
        list(
            turns(
                ("I1", "Velkommen."),
                ("B1", "ord " * 10),
                ("I1", "Så til hvordan dere bor."),
                ("B1", "ord " * 70),
                ("I2", "Fortell!"),
                ("B2", "ord " * 150),
                ("I1", "Hva med økonomi?"),
                ("B1", "Jo. " * 3),
            )
        ),
    )
    by_key = {topic.topic: topic for topic in found}
    assert (by_key["bolig"].asked, by_key["bolig"].words, by_key["bolig"].level) == (1, 220, WELL)
    assert (by_key["apning"].asked, by_key["apning"].words, by_key["apning"].level) == (0, 10, NOT)
    assert (by_key["penger"].asked, by_key["penger"].level) == (1, NOT)
    assert by_key["bolig"].coded is None


def test_codings_show_what_no_question_asked_for() -> None:
    three = {(0, 4), (5, 9), (10, 14)}
    found = levels(("I1", "Hei."), ("B1", "Ja."), coded={"okonomi": three, "bolig": {(0, 4)}})
    assert (found["penger"], found["bolig"], found["slutt"]) == (THIN, NOT, NOT)


def test_taking_leave_is_the_last_topic() -> None:
    assert levels(("I1", "Da må vi runde av."), ("B1", "ord " * 60))["slutt"] == THIN


def test_a_project_says_which_guide_each_interview_is_held_against(coded: Project) -> None:
    code(coded, "alna-fg1,2,KA,bolig,positive,egen inngang")
    (found,) = coded.coverage.all(guide="temaguide-full")
    assert (found.interview, found.guide, found.recorded, found.guide_changed) == (
        "alna-fg1", "temaguide-full", False, False
    )  # fmt: skip
    assert {topic.topic: topic.coded for topic in found.topics}["bolig"] == 1


def test_the_example_is_covered_as_measured(example: Project) -> None:
    labels = read_yaml(LABELS)["interviews"]
    measured = [name for name, label in labels.items() if not label.get("tune")]
    counts = [count(example.coverage.of(name), set(labels[name]["reached"]), "both") for name in measured]
    right, wrong, missed = map(sum, zip(*counts, strict=True))
    assert right / (right + missed) >= 0.8
    assert right / (right + wrong) >= 0.6


@pytest.mark.parametrize("name", ["gamleoslo-fg1", "sagene-ind1"])
def test_interviews_of_the_example_record_their_guide(example: Project, name: str) -> None:
    found = example.coverage.of(name)
    assert found.recorded
    assert not found.guide_changed
