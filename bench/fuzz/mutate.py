"""Making a broken or hostile file out of a good one. The same seed of chance gives the same file.

Flipped bytes alone would only break a zip archive's checksums, so that what is in it is never read: archives are
taken apart, a member is changed (as bytes, as XML, as JSON) and they are put together again; and listings lie.
"""

from __future__ import annotations

import copy
import hashlib
import io
import json
import random
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

Chance = random.Random
_SMALL = 60_000
MOST = 2_000_000  # bytes; a mutation that would make more is cut there

_BYTES = (
    *(b"\0", b"\xff", b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"<", b">", b"&", b'"', b"'", b"\\", b"{", b"}"),
    b"\r",
)
_WORDS = (
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"<![CDATA[", b"]]>", b"<!--", b"<?xml version='1.0'?>", b"%s%n"),
    *(b"../../x", b"/etc/passwd", b"C:\\x", b"=1+1", b"=cmd|'/c calc'!A1", b"<script>alert(1)</script>"),
    *(b"{{ 7*7 }}", b"${7*7}", b"\xed\xa0\x80", b"\xf0\x9f\x92\xa9", b"\xe2\x80\xae", b"-1", b"0", b"1e999"),
    *(b"99999999999999999999", b"NaN", b"null", b"!!python/name:os.system", b"&a [*a]", b"*a", b"- " * 50),
    *(b"[" * 200, b"{" * 200, b"\n" * 200, b"a" * 5000, b";" * 300, b"\\u-1?", b"\\bin99999 ", b"%PDF-"),
    *(b"00:00:00.000 --> 99:99:99.999", b"\xc3", b"\xa0", b"\x1a", b"\x85", "\u2028".encode(), b"B1:", b": "),
    b"<v >",
)
_ODD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 10**30, -(10**30), 0.5, float("nan"), float("inf"), "", " ", "0", "-1"),
    *("æ" * 300, "a\nb", "=1+1", "../../x", "/etc/passwd", "\x00", "\u202e", "\U0001f4a9", "{{ 7*7 }}", "<b>"),
    *("2026-02-30", "9999999999", "\ud800", [], {}, [[]], [None], {"": ""}, {"a": {"b": []}}, [1, "a", None]),
    "x" * 70_000,
)
_DATED = (
    *("2026-01-01", "0000-00-00", "2026-13-45T99:99:99", "99:99", "0x10", "1_000", "1e3", "~", "yes", "off"),
    *("=", "<<"),
)
_OUTSIDE = ("../../utenfor.txt", "/tmp/utenfor.txt", "C:\\utenfor.txt", "..\\..\\utenfor.txt", "a/../../b")
# Fields of an archive's listing: where in an entry, and what to say there.
_LIES = ((8, 1), (10, 99), (16, 0), (20, 0), (24, 0xFFFFFFFF), (28, 9), (38, 0xA1FF0000), (42, 7))


def mutated(data: bytes, others: list[bytes], kind: str, chance: Chance) -> bytes:
    """Return a changed copy of a file's bytes. ``kind`` is zip, backup, xml, yaml, json, text or bytes."""
    ways: dict[str, Callable[[bytes, list[bytes], Chance], bytes]] = {
        "zip": _zip,
        "backup": _signed,
        "xml": _xml_or_bytes,
        "yaml": _yaml_or_text,
        "json": _packed_json,
        "text": _text_or_bytes,
        "bytes": _bytes,
    }
    for _ in range(1 if chance.random() < 0.6 else chance.randint(2, 4)):
        data = ways[kind](data, others, chance)[:MOST]
    return data


def _bytes(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """Change bytes with no thought of what they mean."""
    if not data:
        return chance.choice(_WORDS)
    out = bytearray(data)
    at = chance.randrange(len(out))
    end = min(len(out), at + int(len(out) ** chance.random()))
    way = chance.randrange(10)
    if way == 0:
        for _ in range(chance.randint(1, 8)):
            out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    elif way == 1:
        out[at : at + 1] = chance.choice(_BYTES)
    elif way == 2:
        del out[at:end]
    elif way == 3:
        out[at:at] = out[at:end] * chance.choice((1, 1, 1, 3, 100))
    elif way == 4:
        out[at:at] = chance.choice(_WORDS)
    elif way == 5:
        del out[at:]
    elif way == 6 and others:
        other = chance.choice(others)
        out[at:] = other[chance.randrange(len(other) + 1) :]
    elif way == 7:
        other_at = chance.randrange(len(out))
        out[at:end], out[other_at : other_at + end - at] = out[other_at : other_at + end - at], out[at:end]
    elif way == 8:
        out[at:at] = chance.randbytes(chance.randint(1, 64))
    else:
        numbers = list(re.finditer(rb"\d+", data))
        if numbers:
            found = chance.choice(numbers)
            out[found.start() : found.end()] = chance.choice(
                (b"0", b"-1", b"4294967296", b"99999999999", b"65536", b"")
            )
    return bytes(out)


def _text_or_bytes(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """Move, double and break lines; now and then the bytes."""
    if chance.random() < 0.4:
        return _bytes(data, others, chance)
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(8)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines[at:at] = [lines[to]] * chance.choice((1, 1, 50))
    elif way == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif way == 3:
        lines[at] = chance.choice((b" ", b"  ", b"\t", b"- ")) + lines[at]
    elif way == 4:
        lines[at] = lines[at].lstrip() if chance.random() < 0.5 else lines[at][: chance.randrange(len(lines[at]) + 1)]
    elif way == 5:
        lines[at] = chance.choice(_WORDS)
    elif way == 6:
        cells = re.split(rb"([,;\t:])", lines[at])
        cells[chance.randrange(len(cells))] = chance.choice(_WORDS)
        lines[at] = b"".join(cells)
    else:
        return chance.choice(
            (
                b"\n".join(lines).replace(b"\n", b"\r"),
                data.decode("utf-8", "replace").encode("utf-16"),
                b"\xef\xbb\xbf" + data,
            )
        )
    return b"\n".join(lines)


def _nodes(value: Any) -> list[tuple[Any, Any]]:
    """Return every place in a tree of lists and mappings: the container, and the key or position."""
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        each = waiting.pop()
        keys = list(each) if isinstance(each, dict) else range(len(each)) if isinstance(each, list) else ()
        for key in keys:
            found.append((each, key))
            waiting.append(each[key])
    return found


def _tree(value: Any, chance: Chance) -> Any:
    """Change one place of a tree: another value, gone, doubled, another key, or another part of the tree."""
    value = copy.deepcopy(value)
    places = _nodes(value)
    if not places:
        return chance.choice(_ODD)
    where, key = chance.choice(places)
    way = chance.randrange(6)
    if way <= 2:
        where[key] = chance.choice((*_ODD, *_DATED))
    elif way == 3:
        del where[key]
    elif way == 4:
        other, its = chance.choice(places)
        where[key] = copy.deepcopy(other[its]) if its in other or isinstance(other, list) else None
    elif isinstance(where, dict):
        where[chance.choice(("", "a", 1, None, True, "../x", "å" * 99, f"{key} "))] = where.pop(key)
    else:
        where[key:key] = [where[key]] * chance.choice((1, 2, 30))
    return value


def _yaml_or_text(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    import yaml

    if chance.random() < 0.5:
        return _text_or_bytes(data, others, chance)
    try:
        value = yaml.load(data, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return yaml.safe_dump(_tree(value, chance), allow_unicode=chance.random() < 0.5, sort_keys=False).encode()
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError):
        return _text_or_bytes(data, others, chance)


def _json(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    try:
        return json.dumps(_tree(json.loads(data), chance)).encode()
    except (ValueError, TypeError, RecursionError):
        return _text_or_bytes(data, others, chance)


def _packed_json(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """JSON that is packed with zlib, as bundles are inside their encryption."""
    if chance.random() < 0.1:
        return _bytes(data, others, chance)
    try:
        return zlib.compress(_json(zlib.decompress(data), others, chance), 1)
    except zlib.error:
        return _bytes(data, others, chance)


def _xml_or_bytes(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """Change a tree of elements and keep it well-formed; now and then the bytes."""
    from lxml import etree

    if chance.random() < 0.25:
        return _bytes(data, others, chance)
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError):
        return _bytes(data, others, chance)
    number = int(root.xpath("count(//*)"))
    one, other, third = (root.xpath(f"(//*)[{chance.randint(1, number)}]")[0] for _ in range(3))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _element(one, other, third, chance)
        except (ValueError, TypeError):  # what XML cannot hold
            return _bytes(data, others, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _element(one: Any, other: Any, third: Any, chance: Chance) -> None:
    from lxml import etree

    parent = one.getparent()
    way = chance.randrange(9)
    if way == 0 and parent is not None:
        parent.remove(one)
    elif way == 1 and parent is not None:
        for _ in range(chance.choice((1, 2, 40))):
            one.addnext(copy.deepcopy(one))
    elif way == 2:
        one.tag = other.tag
    elif way in (3, 4) and one.attrib:
        key = chance.choice(list(one.attrib))
        if chance.random() < 0.3:
            del one.attrib[key]
        else:
            one.set(key, str(chance.choice((*_ODD, *_DATED))))
    elif way == 5:
        one.text = str(chance.choice((*_ODD, *_DATED)))
    elif way == 6 and other not in one.iterancestors() and one is not other:
        other.append(copy.deepcopy(one))
    elif way == 7:
        inner = one
        for _ in range(chance.choice((1, 10, 300))):
            inner = etree.SubElement(inner, one.tag)
    else:
        third.tail = str(chance.choice(_ODD))


_MEMBERS: dict[str, Callable[[bytes, list[bytes], Chance], bytes]] = {
    ".xml": _xml_or_bytes,
    ".rels": _xml_or_bytes,
    ".qde": _xml_or_bytes,
    ".json": _json,
    ".toml": _text_or_bytes,
    ".txt": _text_or_bytes,
    ".yaml": _yaml_or_text,
}


def _zip(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """Change what is in an archive, or its listing; now and then its bytes."""
    if (draw := chance.random()) < 0.1:
        return _bytes(data, others, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]
    except Exception:  # what was mutated before may be no archive any more
        return _bytes(data, others, chance)
    if not members:
        return _bytes(data, others, chance)
    if draw < 0.8:
        # A part in the heart of the document (document.xml, sheet1.xml) more often than its trimmings.
        weights = [len(content) ** 0.5 + 1 for _name, content in members]
        at = chance.choices(range(len(members)), weights)[0]
        name, content = members[at]
        ending = name[name.rfind(".") :].lower()
        members[at] = name, _MEMBERS.get(ending, _bytes)(content, others, chance)[:MOST]
        return packed(members)
    return _listing(members, chance)


def packed(members: list[tuple[str, bytes]]) -> bytes:
    """Return an archive of members, twice the same name allowed; small ones are not packed, which takes time."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            way = zipfile.ZIP_DEFLATED if len(content) > _SMALL else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, way, 1)
    return out.getvalue()


def _listing(members: list[tuple[str, bytes]], chance: Chance) -> bytes:
    """Play games with the names and the listing of an archive."""
    at = chance.randrange(len(members))
    name, content = members[at]
    odd = (
        "../../utenfor.txt",
        "/tmp/utenfor.txt",
        "C:\\utenfor.txt",
        "..\\..\\utenfor.txt",
        "a/../../b",
        "",
        ".",
        "CON",
        "a" * 300,
    )
    way = chance.randrange(8)
    if way == 0:
        del members[at]
    elif way == 1:
        members[at] = chance.choice((*odd, name.upper(), name + "\u202e", name.replace("/", "\\"))), content
    elif way == 2:
        members.append((chance.choice((*odd, name, name.upper())), content))
    elif way == 3:
        members[at] = name, b""
    elif way == 4:
        members[at] = name, members[chance.randrange(len(members))][1]
    elif way == 5:
        members[at] = name, b" " * chance.choice((100_000, 1_900_000))
    elif way == 6:
        chance.shuffle(members)
    whole = bytearray(packed(members))
    if way == 7:
        signs = [found.start() for found in re.finditer(b"PK\x01\x02", whole)]
        head = chance.choice(signs)
        field, value = chance.choice(
            ((8, 1), (10, 99), (16, 0), (20, 0), (24, 0xFFFFFFFF), (28, 9), (38, 0xA1FF0000), (42, 7))
        )
        struct.pack_into("<I" if field >= 16 and field not in (28,) else "<H", whole, head + field, value)
    return bytes(whole)


def _signed(data: bytes, others: list[bytes], chance: Chance) -> bytes:
    """Change an archive that says what must be in it; mostly so that it says what is in it now."""
    data = _zip(data, others, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: archive.read(info) for info in archive.infolist()}
        told = json.loads(members["backup.json"])
        if chance.random() < 0.1:
            return data
        sums = {name: hashlib.sha256(content).hexdigest() for name, content in members.items()}
        told["files"] = {name: sums[name] for name in members if name not in ("backup.json", "bsb.db")}
        told |= {"database_sha256": sums["bsb.db"], "database_bytes": len(members["bsb.db"])}
        members["backup.json"] = json.dumps(told).encode()
    except Exception:  # no archive, or no such listing, any more
        return data
    return packed(list(members.items()))
