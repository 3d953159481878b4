"""The two kinds of files that travel, as bytes under the encryption: packed JSON, read strictly.

A file is from outside, even if it came from a colleague: nothing in it is believed before its shape, its names and
its places are as they must be, and no path in it leads out of the folder it is opened in.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from bsb.coding.codes import COLOUR, FACETS, KEY, STATUSES
from bsb.errors import BsbError
from bsb.exchange.team.sound import beside_sound, keydocs_sound
from bsb.exchange.team.state import State, cell_id, cell_of, place_of
from bsb.formats.limits import LIMITS
from bsb.i18n import gettext as _
from bsb.store import schema

FORMAT, VERSION = "bsb-team", 2
_UID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[^\W_][\w.-]{0,63}")
_FILE = re.compile(r"(guides|matrices)/[^\W_][\w.-]{0,99}\.ya?ml")
_SIGN = re.compile(r"\S(.{0,38}\S)?")
_PLACE = re.compile(r"\d{1,9}-\d{1,9}")
_TEXT = (str, type(None))

_CODE = {
    **dict.fromkeys(("place", "name", "short", "definition", "include", "exclude", "example", "memo", "colour"), str),
    "codable": bool,
    "status": str,
}
_STATE = {
    "code": ("each", _CODE),
    "coding": (
        "each",
        {
            **dict.fromkeys(("interview", "place", "code", "valence", "memo", "at"), str),
            "level": _TEXT,
            "phase": _TEXT,
        },
    ),
    "memo": ("each", {**dict.fromkeys(("kind", "about", "title", "text", "at"), str), "edited": _TEXT}),
    "summary": ("each", {"text": str, "at": str, "links": [("pair", str, bool)]}),
    "quote": (
        "each",
        {
            **dict.fromkeys(("coding", "pieces", "sha256", "status", "reason", "made_by", "made_at"), str),
            "decided_by": _TEXT,
            "decided_at": _TEXT,
        },
    ),
    "keydoc_coding": ("each", dict.fromkeys(("document", "place", "code", "memo", "at"), str)),
    "suggestion": ("each", dict.fromkeys(("decision", "model", "at"), str)),
}
_KEYDOC = {
    **dict.fromkeys(("title", "publisher", "file", "source_sha256", "sha256", "source_format"), str),
    "year": (int, type(None)),
    "paged": int,
    "pages": [("pair", int, int, int, str, int, (float, type(None)))],
}
_TURN = ("pair", int, str, str, int, int, (int, type(None)), (int, type(None)), int)
_HEAD = {"format": str, "version": int, "kind": str, "project": str, "bundle": str, "coder": str, "at": str}
_INTERVIEW = {
    **dict.fromkeys(("name", "district", "kind", "facilitators", "setting", "recruited", "guide", "guide_hash"), str),
    "held_on": _TEXT,
    "minutes": (int, type(None)),
}
_TRANSCRIPT = {
    **dict.fromkeys(("interview", "text", "source_sha256", "source_format", "approved_by", "approved_at"), str),
    "version": int,
    "words": int,
    "turns": [_TURN],
}
SHAPES: Mapping[str, dict[str, Any]] = {
    "bundle": _HEAD
    | {
        "name": str,
        "round": str,
        "by": str,
        "files": ("each", str),
        "interviews": [_INTERVIEW],
        "participants": [("pair", str, str, str, _TEXT, str)],
        "transcripts": [_TRANSCRIPT],
        "keydocs": [_KEYDOC],
        "state": _STATE,
        "withdrawn": [("pair", str, str)],
        "merged": ("each", int),
    },
    "return": _HEAD
    | {
        "place": str,
        "serial": int,
        "transcripts": ("each", {"text": str, "turns": [_TURN]}),
        "keydocs": ("each", str),
        "state": _STATE,
        "merged": ("each", str),
    },
}


def pack(payload: Mapping[str, Any]) -> bytes:
    """Return a payload as bytes; equal payloads give equal bytes."""
    return zlib.compress(json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode(), 6)


def unpack(data: bytes, kind: str, name: str) -> dict[str, Any]:
    """Return the payload of that kind ("bundle" or "return"). ``name`` is the file's, for messages.

    Raises BsbError if it is damaged, of another kind, from a newer bsb, or in any way not as it must be.
    """
    try:
        reader = zlib.decompressobj()
        text = reader.decompress(data, LIMITS.unpacked_bytes)
        if reader.unconsumed_tail or not reader.eof:
            raise _bad(name)
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a character would stop the database, not us
    except (zlib.error, ValueError, RecursionError):
        raise _bad(name) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or found.get("kind") not in SHAPES:
        raise _bad(name)
    if found.get("version") != VERSION:
        raise BsbError(
            _("{file} was made by another version of bsb.").format(file=name), _("Update bsb on both machines.")
        )
    if found["kind"] != kind:
        raise BsbError(
            _("{file} is what a coder sent back, not a bundle.").format(file=name)
            if kind == "bundle"
            else _("{file} is a bundle, not what a coder sent back.").format(file=name),
            _("Take it in with: bsb team merge {file}").format(file=name)
            if kind == "bundle"
            else _("A coder opens it with: bsb team open {file} FOLDER").format(file=name),
        )
    if not (_fits(found, SHAPES[kind]) and _sound(found)):
        raise _bad(name)
    return found


def _fits(value: object, shape: Any) -> bool:
    if isinstance(shape, dict):
        return (
            isinstance(value, dict)
            and value.keys() == shape.keys()
            and all(_fits(value[key], each) for key, each in shape.items())
        )
    if isinstance(shape, list):
        return isinstance(value, list) and all(_fits(each, shape[0]) for each in value)
    if isinstance(shape, tuple) and shape[0] == "each":
        return isinstance(value, dict) and all(_fits(each, shape[1]) for each in value.values())
    if isinstance(shape, tuple) and shape[0] == "pair":
        return (
            isinstance(value, list)
            and len(value) == len(shape) - 1
            and all(_fits(each, kind) for each, kind in zip(value, shape[1:], strict=True))
        )
    kinds = shape if isinstance(shape, tuple) else (shape,)
    if type(value) not in kinds:
        return False
    return not isinstance(value, int) or abs(value) < 2**53


def _sound(found: Mapping[str, Any]) -> bool:
    """Tell whether names, keys, places and files are such as may be used."""
    if not (_UID.fullmatch(found["bundle"]) and _SIGN.fullmatch(found["coder"]) and found["project"]):
        return False
    if found["kind"] == "return":
        texts = found["transcripts"]
        if not (_UID.fullmatch(found["place"]) and found["serial"] > 0):
            return False
        if not all(KEY.fullmatch(each) for pair in found["merged"].items() for each in pair):
            return False
    else:
        texts = {each["interview"]: each for each in found["transcripts"]}
        if len(texts) < len(found["transcripts"]):
            return False
        if not all(name == "bsb.toml" or _FILE.fullmatch(name) for name in found["files"]):
            return False
        names = [each["name"] for each in found["interviews"]]
        folded = {name.casefold() for name in names}
        kinds = all(each["kind"] in schema.KINDS for each in found["interviews"])
        if (
            "bsb.toml" not in found["files"]
            or len(folded) < len(names)
            or not kinds
            or not texts.keys() <= set(names)
        ):
            return False
        people = [(each[0], each[1]) for each in found["participants"]]
        states = all(each[2] in ("unknown", "given", "withdrawn") for each in found["participants"])
        if len(set(people)) < len(people) or not states or not {each[0] for each in people} <= set(names):
            return False
    if not all(_NAME.fullmatch(name) and _turns_sound(each) for name, each in texts.items()):
        return False
    if found["kind"] == "bundle" and not keydocs_sound(found["keydocs"]):
        return False
    titles = {each["title"] for each in found["keydocs"]} if found["kind"] == "bundle" else set(found["keydocs"])
    try:
        lengths = {name: len(each["text"]) for name, each in texts.items()}
        return _state_sound(found["state"], lengths) and beside_sound(found["state"], texts, titles)
    except (KeyError, ValueError, TypeError, IndexError):
        return False


def _turns_sound(transcript: Mapping[str, Any]) -> bool:
    """Tell whether turns follow each other with a line feed between, to the text's end."""
    at, number = 0, 0
    for turn in transcript["turns"]:
        if turn[3] != at or turn[4] < at or turn[0] <= number or turn[2] not in schema.ROLES or turn[7] not in (0, 1):
            return False
        at, number = turn[4] + 1, turn[0]
    return at == len(transcript["text"]) + 1


def _state_sound(state: State, lengths: Mapping[str, int]) -> bool:
    codes = state["code"]
    seen: set[str] = set()
    for key, code in codes.items():
        facet, _slash, parent = code["place"].partition("/")
        known = not parent or (parent in seen and codes[parent]["place"].startswith(facet + "/"))
        named = 0 < len(code["name"]) <= 120 and len(code["short"]) <= 40
        if not (KEY.fullmatch(key) and facet in FACETS and known and named and code["status"] in STATUSES):
            return False
        if not COLOUR.fullmatch(code["colour"]):
            return False
        seen.add(key)
    places = {(each["interview"], each["place"], each["code"]) for each in state["coding"].values()}
    if len(places) < len(state["coding"]):
        return False
    for uid, coding in state["coding"].items():
        if not (_UID.fullmatch(uid) and _PLACE.fullmatch(coding["place"]) and coding["code"] in codes):
            return False
        start, end = place_of(coding["place"])
        if not start < end <= lengths[coding["interview"]] or coding["valence"] not in schema.VALENCES:
            return False
        if coding["level"] not in (None, *schema.LEVELS) or coding["phase"] not in (None, *schema.PHASES):
            return False
    for uid, memo in state["memo"].items():
        if not (_UID.fullmatch(uid) and memo["kind"] in schema.MEMO_KINDS and memo["text"]):
            return False
        known = {"interview": lengths, "code": codes, "coding": state["coding"]}.get(memo["kind"])
        if known is not None and memo["about"] not in known:
            return False
        if memo["kind"] == "cell":
            cell_of(memo["about"])
    return all(cell_id(*cell_of(each)) == each for each in state["summary"])


def _bad(name: str) -> BsbError:
    return BsbError(
        _("{file} is cut short or damaged.").format(file=name), _("Copy it again, or ask for it once more.")
    )
