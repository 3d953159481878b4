from pathlib import Path

import pytest

from bsb.guide.library import Guides
from bsb.guide.matching import Matcher
from bsb.guide.model import load_guide
from bsb.shipped import shipped

FULL = Guides([shipped("guides")]).get("temaguide-full")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("Vi går over til hvordan dere bor. Hvem vil begynne?", "bolig"),
        ("Så har vi individuell plan. Er det noen som har det?", "individuell-plan"),
        ("Hvor drar dere når det haster, på legevakta?", "helse"),
        ("Da må vi nesten runde av.", "avslutning"),
        ("Fortell!", None),
        ("Mm. Hva gjorde det med deg?", None),
        ("", None),
    ],
)
def test_a_turn_is_matched_by_what_it_is_about(said: str, topic: str | None) -> None:
    found = Matcher(FULL).best(said)
    assert (found.topic if found else None) == topic


def test_names_of_codes_are_words_of_their_topic(guide_file: Path) -> None:
    guide = load_guide(guide_file)
    assert Matcher(guide).best("Hvordan er det på poliklinikken?") is None
    found = Matcher(guide, {"dps": ["Poliklinikk"]}).best("Hvordan er det på poliklinikken?")
    assert found is not None
    assert found.topic == "helse"
