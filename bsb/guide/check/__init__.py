"""The check of a topic guide: one small rule a file, each finding with why it matters and a better form."""

from bsb.guide.check.finding import FAULTS, Finding
from bsb.guide.check.languages import not_checked
from bsb.guide.check.run import check_guide, check_question
from bsb.guide.check.wordlist import Wordlist, load_wordlist

__all__ = ["FAULTS", "Finding", "Wordlist", "check_guide", "check_question", "load_wordlist", "not_checked"]
