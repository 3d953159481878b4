"""A finding of the check, and all the faults there are: their names and why each matters."""

from __future__ import annotations

from dataclasses import dataclass

from bsb.i18n import N_
from bsb.i18n import gettext as _

#: fault -> its name and why it matters, each one line. In the order they are shown.
FAULTS = {
    "leading": (N_("leading"), N_("It says what answer is expected, and people are polite.")),
    "double": (N_("two questions in one"), N_("People answer one of them, and nobody knows which.")),
    "yes_no": (N_("yes or no, and no open probe"), N_("It can be answered with one word, and the talk stops.")),
    "negation": (N_("negations on top of each other"), N_("People must work out what a yes would mean.")),
    "jargon": (N_("a word that is not explained"), N_("Those who do not know the word fall silent rather than ask.")),
    "name": (N_("the name of a place or a person"), N_("It points to somebody, and fits one group only.")),
    "lix": (N_("heavy to read aloud"), N_("A question is heard once, so it must be short and plain.")),
    "lix_in_all": (N_("the guide is heavy to read"), N_("Whoever reads slowly, or is tired, loses the thread.")),
    "crowded": (
        N_("too much for the minutes"),
        N_("The talk becomes a questionnaire, and the last topics fall out."),
    ),
    "nothing_good": (N_("nothing on what works well"), N_("Good practice is half of what an evaluation is for.")),
    "no_opening": (N_("no opening"), N_("People need an easy first question, so that all have spoken once.")),
    "no_closing": (N_("no closing"), N_("What mattered most to people is often what nobody asked about.")),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: the ``fault`` (a key of FAULTS), where, the ``words`` at fault, and a ``better`` form.

    ``topic`` is the topic's key ("" = the guide as a whole), ``question`` the question or probe ("" = none).
    ``better`` is an example in the guide's language.
    """

    fault: str
    topic: str
    question: str
    words: str
    why: str
    better: str


def finding(fault: str, better: str, *, topic: str = "", question: str = "", words: str = "") -> Finding:
    """Return a finding with its reason in the current language."""
    return Finding(fault, topic, question, words, _(FAULTS[fault][1]), better)
