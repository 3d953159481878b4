"""Named houses, services, schools and employers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from bsb.privacy.chain.component import component
from bsb.privacy.chain.written import opens
from bsb.privacy.forms import bases
from bsb.privacy.hits import Found
from bsb.privacy.wordlists import COMMON, FIRST, GENERAL, INSTITUTION, LAST, PLACE, WORD, lines, load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FIRST_WORDS = frozenset(
    (
        "kafé",
        "kafe",
        "café",
        "cafe",
        "stiftelsen",
        "stiftinga",
        "foreningen",
        "restaurant",
        "villa",
        "klubben",
        "brukerforum",
    )
    + ("brukarforum", "brukerrådet", "brukarrådet", "kollektivet", "firmaet", "bedriften", "bedrifta", "butikken")
)


@cache
def _heads() -> dict[str, str]:
    return dict(line.split("|") for line in lines("heads"))  # type: ignore[misc]


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    return tuple(tuple(line.split("|")) for line in lines("suffixes"))  # type: ignore[misc]


@cache
def _long_names() -> dict[str, list[list[str]]]:
    table: dict[str, list[list[str]]] = {}
    for name in load().institutions:
        words = name.split()
        table.setdefault(words[0], []).append(words)
    return table


@component("institutions")
def institutions(doc: Doc) -> Iterator[Found]:
    """Yield houses and services with a proper name."""
    lists = load()
    for i, token in enumerate(doc):
        low = token.lower_
        for words in _long_names().get(low, _long_names().get(bases(low)[-1], ())):
            if _matches(doc, i, words) and _named(doc, i, len(words), lists.code(token.text)):
                last = doc[i + len(words) - 1]
                yield Found(
                    token.idx, last.idx + len(last), "institution", 0.85, "institutions", "in the lists", False
                )
        if low in _heads() or bases(low)[-1] in _heads():
            yield from _before_head(doc, i)
        elif low in _FIRST_WORDS:
            yield from _after_word(doc, i)
        elif len(low) > 7 and not lists.code(token.text) & (WORD | COMMON | GENERAL):
            for suffix, placeholder in _suffixes():
                if any(base.endswith(suffix) and len(base) > len(suffix) + 2 for base in bases(low)):
                    reason = "an ending of houses and services"
                    yield Found(
                        token.idx,
                        token.idx + len(token),
                        "institution",
                        0.75,
                        "institutions",
                        reason,
                        placeholder=placeholder,
                    )
                    break


def _matches(doc: Doc, i: int, words: list[str]) -> bool:
    have = [t.lower_ for t in doc[i : i + len(words)]]
    return have == words or (have[:-1] == words[:-1] and bool(have) and bases(have[-1])[-1] == words[-1])


def _named(doc: Doc, i: int, length: int, code: int) -> bool:
    if length > 1 or not code & WORD:
        return True
    return doc[i].text[0].isupper() and not opens(doc, i)


def _before_head(doc: Doc, i: int) -> Iterator[Found]:
    """ "Furulund aktivitetssenter": names before a word for a house."""
    lists, first = load(), i
    while first and i - first < 3:
        token, code = doc[first - 1], lists.code(doc[first - 1].text)
        upper = token.text[0].isupper() and not (opens(doc, first - 1) and code & WORD)
        named = code & (FIRST | LAST | PLACE | INSTITUTION) and not code & (COMMON | GENERAL)
        joined = (
            token.lower_ in ("og", "på")
            and i - first > 0
            and first > 1
            and doc[first - 2].text[0].isupper()
            and upper
        )
        if not (token.is_alpha or "-" in token.text) or len(token) < 3:
            break
        if not (named or upper or joined or not code & (WORD | COMMON | GENERAL)):
            break
        first -= 1
    if first < i:
        low = doc[i].lower_
        placeholder = _heads().get(low) or _heads()[bases(low)[-1]]
        start, end = doc[first].idx, doc[i].idx + len(doc[i])
        yield Found(
            start,
            end,
            "institution",
            0.9,
            "institutions",
            "a name before a word for a house or service",
            placeholder=placeholder,
        )


def _after_word(doc: Doc, i: int) -> Iterator[Found]:
    """ "Kafé Vårsol": names after a word for a house."""
    lists, last = load(), i
    while last + 1 < len(doc) and last - i < 3:
        token, code = doc[last + 1], lists.code(doc[last + 1].text)
        upper = token.text[0].isupper()
        if not token.is_alpha or not (
            upper or (not code & (WORD | COMMON) and not doc[i].text[0].isupper() and last == i)
        ):
            break
        last += 1
    if last > i:
        end = doc[last].idx + len(doc[last])
        reason = "a name after a word for a house or group"
        yield Found(doc[i].idx, end, "institution", 0.8, "institutions", reason)
