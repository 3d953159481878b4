"""Writing REFI-QDA files: text built piece by piece, which is quicker than a tree and always gives the same bytes.

The order of elements is that of the schema (QDA-XML 1.0). Archives are zipped with fixed times.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bsb.formats.qda.model import QdaCase, QdaCode, QdaProject, QdaSelection, QdaSet, QdaSource
from bsb.formats.stable_zip import pack

SCHEMA = "http://schema.qdasoftware.org/versions"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\n\r\t\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SHOWN = 80


def qdpx_bytes(project: QdaProject, texts: Mapping[str, bytes], *, date: datetime.date) -> bytes:
    """Return a .qdpx archive. ``texts`` are the bytes of each source and memo, by identifier.

    Offsets are written as they stand in the selections. Equal projects and dates give equal bytes.
    """
    members = {"project.qde": project_xml(project).encode("utf-8")}
    members |= {f"sources/{key}.txt": data for key, data in texts.items()}
    return pack(members, date=date)


def project_xml(project: QdaProject) -> str:
    """Return ``project.qde``."""
    out = [
        _HEAD,
        '<Project xmlns="urn:QDA-XML:project:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="urn:QDA-XML:project:1.0 {SCHEMA}/Project/v1.0/Project.xsd"'
        f' name="{attribute(project.name)}" origin="{attribute(project.origin)}"'
        + _maybe("creatingUserGUID", project.user)
        + _time("creationDateTime", project.at)
        + ">",
    ]
    _wrap(out, "Users", (f'<User guid="{key}" name="{attribute(name)}"/>' for key, name in project.users.items()))
    if project.codes:
        out.append("<CodeBook>")
        _codes(out, project.codes)
        out.append("</CodeBook>")
    _wrap(
        out,
        "Variables",
        (
            f'<Variable guid="{key}" name="{attribute(name)}" typeOfVariable="{kind}"/>'
            for key, (name, kind) in project.variables.items()
        ),
    )
    _wrap(out, "Cases", (_case(case, project.variables) for case in project.cases))
    _wrap(out, "Sources", (_source(source, "TextSource", project.variables) for source in project.sources))
    _wrap(out, "Notes", (_source(memo, "Note", project.variables) for memo in project.memos))
    _wrap(out, "Sets", (_set(each, project=True) for each in project.sets))
    out += [_described(project.description), *_refs("NoteRef", project.notes), "</Project>\n"]
    return "".join(out)


def codebook_xml(codes: list[QdaCode], sets: list[QdaSet], *, origin: str) -> str:
    """Return a .qdc file's text."""
    out = [
        _HEAD,
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        f' xsi:schemaLocation="urn:QDA-XML:codebook:1.0 {SCHEMA}/Codebook/v1.0/Codebook.xsd"'
        f' origin="{attribute(origin)}">',
    ]
    _codes(out, codes)
    _wrap(out, "Sets", (_set(each, project=False) for each in sets))
    out.append("</CodeBook>\n")
    return "".join(out)


def attribute(value: str) -> str:
    """Return a text as it stands in an attribute; characters that XML cannot hold are left out.

    >>> attribute('a "b" <c>')
    'a &quot;b&quot; &lt;c&gt;'
    """
    return _SPECIAL.sub(_escape, value) if _SPECIAL.search(value) else value


def content(value: str) -> str:
    """Return a text as it stands between tags; characters that XML cannot hold are left out."""
    value = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return value if value.isprintable() else _ILLEGAL.sub("", value)


def legal(value: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", value)


def shown(text: str) -> str:
    """Return what a selection is called: the beginning of its words, on one line.

    Readers tell by it how offsets were counted.
    """
    head = text[: 2 * _SHOWN]
    return " ".join(head.split())[:_SHOWN].rstrip()


_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def _escape(match: re.Match[str]) -> str:
    return _ESCAPED.get(match[0], "")


def _maybe(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


@lru_cache(maxsize=1024)
def _time(name: str, value: str) -> str:
    return f' {name}="{value}"' if _TIME.fullmatch(value) else ""


def _described(text: str) -> str:
    return f"<Description>{content(text)}</Description>" if text else ""


def _refs(tag: str, guids: Iterable[str], name: str = "targetGUID") -> list[str]:
    return [f'<{tag} {name}="{key}"/>' for key in guids]


def _wrap(out: list[str], tag: str, items: Iterable[str]) -> None:
    """Write a container, but not an empty one: the schema has none."""
    held = list(items)
    if held:
        out += [f"<{tag}>\n", "\n".join(held), f"</{tag}>\n"]


def _codes(out: list[str], codes: list[QdaCode]) -> None:
    below: dict[str | None, list[QdaCode]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)

    def write(code: QdaCode) -> None:
        out.append(
            f'<Code guid="{code.guid}" name="{attribute(code.name)}" isCodable="{str(code.codable).lower()}"'
            f"{_maybe('color', code.colour)}>{_described(code.description)}{''.join(_refs('NoteRef', code.notes))}"
        )
        for child in below.get(code.guid, ()):
            write(child)
        out.append("</Code>\n")

    out.append("<Codes>\n")
    for top in below.get(None, ()):
        write(top)
    out.append("</Codes>\n")


def _values(values: Mapping[str, str], variables: Mapping[str, tuple[str, str]]) -> str:
    return "".join(
        f'<VariableValue><VariableRef targetGUID="{key}"/>'
        f"<{variables[key][1]}Value>{content(value)}</{variables[key][1]}Value></VariableValue>"
        for key, value in values.items()
    )


def _case(case: QdaCase, variables: Mapping[str, tuple[str, str]]) -> str:
    return (
        f'<Case guid="{case.guid}" name="{attribute(case.name)}">{_described(case.description)}'
        f"{_values(case.values, variables)}{''.join(_refs('SourceRef', case.sources))}"
        f"{''.join(_refs('SelectionRef', case.selections))}</Case>"
    )


def _source(source: QdaSource, tag: str, variables: Mapping[str, tuple[str, str]]) -> str:
    parts = [
        f'<{tag} guid="{source.guid}" name="{attribute(source.name)}" plainTextPath="internal://{source.guid}.txt"',
        _maybe("creatingUser", source.user),
        _time("creationDateTime", source.at),
        _time("modifiedDateTime", source.modified),
        ">",
        _described(source.description),
        *map(_selection, source.selections),
        *_refs("NoteRef", source.notes),
        _values(source.values, variables),
        f"</{tag}>",
    ]
    return "".join(parts)


def _selection(each: QdaSelection) -> str:
    when = _time("creationDateTime", each.at)
    user = _maybe("creatingUser", each.user)
    codings = [
        f'<Coding guid="{c.guid}"{_maybe("creatingUser", c.user)}{_time("creationDateTime", c.at)}>'
        f'<CodeRef targetGUID="{c.code}"/>{"".join(_refs("NoteRef", c.notes))}</Coding>'
        for c in each.codings
    ]
    return (
        f'\n<PlainTextSelection guid="{each.guid}" name="{attribute(each.name)}" startPosition="{each.start}"'
        f' endPosition="{each.end}"{user}{when}>{_described(each.description)}{"".join(codings)}'
        f"{''.join(_refs('NoteRef', each.notes))}</PlainTextSelection>"
    )


def _set(each: QdaSet, *, project: bool) -> str:
    name = "targetGUID" if project else "guid"  # the two schemas differ here
    return (
        f'<Set guid="{each.guid}" name="{attribute(each.name)}">{_described(each.description)}'
        f"{''.join(_refs('MemberCode', each.codes, name))}{''.join(_refs('MemberSource', each.sources))}"
        f"{''.join(_refs('MemberNote', each.notes))}</Set>"
    )
