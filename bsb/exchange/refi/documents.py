"""Which interviews the documents of a REFI-QDA project are: names, districts, who took part, and their turns."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from bsb.config import Config
from bsb.corpus.importing import Draft
from bsb.corpus.interviews import iso_date
from bsb.corpus.speakers import key
from bsb.corpus.transcripts import join_turns
from bsb.errors import BsbError
from bsb.exchange.refi.talks import Talk
from bsb.exchange.refi.words import INTERVIEW, PARTICIPANT, attribute_of, column_of, district_of, value_of
from bsb.formats.qda.model import QdaCase, QdaProject, QdaSource
from bsb.i18n import gettext as _
from bsb.store import schema
from bsb.text.match import fold

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_HASH = re.compile(r"[0-9a-f]{8,64}")
_PARTICIPANT = re.compile(r"B\d{1,3}")
_ENDINGS = (".docx", ".doc", ".txt", ".rtf", ".odt", ".pdf", ".md", ".vtt", ".srt", ".mp3", ".mp4", ".wav", ".m4a")


@dataclass
class Person:
    """A participant as a file tells it."""

    attributes: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


@dataclass
class Standing:
    """A transcript that the project has already."""

    interview: str
    transcript_id: int
    text: str


@dataclass
class Document:
    """A text that comes in, and the interview it is or becomes.

    ``draft`` is what must be reviewed; None if the project has the text already (``standing``). ``known_people`` are
    the participants that the interview has, with their consent.
    """

    source: QdaSource
    talk: Talk
    text: str
    name: str
    interview_id: int | None = None
    standing: Standing | None = None
    district: str = ""
    values: dict[str, str | int] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    known_people: dict[str, str] = field(default_factory=dict)
    draft: Draft | None = None

    @property
    def participants(self) -> list[str]:
        """The participants who speak, in order."""
        return list(dict.fromkeys(t.speaker for t in self.talk.found.turns if t.role == "participant"))


def document(source: QdaSource, talk: Talk) -> Document:
    """Return a source as a document that is not placed yet."""
    text, _spans = join_turns([turn.text for turn in talk.found.turns])
    return Document(source, talk, text, "")


def digest_of(text: str) -> str:
    """Return the fingerprint of a document's text as it stood in the file, whatever its line ends."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "replace")).hexdigest()


def interview_name(told: str, taken: set[str]) -> str:
    """Return a name for an interview from a document's name; ``taken`` are names in lower case, the new one goes in.

    >>> interview_name("Bydel Alna, gruppe 1.docx", set())
    'Bydel-Alna-gruppe-1'
    """
    bare = PurePath(told).stem if told.lower().endswith(_ENDINGS) else told
    base = _NOT_IN_NAMES.sub("-", bare.strip()).strip("-._")[:56].rstrip("-._") or "dokument"
    found, number = base, 2
    while found.casefold() in taken:
        found, number = f"{base}-{number}", number + 1
    taken.add(found.casefold())
    return found


def tell_values(project: QdaProject, documents: Sequence[Document], lost: Counter[str]) -> None:
    """Fill in what variables and cases say of interviews and of those who took part."""
    by_guid = {each.source.guid: each for each in documents}
    for case in project.cases:
        _tell_case(project, case, [by_guid[s] for s in case.sources if s in by_guid], lost)
        lost["descriptions"] += bool(case.description.strip())
    for each in documents:
        left: dict[str, str] = {}
        for variable, value in each.source.values.items():
            name = project.variables.get(variable, ("", ""))[0]
            column = column_of(INTERVIEW, name)
            if column:
                _set(each, column, value, lost)
            elif name and value.strip():
                left[name] = value.strip()
        if len(each.participants) == 1:  # a document for each person: its variables are the person's
            person = each.people.setdefault(each.participants[0], Person())
            person.attributes = {attribute_of(name): value for name, value in left.items()} | person.attributes
        else:
            lost["document_values"] += len(left)


def _set(each: Document, column: str, value: str, lost: Counter[str]) -> None:
    found: str | int = value_of(column, value.strip())
    try:
        if column == "minutes":
            found = int(value)
        elif column == "held_on":
            found = iso_date(value.strip()[:10]) or ""
    except (BsbError, ValueError):
        lost["dates"] += 1
        return
    if (column == "kind" and found not in schema.KINDS) or (
        column == "guide_hash" and not _HASH.fullmatch(str(found))
    ):
        return
    each.values.setdefault(column, found)


def _tell_case(project: QdaProject, case: QdaCase, documents: list[Document], lost: Counter[str]) -> None:
    named = {project.variables.get(variable, ("", ""))[0]: value for variable, value in case.values.items()}
    about = [(each, speaker) for each in documents if (speaker := _speaker(case.name, each))]
    for name, value in named.items():
        if column_of(INTERVIEW, name) == "district":
            for each in documents:
                each.values.setdefault("district", value.strip())
    if about:
        for each, speaker in about:
            person = each.people.setdefault(speaker, Person())
            for name, value in named.items():
                column = column_of(PARTICIPANT, name)
                if column:
                    person.values[column] = value_of(column, value.strip())
                elif name and column_of(INTERVIEW, name) is None:
                    person.attributes[attribute_of(name)] = value
    elif len(documents) == 1 and fold(case.name) in ("", fold(documents[0].source.name)):
        documents[0].source.values = case.values | documents[0].source.values
    else:
        lost["cases"] += 1
        lost["case_values"] += sum(column_of(INTERVIEW, name) != "district" for name in named)


def _speaker(name: str, each: Document) -> str | None:
    """Return the participant of a document that a case is: named as we do, or as the text labels who speaks."""
    bare = name.removeprefix(each.source.name).strip()
    if bare != name.strip() and _PARTICIPANT.fullmatch(bare):
        return bare
    labels = {key(label): code for label, code in each.talk.found.mapping.items()}
    code = labels.get(key(name))
    return code if code and code.startswith("B") else None


def tell_districts(project: QdaProject, documents: Sequence[Document], config: Config, given: str) -> None:
    """Fill in each new document's district: its variable's, its set's, else the one given.

    Raises BsbError for a district that ``bsb.toml`` does not name, or documents without any.
    """
    known = {fold(name): d.name for d in config.districts for name in (d.name, d.short, *d.aliases) if name}
    by_set: dict[str, str] = {}
    for each in project.sets:
        told = district_of(each.name) or known.get(fold(each.name), "")
        for member in each.sources if told else ():
            by_set.setdefault(member, told)
    missing = []
    for doc in documents:
        if doc.interview_id is not None:
            continue
        told = str(doc.values.get("district", "")) or by_set.get(doc.source.guid, "") or given
        if told:
            doc.district = config.district(told).name
        else:
            missing.append(doc.name)
    if missing:
        shown = ", ".join(missing[:8]) + (" …" if len(missing) > 8 else "")
        raise BsbError(
            _("The file does not say which district these are from: {names}.").format(names=shown),
            _("Say it for all of them with --district DISTRICT. Nothing was imported."),
        )


def free_values(each: Document) -> list[str]:
    """Return what is told of an interview in words of one's own."""
    return [
        str(value)
        for column, value in each.values.items()
        if column in ("facilitators", "setting", "recruited", "guide")
    ]


def with_replaced(each: Document, said: Mapping[str, str], taken: set[str]) -> Document:
    """Return a document with its name and values as they stand after the review."""
    name = each.name
    if said.get(each.source.name, each.source.name) != each.source.name:
        name = interview_name(said[each.source.name], taken)
    values = {
        column: said.get(value, value) if isinstance(value, str) else value for column, value in each.values.items()
    }
    return replace(each, name=name, values=values)
