"""Files that still hold someone's words: papers made before a withdrawal, and files that transcripts came from."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.privacy.leaving import passages
from bsb.text.tokens import search_words

RUN = 5  # words in a row that nobody else said: few enough for a short quote, enough to be no turn of phrase
_TEXT = frozenset(
    (
        *(".txt", ".md", ".csv", ".tsv", ".json", ".yaml", ".yml", ".svg", ".xml", ".vtt", ".srt", ".html", ".htm"),
        *(".docx", ".odt", ".xlsx", ".pptx", ".qdpx", ".qde", ".rtf", ".pdf"),
    )
)
_READ_OTHERWISE = (".rtf", ".pdf")
_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """A file with someone's words: its path from the project's folder, and in how many of its passages they are.

    ``places`` is 0 for a file that could not be read and must be looked at by eye.
    """

    path: Path
    places: int


def runs(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return every run of five words in texts, as a search reads them; a shorter text gives none.

    >>> sorted(runs(["Det er (bydelen) fint å bo her"]))
    [('det', 'er', 'fint', 'å', 'bo'), ('er', 'fint', 'å', 'bo', 'her')]
    """
    found: set[tuple[str, ...]] = set()
    for text in texts:
        words = search_words(text)
        found.update(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return found


def copies(root: Path, theirs: Iterable[str], others: Iterable[str]) -> list[Copy]:
    """Return the files in a project's folder, the database aside, that hold a run of five words of someone's turns.

    ``theirs`` are the turns of the one, ``others`` those of everyone else: what others said too tells nothing.
    Shorter turns, pictures of text and locked files are beyond this: it is a help to find copies, not a proof
    that there are none.
    """
    wanted = runs(theirs) - runs(others)
    found = []
    for path in sorted(_files(root)) if wanted else ():
        try:
            places = sum(not wanted.isdisjoint(runs([text])) for text in _texts(path))
        except BsbError:
            found.append(Copy(path.relative_to(root), 0))
            continue
        if places:
            found.append(Copy(path.relative_to(root), places))
    return found


def _files(root: Path) -> Iterator[Path]:
    for folder, below, names in os.walk(root):
        below[:] = [name for name in below if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            if path.suffix.lower() in _TEXT and path.stat().st_size <= _LARGEST:
                yield path


def _texts(path: Path) -> Iterator[str]:
    if path.suffix.lower() in _READ_OTHERWISE:
        from bsb.formats.read import read_source

        yield from (block.text for block in read_source(path).blocks)
        return
    yield from (text for _where, text in passages(path))
