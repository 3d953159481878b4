"""Whether what stands beside the codings in a file from a colleague is as it must be: nothing is believed before."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bsb.coding.codes import KEY
from bsb.exchange.team.state import State, place_of, suggestion_id
from bsb.store import schema
from bsb.text.normal import digest
from bsb.text.pieces import is_sound, load

_UID = re.compile(r"[0-9a-f]{32}")
_SHA = re.compile(r"[0-9a-f]{64}")
_PLACE = re.compile(r"\d{1,9}-\d{1,9}")
_LONGEST = 200
_ANY = 10**9
_DECISIONS = ("accepted", "refused")


def keydocs_sound(documents: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether pages follow each other with a line feed between, and their text has the digest it came with."""
    titles = {each["title"].casefold() for each in documents}
    if len(titles) < len(documents):
        return False
    for each in documents:
        at, numbers = 0, [page[0] for page in each["pages"]]
        for _number, start, end, text, words, quality in each["pages"]:
            if (start, end) != (at, at + len(text)) or words < 0 or not 0 <= (quality or 0) <= 1:
                return False
            at = end + 1
        short = all(len(each[name]) <= _LONGEST for name in ("title", "publisher", "file"))
        if not (each["title"] and each["pages"] and short and each["paged"] in (0, 1)):
            return False
        if numbers != sorted(set(numbers)) or not _SHA.fullmatch(each["source_sha256"]):
            return False
        if digest("\n".join(page[3] for page in each["pages"])) != each["sha256"] or len(each["source_format"]) > 8:
            return False
    return True


def beside_sound(state: State, texts: Mapping[str, Mapping[str, Any]], titles: set[str]) -> bool:
    """Tell whether quotes, codings of key documents and decisions on suggestions are such as may be used.

    Raises KeyError or ValueError for what is not there or cannot be read.
    """
    return (
        all(_UID.fullmatch(uid) and _quote_sound(each, state, texts) for uid, each in state["quote"].items())
        and all(_UID.fullmatch(uid) and _coding_sound(each, state, titles) for uid, each in _codings(state).items())
        and all(_decision_sound(number, each, texts) for number, each in state["suggestion"].items())
    )


def _codings(state: State) -> dict[str, dict[str, Any]]:
    return state["keydoc_coding"]


def _quote_sound(quote: Mapping[str, Any], state: State, texts: Mapping[str, Mapping[str, Any]]) -> bool:
    coding = state["coding"][quote["coding"]]
    text = texts[coding["interview"]]
    start, end = place_of(coding["place"])
    if quote["status"] not in schema.QUOTE_STATES or not _SHA.fullmatch(quote["sha256"]):
        return False
    if any(len(quote[name] or "") > 80 for name in ("made_by", "decided_by")):
        return False
    if quote["status"] == "approved" and not _said_by_one(text["turns"], start, end):
        return False
    passage = text["text"][start:end]
    length = len(passage) if digest(passage) == quote["sha256"] else _ANY
    return is_sound(load(quote["pieces"]), length)


def _said_by_one(turns: Sequence[Sequence[Any]], start: int, end: int) -> bool:
    """Tell whether a passage is a participant's, within one turn: no other may be quoted."""
    return any(turn[3] <= start and end <= turn[4] and turn[2] == "participant" for turn in turns)


def _coding_sound(coding: Mapping[str, Any], state: State, titles: set[str]) -> bool:
    if not _PLACE.fullmatch(coding["place"]) or coding["code"] not in state["code"]:
        return False
    start, end = place_of(coding["place"])
    return start < end and coding["document"] in titles


def _decision_sound(number: str, made: Mapping[str, Any], texts: Mapping[str, Mapping[str, Any]]) -> bool:
    interview, turn, code = json.loads(number)
    known = isinstance(interview, str) and type(turn) is int and isinstance(code, str)
    same = known and suggestion_id({"interview": interview, "turn": turn, "code": code}) == number
    short = len(made["model"]) <= 40
    return (
        same and interview in texts and KEY.fullmatch(code) is not None and made["decision"] in _DECISIONS and short
    )
