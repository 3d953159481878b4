"""Keeping the map of codes: proposals, what people decide about them, and what changed since they last looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.synthesis.codes import CodeMap, known_codes, minus, plus, read_codes, relation, write_codes
from bsb.synthesis.folder import CODES, SEEN
from bsb.synthesis.likeness import propose
from bsb.synthesis.reading import Book
from bsb.synthesis.seen import Seen, ToLookAt, as_seen, first_sight, read_seen, to_look_at, write_seen


class Mapped:
    """The map of codes in a synthesis's folder; ``names`` are the evaluations in its list."""

    def __init__(self, root: Path, names: Sequence[str]) -> None:
        self._root = root
        self._names = names

    @cached_property
    def codes(self) -> CodeMap:
        """The map."""
        return read_codes(self._root / CODES, self._names)

    @cached_property
    def _seen(self) -> dict[str, Seen]:
        return read_seen(self._root / SEEN)

    def check(self, book: Book) -> None:
        """Hold a codebook against the map, and note how codes that are new in the map look now.

        Raises BsbError (with line) if the map names a code that the evaluation never had.
        """
        name = book.listed.name
        known_codes(self._root / CODES, self.codes, name, book.codes, self._seen.get(name, Seen()).codes)
        self._first_sight(book)

    def _first_sight(self, book: Book) -> None:
        name = book.listed.name
        self._seen[name] = first_sight(self._seen.get(name), book.codes, book.moves, self.codes.placed(name))

    def to_look_at(self, book: Book) -> list[ToLookAt]:
        """Return what has become of an evaluation's codes in the map since people last looked; ``check`` first."""
        name = book.listed.name
        return to_look_at(name, self.codes, book.codes, self._seen[name], book.moves)

    def keep_seen(self) -> None:
        """Write what was noted, if anything is new."""
        if self._seen != read_seen(self._root / SEEN):
            write_seen(self._root / SEEN, self._seen)

    def propose(self, books: Mapping[str, Book], facets: Sequence[str]) -> CodeMap:
        """Put proposals into the map, and return it."""
        self._write(propose(self.codes, {name: book.codes for name, book in books.items()}, facets=facets), books)
        return self.codes

    def decide(
        self, chosen: Sequence[tuple[str, str | None]], books: Mapping[str, Book], to: str, *, same: bool = False
    ) -> int:
        """Move what is proposed for themes, or for one evaluation in a theme, to "codes" or to "refused".

        With ``same``, only codes of the same name or key as the theme. Return how many codes were moved.
        """
        codes, decided = self.codes, 0
        for key, project in chosen:
            theme = codes.theme(key)
            for name in [project] if project else list(theme.proposed):
                keys = [
                    each
                    for each in theme.proposed.get(name, ())
                    if not same or relation(replace(theme, codes={name: (each,)}), name, books[name].codes) == "same"
                ]
                if keys:
                    theme = replace(theme, proposed=minus(theme.proposed, name, keys))
                    if to == "codes":
                        theme = replace(theme, codes=plus(theme.codes, name, keys))
                    else:
                        theme = replace(theme, refused=plus(theme.refused, name, keys))
                decided += len(keys)
            codes = codes.with_theme(theme)
        self._write(codes, books)
        return decided

    def keep(self, chosen: Sequence[tuple[str, str]], books: Mapping[str, Book]) -> int:
        """Keep codes, (evaluation, key), as only here, wherever they were proposed; return how many were not yet.

        Raises BsbError for one that is confirmed under a theme.
        """
        codes, kept = self.codes, 0
        for project, key in chosen:
            state, theme = codes.placed(project).get(key, ("", ""))
            if state == "codes":
                raise BsbError(
                    _("{project}/{code} is confirmed under “{theme}”.").format(
                        project=project, code=key, theme=theme
                    ),
                    _("Take it out there first, in codes.yaml."),
                )
            if state != "here":
                codes = _without(codes, project, key)
                codes = replace(codes, here=plus(codes.here, project, [key]))
                kept += 1
        self._write(codes, books)
        return kept

    def see(self, looked: Sequence[Book], books: Mapping[str, Book]) -> list[ToLookAt]:
        """Note that people have looked at the codes of some codebooks, and take out those that are gone."""
        found = [each for book in looked for each in self.to_look_at(book)]
        codes = self.codes
        for each in found:
            if each.code not in {code.key for code in books[each.project].codes}:
                codes = _without(codes, each.project, each.code)
        for book in looked:
            name = book.listed.name
            self._seen[name] = as_seen(self._seen[name], book.codes, book.moves, self.codes.placed(name))
        self._write(codes, books)
        return found

    def _write(self, codes: CodeMap, books: Mapping[str, Book]) -> None:
        write_codes(self._root / CODES, codes)
        self.codes = codes
        for book in books.values():
            self._first_sight(book)
        self.keep_seen()


def _without(codes: CodeMap, project: str, key: str) -> CodeMap:
    themes = tuple(
        replace(theme, codes=minus(theme.codes, project, [key]), proposed=minus(theme.proposed, project, [key]))
        for theme in codes.themes
    )
    return CodeMap(themes, minus(codes.here, project, [key]))
