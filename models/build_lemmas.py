"""Build ``bsb/text/lemmas.bin``, the base forms of Norwegian words, from the dictionaries of simplemma.

    pip install simplemma
    python models/build_lemmas.py

simplemma (MIT) names the sources of its dictionaries, among them Norsk Ordbank (CC BY 4.0) through spaCy's lookup
data, and the lists of Kaikki, UniMorph and Michal Měchura. It is not needed at run time: its dictionaries take
0.8 s and 70 MB to open, the table made here a few milliseconds for a word.

The file: MAGIC; then for each of the two sections a head and its blocks. ``bsb.text.lemma_table`` reads it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

OUT = Path(__file__).parent.parent / "bsb" / "text" / "lemmas.bin"
MAGIC = b"BSBLEM1\n"
BLOCK = 512
WORD = re.compile(r"[^\W\d_]+")
LANGUAGES = ("nb", "nn")  # a form's base form in bokmål stands first


def entries() -> Iterator[tuple[str, str]]:
    """Yield (form, base form) in lower case, bokmål first."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    factory = DefaultDictionaryFactory()
    for language in LANGUAGES:
        for form, base in factory.get_dictionary(language).items():
            form, base = form.lower(), base.lower()
            if WORD.fullmatch(form) and WORD.fullmatch(base):
                yield form, base


def edit(word: str, other: str) -> str:
    """Return how to make one word from another: how many letters to cut from its end, and what to add.

    >>> edit("bøkene", "bok")
    '5ok'
    """
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    return f"{len(word) - same}{other[same:]}"


def section(lines: Iterable[tuple[str, list[str]]]) -> bytes:
    r"""Return a section: its length of head, its head, its blocks of lines ("\nform edit edit").

    The head is a compressed line for each block: its first form and its length in bytes.
    """
    ordered = sorted(lines)
    heads, blocks = [], []
    for at in range(0, len(ordered), BLOCK):
        part = ordered[at : at + BLOCK]
        text = "".join(f"\n{word} {' '.join(edits)}" for word, edits in part) + "\n"
        blocks.append(zlib.compress(text.encode("utf-8"), 9))
        heads.append(f"{part[0][0]} {len(blocks[-1])}")
    head = zlib.compress("\n".join(heads).encode("utf-8"), 9)
    body = head + b"".join(blocks)
    return struct.pack(">II", len(head), len(body)) + body


def main() -> None:
    """Write the table and say how large it is."""
    bases: dict[str, list[str]] = defaultdict(list)
    forms: dict[str, list[str]] = defaultdict(list)
    for form, base in entries():
        if base not in bases[form]:
            bases[form].append(base)
            forms[base].append(form)
    data = MAGIC
    data += section((form, [edit(form, base) for base in found]) for form, found in bases.items())
    data += section((base, sorted({edit(base, f) for f in found})) for base, found in forms.items())
    OUT.write_bytes(data)
    print(f"{len(bases):,} forms of {len(forms):,} base forms, {len(data):,} bytes")


if __name__ == "__main__":
    main()
