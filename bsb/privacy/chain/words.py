"""A doc's words read once for all recognisers: making spaCy's token objects again in each costs most of the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bsb.privacy.wordlists import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_KEY = "bsb_words"
_STARTS = frozenset(".!?–—-…:;\"«»“”„()[]/*>'’")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one doc: as written, in lower case, where they stand (code points), and what the lists say."""

    text: str
    forms: list[str]
    low: list[str]
    start: list[int]
    end: list[int]
    code: list[int]
    upper: list[bool]

    def __len__(self) -> int:
        return len(self.forms)

    def opens(self, i: int) -> bool:
        """Say whether a word begins a text or sentence, or follows a break or quotation mark."""
        return i == 0 or self.forms[i - 1][-1] in _STARTS or self.forms[i - 1].isspace()

    def inside(self, i: int) -> bool:
        """Say whether a word has a capital that only a name gives it: inside a sentence, and not shouted."""
        return self.upper[i] and not self.opens(i) and len(self.forms[i]) > 1 and not self.forms[i].isupper()

    def cased(self) -> bool:
        """Say whether the text gives names their capitals: at least one word inside a sentence has one."""
        return any(upper and self.inside(i) for i, upper in enumerate(self.upper))

    def alpha(self, i: int) -> bool:
        """Say whether a word is made of letters, hyphens and apostrophes."""
        form = self.forms[i]
        return form.isalpha() or (form[0].isalpha() and form.translate(_JOINS).isalpha())


_JOINS = str.maketrans("", "", "-‑'’`´.")


def words(doc: Doc) -> Words:
    """Return the words of a doc, kept with it."""
    kept = doc.user_data.get(_KEY)
    if kept is None:
        pieces = [token.text_with_ws for token in doc]
        forms, start, end, at = [], [], [], 0
        for piece in pieces:
            form = piece[:-1] if piece[-1] == " " and len(piece) > 1 else piece
            forms.append(form)
            start.append(at)
            end.append(at + len(form))
            at += len(piece)
        text = "".join(pieces)
        code = load().code
        kept = Words(
            text,
            forms,
            [f.lower() for f in forms],
            start,
            end,
            [code(f) for f in forms],
            [f[0].isupper() for f in forms],
        )
        doc.user_data[_KEY] = kept
    assert isinstance(kept, Words)  # noqa: S101  this module alone writes it
    return kept
