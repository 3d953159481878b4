"""Papers in a language without word lists: whole runs of our own words are ours, and a name in them is not."""

import pytest

from bsb.privacy.hits import Found
from bsb.privacy.known import Known

OURS = Known(
    ["Each theme ends with two open questions. {readers} read the transcripts and noted what was said.", "Challenge"],
    ["F3"],
)


def holds(text: str, words: str) -> bool:
    start = text.index(words)
    return OURS.holds(Found(start, start + len(words), "person", 0.9, "names", ""), text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Each theme ends with two open questions.", "ends with two"),
        ("Brenda and Joe read the transcripts and noted what was said.", "transcripts and noted"),
        ("F3 Challenge", "Challenge"),
        ("Each theme ends with two open questions. Challenge.", "questions. Challenge"),
    ],
)
def test_a_run_of_our_own_words_is_ours(text: str, words: str):
    assert holds(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brenda read the transcripts and noted what was said.", "Brenda"),
        ("Brenda read the transcripts and noted what was said.", "Brenda read"),
        ("Each theme ends with Brenda.", "Brenda"),
        ("Zorblat Challenge", "Zorblat"),
    ],
)
def test_what_stands_in_or_beside_it_is_not(text: str, words: str):
    assert not holds(text, words)
