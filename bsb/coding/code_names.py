"""Which code a word stands for that someone wrote: found for certain, or only what may have been meant."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from bsb.coding.codes import Code
from bsb.text.match import fold

#: How alike a misspelling must be before it is asked about (difflib's ratio).
_CLOSE = 0.75
_LONG = 40  # characters: what is longer is no misspelt name
_MOST = 3
_PLAIN = re.compile(r"\w(?:.*\w)?[)»]?")
_SIGNS = re.compile(r"[+±,;]|\s[-–−]\s|\W[)»]$")


class CodeNames:
    """The names of codes as people write them.

    ``meanings`` says what words mean that are no name: a code's key, or "" for words that are no code at all.

    >>> names = CodeNames([Code("bolig", "service", "Bolig"), Code("okonomi", "theme", "Økonomi", short="Penger")])
    >>> names.exact("PENGER").key, names.exact("bollig"), [code.key for code in names.near("bollig")]
    ('okonomi', None, ['bolig'])
    """

    def __init__(self, codes: Iterable[Code], meanings: Mapping[str, str] | None = None) -> None:
        self.codes = {code.key: code for code in codes}
        self._meanings = {fold(word): key for word, key in (meanings or {}).items()}
        self.commas = max((name.count(",") for c in self.codes.values() for name in (c.name, c.short)), default=0)
        self._forms: dict[str, dict[str, Code]] = {}
        self._written: dict[str, dict[str, Code]] = {}
        for code in self.codes.values():
            for name in filter(None, (code.name, code.short)):
                self._forms.setdefault(fold(name), {})[code.key] = code
                self._written.setdefault(_line(name), {})[code.key] = code
            self._forms.setdefault(fold(code.key), {})[code.key] = code

    def exact(self, text: str) -> Code | None:
        """Return the one code of that key, name or short name, in any case; None if there is none, or several.

        Signs at the ends count ("Bolig -" is not Bolig), accents and signs within do not.
        """
        aim = _line(text)
        if aim in self.codes:
            return self.codes[aim]
        found = self._written.get(aim, {})
        if not found and _PLAIN.fullmatch(aim) and not _SIGNS.search(aim):
            form = fold(aim)
            found = self._forms.get(form, {})
            if not found and self._meanings.get(form):
                return self.codes.get(self._meanings[form])
        return next(iter(found.values())) if len(found) == 1 else None

    def answered(self, text: str) -> bool:
        """Tell whether these words are a code because someone said so."""
        form = fold(text)
        return form not in self._forms and bool(self._meanings.get(form))

    def gone(self, text: str) -> bool:
        """Tell whether these words once were a code that is no more."""
        key = self._meanings.get(fold(text), "")
        return bool(key) and key not in self.codes and self.exact(text) is None

    def refused(self, text: str) -> bool:
        """Tell whether it has been said that these words are no code."""
        return self._meanings.get(fold(text)) == ""

    def near(self, text: str) -> list[Code]:
        """Return the codes that may be meant: named so, beginning so, spelt nearly so, or followed by more."""
        aim, form = _line(text), fold(text)
        if len(form) < 2 or self.refused(text):
            return []
        found = dict(self._forms.get(form, {}))
        if len(aim) <= _LONG:
            if len(form) > 2:
                found |= {
                    k: code for name, own in self._forms.items() if name.startswith(form) for k, code in own.items()
                }
            for name in difflib.get_close_matches(form, self._forms, n=_MOST, cutoff=_CLOSE):
                found |= self._forms[name]
        begun = [own for name, own in self._written.items() if len(name) > 2 and self.rest(aim, name)]
        for own in begun:
            found |= own
        return list(found.values())[:_MOST]

    @staticmethod
    def rest(text: str, name: str) -> str:
        """Return what follows a name at the start of a text; "" if the text does not begin with it, or ends there."""
        if not _line(text).startswith(_line(name)):
            return ""
        rest = _line(text)[len(_line(name)) :]
        return rest.strip() if rest[:1] and not rest[0].isalnum() else ""

    def label(self, code: Code) -> str:
        """Return what papers carry for a code: its name, or its key where the name would not lead back to it."""
        plain = not any(sign in code.name for sign in ",;\n") and code.name[-1:].isalnum() and code.name[:1].isalnum()
        return code.name if plain and self.exact(code.name) is code else code.key


def _line(text: str) -> str:
    return " ".join(text.split()).casefold()
