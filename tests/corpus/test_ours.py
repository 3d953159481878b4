from bsb.config import Config
from bsb.corpus.ours import names
from bsb.privacy.hits import Found
from bsb.privacy.known import Known


def ours(contact: str) -> Known:
    return Known([], names(Config(name="Prosjektet", contact=contact), [], []))


def test_papers_may_say_whom_to_get_in_touch_with_and_the_number() -> None:
    known = ours("Kim på huset, telefon\u00a000\u00a000\u00a000\u00a000")
    text = "Lurer du på noe? Ta kontakt med Kim på huset, telefon 00 00 00 00."
    at = text.index("00")
    assert known.holds(Found(at, at + 11, "phone", 0.9, "numbers", ""), text)
    assert known.holds(Found(text.index("Kim"), text.index("Kim") + 3, "person", 0.9, "names", ""), text)
    other = "Ring Kim på telefon 00 00 00 00."
    assert not known.holds(Found(other.index("Kim"), other.index("Kim") + 3, "person", 0.9, "names", ""), other)


def test_a_lone_first_name_is_not_ours() -> None:
    text = "Kari sa det."
    assert not ours("Kari").holds(Found(0, 4, "person", 0.9, "names", ""), text)
