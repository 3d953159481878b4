"""Small REFI-QDA archives written the way other programs are known to write them, and what tests ask of archives."""

from __future__ import annotations

import uuid
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

SCHEMA = Path(__file__).parents[1] / "schema"


def key(name: str, *, upper: bool = True) -> str:
    """A GUID for a name."""
    found = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
    return found.upper() if upper else found


@dataclass
class Habit:
    """How a program writes: units, line ends, folder, GUIDs."""

    origin: str
    utf16: bool = False
    crlf: bool = False
    counts_crlf: int = 1
    bom: bool = False
    inclusive: bool = False
    folder: str = "sources"
    book: str = "project.qde"
    braces: bool = False
    upper: bool = True
    inline: bool = False
    named: bool = True
    namespace: str = "urn:QDA-XML:project:1.0"
    internal: bool = True
    users: tuple[str, ...] = ("KA",)


NVIVO_WINDOWS = Habit(
    "NVivo 12.6", utf16=True, crlf=True, counts_crlf=2, bom=True, folder="Sources", upper=False, named=False
)
NVIVO_MAC = Habit("NVivo 15 for Mac", utf16=True, upper=False, named=False)
ATLAS = Habit("ATLAS.ti 23.2", crlf=True, counts_crlf=1, book="Min studie.qde", users=("ATLAS.ti", "KA"))
MAXQDA = Habit("MAXQDA 24.7", named=False)
QUALCODER = Habit("QualCoder 4.0", bom=True, upper=False)
QC = Habit("qc 1.7", upper=False, internal=False)
QUIRKOS = Habit("Quirkos 2.5", inline=True, named=False)
POTATO = Habit("Potato", inclusive=True, braces=True)
ALL = {
    "nvivo-windows": NVIVO_WINDOWS,
    "nvivo-mac": NVIVO_MAC,
    "atlas": ATLAS,
    "maxqda": MAXQDA,
    "qualcoder": QUALCODER,
    "qc": QC,
    "quirkos": QUIRKOS,
    "potato": POTATO,
}


@dataclass
class Study:
    """A study: texts by name, codings as (text, words, code), and more XML for what a test is about."""

    texts: dict[str, str]
    codings: list[tuple[str, str, str]]
    habit: Habit
    codes: str = ""
    more: str = ""
    inside: dict[str, str] = field(default_factory=dict)  # XML at the end of a source, by name

    def write(self, path: Path) -> Path:
        """Write the archive."""
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(self.habit.book, self.xml().encode("utf-8"))
            if not self.habit.inline:
                for name, text in self.texts.items():
                    stored = text.replace("\n", "\r\n") if self.habit.crlf else text
                    mark = "\ufeff" if self.habit.bom else ""
                    archive.writestr(f"{self.habit.folder}/{self.guid(name)}.txt", (mark + stored).encode("utf-8"))
        return path

    def guid(self, name: str) -> str:
        found = key(name, upper=self.habit.upper)
        return f"{{{found}}}" if self.habit.braces else found

    def xml(self) -> str:
        users = "".join(f'<User guid="{self.guid("user " + u)}" name="{u}"/>' for u in self.habit.users)
        codes = self.codes or "".join(
            f'<Code guid="{self.guid("code " + code)}" name={quoteattr(code)} isCodable="true"/>'
            for code in dict.fromkeys(code for _text, _words, code in self.codings)
        )
        book = f"<CodeBook><Codes>{codes}</Codes></CodeBook>" if codes else ""
        maker = self.guid("user " + self.habit.users[-1])
        head = f'name="Studie" origin="{self.habit.origin}" creatingUserGUID="{maker}"'
        sources = "".join(self.source(name) for name in self.texts)
        return (
            f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{self.habit.namespace}" {head}>'
            f"<Users>{users}</Users>{book}{self.part('before')}<Sources>{sources}</Sources>{self.more}</Project>"
        )

    def part(self, name: str) -> str:
        return self.inside.get(name, "")

    def source(self, name: str) -> str:
        internal = "internal://" if self.habit.internal else ""
        where = "" if self.habit.inline else f' plainTextPath="{internal}{self.guid(name)}.txt"'
        held = f"<PlainTextContent>{escape(self.texts[name])}</PlainTextContent>" if self.habit.inline else ""
        passages = "".join(
            self.passage(name, words, code, number)
            for number, (text, words, code) in enumerate(self.codings)
            if text == name
        )
        head = f'guid="{self.guid(name)}" name="{name}"{where}'
        return f"<TextSource {head}>{held}{passages}{self.part(name)}</TextSource>"

    def passage(self, name: str, words: str, code: str, number: int) -> str:
        text = self.texts[name]
        start = text.index(words)
        called = f" name={quoteattr(words[:60])}" if self.habit.named else ""
        end = start + len(words) - self.habit.inclusive
        user = self.guid("user " + self.habit.users[-1])
        return (
            f'<PlainTextSelection guid="{self.guid(f"selection {number}")}"{called}'
            f' startPosition="{self.at(text, start)}"'
            f' endPosition="{self.at(text, end)}" creatingUser="{user}" creationDateTime="2026-05-01T10:00:00+02:00">'
            f'<Coding guid="{self.guid(f"coding {number}")}">'
            f'<CodeRef targetGUID="{self.guid("code " + code)}"/></Coding>'
            "</PlainTextSelection>"
        )

    def at(self, text: str, offset: int) -> int:
        before = text[:offset]
        units = len(before.encode("utf-16-le")) // 2 if self.habit.utf16 else len(before)
        return units + before.count("\n") * (self.habit.counts_crlf - 1)


def validate(path: Path) -> None:
    """Fail unless an archive is as the standard says: schema, references, identifiers, members."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        names = set(archive.namelist())
    schema = etree.XMLSchema(etree.parse(SCHEMA / "Project.xsd"))
    assert schema.validate(root), schema.error_log
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    cases = {element.get("guid") for element in root.iter("{*}Case")}
    double = {g for g in guids if guids.count(g) > 1} - cases if len(guids) < 3000 else set()
    assert not double and len(set(guids)) >= len(guids) - len(cases)
    told = ("targetGUID", "creatingUser", "creatingUserGUID", "originGUID")
    refs = {value for element in root.iter() for name in told if (value := element.get(name))}
    assert refs <= set(guids)
    assert all(g == g.upper() for g in guids)
    paths = {element.get("plainTextPath", "").removeprefix("internal://") for element in root.iter("{*}TextSource")}
    paths |= {element.get("plainTextPath", "").removeprefix("internal://") for element in root.iter("{*}Note")}
    assert names == {"project.qde", *(f"sources/{path}" for path in paths)}
    for kind in ("TextSource", "Note", "Case", "Variable", "Code"):
        called = [element.get("name").casefold() for element in root.iter(f"{{*}}{kind}")]
        assert len(called) == len(set(called)), kind
