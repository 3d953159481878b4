"""The project's register: names, nicknames and houses that users type in, kept in a file outside the store.

One entry a line, forms separated by commas; a line may begin with a kind and a colon::

    Kari Nordmann, Kaia, Tulla
    institusjon: Lille Tøyen kafé, Tulla
    sted: Skaugum

It is the only reliable way to find names that are also words ("Stein", "Liv") and nicknames. It holds real
names: keep it where consent forms are kept, never beside the project.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.privacy.forms import bases, genitive, one_off
from bsb.privacy.hits import PLACEHOLDERS, Found
from bsb.privacy.wordlists import COMMON, FIRST, WORD, load
from bsb.text.normal import normalise

_KINDS = {
    "navn": "person",
    "name": "person",
    "person": "person",
    "sted": "place",
    "place": "place",
    "bydel": "district",
    "district": "district",
    "institusjon": "institution",
    "hus": "institution",
    "institution": "institution",
}
_ALONE = FIRST | COMMON  # a surname that is an everyday word ("Lie") is looked for in the full name only
_TOKEN = re.compile(r"[^\W_]+(?:['’`´][^\W_]+)?['’]?")
_SEEN = "#seen "
_SALT = "#salt "


@dataclass(frozen=True, slots=True)
class Entry:
    """One person, place or house with all the forms people use."""

    kind: str
    forms: tuple[str, ...]
    number: int

    @property
    def placeholder(self) -> str:
        """What stands in a transcript instead: "(navn 3)" for persons."""
        return f"(navn {self.number})" if self.kind == "person" else PLACEHOLDERS[self.kind]


class Register:
    """Names known beforehand, and the numbers given to persons so far.

    >>> register = Register.parse("Kari Nordmann, Tulla")
    >>> [(f.start, f.end, f.placeholder) for f in register.find("ja tullas mor")]
    [(3, 9, '(navn 1)s')]
    """

    def __init__(self, entries: Iterable[Entry] = (), *, salt: str = "", seen: dict[str, int] | None = None):
        self.entries = tuple(entries)
        self.salt = salt or secrets.token_hex(16)
        self.seen = dict(seen or {})
        self._index: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._fuzzy: list[tuple[str, tuple[str, ...], Entry]] = []
        for entry in self.entries:
            for form in entry.forms:
                self._add(tuple(_TOKEN.findall(form.lower())), entry)

    def _add(self, tokens: tuple[str, ...], entry: Entry) -> None:
        if not tokens:
            return
        variants = {tokens}
        if entry.kind == "person" and len(tokens) > 1:  # a full name is also known by each of its parts
            variants |= {(token,) for token in tokens if len(token) > 2 and load().code(token) & _ALONE != COMMON}
        for variant in variants:
            self._index.setdefault(variant[0], []).append((variant, entry))
            if len(variant[0]) > 4:
                self._fuzzy.append((variant[0], variant, entry))

    @classmethod
    def parse(cls, text: str) -> Register:
        """Read a register from text. Raises BsbError if a line begins with an unknown kind."""
        entries: list[Entry] = []
        salt, seen = "", {}
        for number, line in enumerate(normalise(text).splitlines(), 1):
            line = line.strip()
            if line.startswith(_SALT):
                salt = line[len(_SALT) :]
            elif line.startswith(_SEEN):
                mark, _blank, value = line[len(_SEEN) :].partition(" ")
                seen[mark] = int(value)
            elif line and not line.startswith("#"):
                entries.append(_entry(line, number, 1 + sum(e.kind == "person" for e in entries)))
        return cls(entries, salt=salt, seen=seen)

    @classmethod
    def load(cls, path: str | Path) -> Register:
        """Read a register file (UTF-8). Raises BsbError if it cannot be read."""
        try:
            return cls.parse(Path(path).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise BsbError(
                _("The register of names cannot be read: {name}.").format(name=Path(path).name),
                _("Save it as plain text (UTF-8) and check the path."),
            ) from error

    def save_numbers(self, path: str | Path) -> None:
        """Write the numbers given so far into the register file, as salted hashes beside the typed lines.

        A number then means the same person in the project's next transcript. A hash of a name can be guessed
        by whoever holds the file, so the file is to be guarded as the names in it are.
        """
        file = Path(path)
        typed = file.read_text(encoding="utf-8-sig").splitlines() if file.exists() else []
        kept = [line for line in typed if not line.startswith((_SEEN, _SALT))]
        marks = [f"{_SEEN}{mark} {number}" for mark, number in sorted(self.seen.items(), key=lambda x: x[1])]
        file.write_text("\n".join([*kept, f"{_SALT}{self.salt}", *marks, ""]), encoding="utf-8")

    def find(self, text: str) -> Iterator[Found]:
        """Yield every place where a text names an entry: any case, genitive, one letter off in longer forms."""
        if not self.entries:
            return
        tokens = [(m.start(), m.end(), m.group().lower()) for m in _TOKEN.finditer(text)]
        taken = 0
        for i, (start, _end, word) in enumerate(tokens):
            if start < taken:
                continue
            best: tuple[int, float, Entry] | None = None
            for variant, entry in self._candidates(word):
                stretch = tokens[i : i + len(variant)]
                if len(stretch) < len(variant):
                    continue
                score = min(_likeness(have, want) for (_a, _b, have), want in zip(stretch, variant, strict=True))
                if score and (best is None or (len(variant), score) > (best[0], best[1])):
                    best = len(variant), score, entry
            if best:
                length, score, entry = best
                end = taken = tokens[i + length - 1][1]
                ending = genitive(text[start:end], self._ends_plain(text[start:end], entry))[1]
                yield Found(
                    start,
                    end,
                    entry.kind,
                    score,
                    "register",
                    "in the project's register" if score == 1 else "one letter off a name in the register",
                    placeholder=entry.placeholder + ending,
                    key=f"register:{self.entries.index(entry)}",
                )

    def _candidates(self, word: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
        for base in bases(word):
            yield from self._index.get(base, ())
        if len(word) > 4 and self._fuzzy and not load().code(word) & WORD:  # "marin" is no slip for "Marit"
            for first, variant, entry in self._fuzzy:
                if abs(len(first) - len(word)) < 3 and _likeness(word, first):
                    yield variant, entry

    @staticmethod
    def _ends_plain(surface: str, entry: Entry) -> bool:
        last = _TOKEN.findall(surface.lower())[-1]
        return any(last in _TOKEN.findall(form.lower()) for form in entry.forms)

    def number(self, key: str) -> int:
        """Return the project's number for a person who is not in the register; a new one if not seen before."""
        mark = hashlib.blake2b(key.encode("utf-8"), key=self.salt.encode("ascii")[:64], digest_size=12).hexdigest()
        if mark not in self.seen:
            taken = max(self.seen.values(), default=0)
            self.seen[mark] = 1 + max(taken, sum(entry.kind == "person" for entry in self.entries))
        return self.seen[mark]


def _entry(line: str, number: int, person: int) -> Entry:
    head, colon, rest = line.partition(":")
    kind = "person"
    if colon:
        kind = _KINDS.get(head.strip().lower(), "")
        if not kind:
            raise BsbError(
                _("Line {number} of the register begins with an unknown kind.").format(number=number),
                _("Begin with navn:, sted:, bydel: or institusjon:, or leave the kind out."),
            )
        line = rest
    forms = tuple(form.strip() for form in line.split(",") if form.strip())
    return Entry(kind, forms, person)


def _likeness(have: str, want: str) -> float:
    if want in bases(have):
        return 1.0
    if len(want) > 4 and any(one_off(base, want) for base in bases(have)) and have[0] == want[0]:
        return 0.8
    return 0.0
