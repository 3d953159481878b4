from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.guide.model import content_hash, guide_text, load_guide


def test_a_guide_is_read_whole(guide_file: Path) -> None:
    guide = load_guide(guide_file)
    assert (guide.key, guide.name, guide.language, guide.minutes, guide.break_minutes) == (
        "liten",
        "Liten guide",
        "nb",
        30,
        5,
    )
    assert guide.intro.split("\n") == ["Hei og velkommen.", "Alt er frivillig."]
    assert [topic.key for topic in guide.topics] == ["apning", "bolig", "helse", "avslutning"]
    assert guide.topics[0].words == (("tjeneste", "hjelp fra bydelen"),)
    assert guide.topics[0].questions[0].probes == ("Hvordan da?",)
    assert guide.services == ("bolig", "fastlege", "dps", "nav")
    assert guide.spare_minutes == 0


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("minutes: 30", "minute: 30", 4, "minutes?"),
        ("minutes: 30", "minutes: 31", 4, "30"),
        ("minutes: 30", "minutes: '30'", 4, ""),
        ("minutes: 30", "minutes: true", 4, ""),
        ("break: 5", "break: -5", 5, ""),
        ("language: nb", "language: no", 3, ""),
        ("language: nb", "language: sv", 3, "nb, nn, en"),
        ("      - ask: Hva mer?\n", "", 42, "mend the minutes"),
        ("      - ask: Hva mer?", "      - spør: Hva mer?", 43, ""),
        ("      - ask: Hva mer?", "      - ask:", 43, ""),
        ("      - ask: Hva mer?", "      - ask: ''", 43, ""),
        ("      - ask: Hva mer?", "      - Hva mer?", 43, ""),
        ("key: helse", "key: bolig", 30, "own"),
        ("key: helse", "key: Helse og lege", 30, "small letters"),
        ("services: [nav]", "services: nav", 41, ""),
        ("services: [nav]", "service: [nav]", 41, "services?"),
        ("words: {tjeneste: hjelp fra bydelen}", "words: [tjeneste]", 18, ""),
        ("  - Du kan slutte når du vil.\n", "", 10, "consent"),
        ("break: 5", "break: 5\nbreak: 5", 6, "Keep one"),
        ("closing: Takk for i dag.\n", "", 2, "closing"),
        ("language: nb", "language: nb\nabout: []", 4, "text"),
        ("language: nb", "language: nb\nabuot: hjelpen", 4, "about?"),
        ("services: [bolig]", "codes: bolig", 27, "list"),
        ("services: [bolig]", "code: [bolig]", 27, "codes?"),
        ("      - ask: Hvordan bor du?\n", "", 28, "no questions"),
        ("minutes: 10", "minutes: ti", 26, "whole number"),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    guide_file: Path, sound: str, old: str, new: str, line: int, words: str
) -> None:
    assert sound.count(old) == 1
    guide_file.write_text(sound.replace(old, new), encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        load_guide(guide_file)
    assert f"liten.yaml, line {line}" in caught.value.message
    assert words in caught.value.message + caught.value.hint
    assert caught.value.message.endswith((".", "!"))


def test_minutes_that_do_not_add_up_say_by_how_much(guide_file: Path, sound: str) -> None:
    guide_file.write_text(sound.replace("minutes: 10", "minutes: 12"), encoding="utf-8")
    with pytest.raises(BsbError, match=r"topics 27 \+ break 5 = 32, but minutes is 30") as caught:
        load_guide(guide_file)
    assert "32" in caught.value.hint
    assert "2 minutes" in caught.value.hint


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "name: [", "a: &x 1\nb: *x\n", "\x00"])
def test_no_guide_at_all(guide_file: Path, text: str) -> None:
    guide_file.write_text(text, encoding="utf-8")
    with pytest.raises(BsbError, match=r"liten\.yaml"):
        load_guide(guide_file)


def test_the_hash_sees_content_only(guide_file: Path, sound: str) -> None:
    first = content_hash(load_guide(guide_file))
    assert len(first) == 64

    other = guide_file.with_name("annet-navn.yaml")
    layout = sound.replace("# en liten guide", "# noe annet\n\n").replace(
        "minutes: 30\nbreak: 5", "break: 5\nminutes:   30"
    )
    layout = layout.replace("closing: Takk for i dag.", "closing: >-\n  Takk\n  for i dag.").replace(
        "Å bli", "A\u030a bli"
    )
    other.write_text(layout, encoding="utf-8")
    assert content_hash(load_guide(other)) == first

    for old, new in [("Hva bruker du?", "Hva bruker dere?"), ("minutes: 6", "minutes: 7"), ("[nav]", "[dps]")]:
        changed = sound.replace(old, new)
        if new == "minutes: 7":
            changed = changed.replace("minutes: 30", "minutes: 31")
        other.write_text(changed, encoding="utf-8")
        assert content_hash(load_guide(other)) != first


def test_the_text_holds_what_participants_meet_and_not_the_purpose(guide_file: Path) -> None:
    lines = guide_text(load_guide(guide_file)).split("\n")
    for line in ["Alt er frivillig.", "Du kan slutte når du vil.", "Hvordan da?", "tjeneste: hjelp fra bydelen"]:
        assert line in lines
    assert lines[-1] == "Takk for i dag."
    assert "Å bli kjent." not in lines


def test_about_and_codes_are_read_and_leave_the_version_as_it_was(guide_file: Path, sound: str) -> None:
    before = content_hash(load_guide(guide_file))
    text = sound.replace("language: nb", "language: nb\nabout: hjelpen du får")
    guide_file.write_text(text.replace("services: [bolig]", "services: [bolig]\n    codes: [a, b]"), encoding="utf-8")
    guide = load_guide(guide_file)
    assert (guide.about, guide.topics[1].codes) == ("hjelpen du får", ("a", "b"))
    assert content_hash(guide) == before
