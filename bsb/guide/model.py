"""A topic guide: what is read aloud, what is asked about, and how long each topic takes."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from bsb.errors import BsbError
from bsb.formats.yaml_entries import Entry, open_entry
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.match import slug
from bsb.text.normal import digest

LANGUAGES = ("nb", "nn", "en")
_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")


@dataclass(frozen=True, slots=True)
class Question:
    """An open question, and the probes that help the talk on."""

    ask: str
    probes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic of a guide.

    ``services`` are keys of the codebook (none = fits every service), ``codes`` the keys of the themes that talk
    about the topic is usually coded with; ``words`` are pairs of word and meaning.
    """

    key: str
    name: str
    purpose: str
    minutes: int
    services: tuple[str, ...]
    words: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole guide. ``minutes`` is the frame for the talk: its topics, its break and time to spare.

    ``intro`` and ``closing`` hold a paragraph a line. ``key`` is the file's name without its ending. ``about`` ends
    the sentence "a talk about ..." in the invitation.
    """

    name: str
    key: str
    language: str
    minutes: int
    break_minutes: int
    intro: str
    consent: tuple[str, ...]
    closing: str
    topics: tuple[Topic, ...]
    about: str = ""

    @property
    def services(self) -> tuple[str, ...]:
        """The services that some topic is made for, in the order met."""
        return tuple(dict.fromkeys(service for topic in self.topics for service in topic.services))

    @property
    def spare_minutes(self) -> int:
        """Minutes of the frame that no topic and no break takes."""
        return self.minutes - self.break_minutes - sum(topic.minutes for topic in self.topics)


def load_guide(path: Path) -> Guide:
    """Read and check a guide file.

    Raises BsbError with file, line and what to do, for a file that is not sound YAML, an unknown, missing, doubled or
    mistyped key, no topics, a topic without questions, two topics of one key, or minutes that do not add up.
    """
    top = open_entry(path)
    top.allow(
        required=("name", "language", "minutes", "intro", "consent", "closing", "topics"), optional=("break", "about")
    )
    language = top.text("language")
    if language not in LANGUAGES:
        top.under("language").fail(
            _("“{language}” is not a language that guides are written in.").format(language=language),
            _("Known: {names}.").format(names=", ".join(LANGUAGES)),
        )
    topics = tuple(_topic(entry) for entry in top.items("topics"))
    if not topics:
        top.under("topics").fail(_("the guide has no topics."), _("Write at least one topic with a question."))
    _refuse_same_key(top, topics)
    guide = Guide(
        name=top.text("name"),
        key=path.stem,
        language=language,
        minutes=top.number("minutes"),
        break_minutes=top.number("break", 0, least=0),
        intro=top.text("intro"),
        consent=top.texts("consent"),
        closing=top.text("closing"),
        topics=topics,
        about=top.text("about", ""),
    )
    if not guide.consent:
        top.under("consent").fail(
            _("the guide says nothing about consent."), _("Write what people say yes to, one point a line.")
        )
    if guide.spare_minutes:
        asked = sum(topic.minutes for topic in topics)
        top.under("minutes").fail(
            _(
                "the minutes do not add up: topics {topics} + break {pause} = {total}, but minutes is {minutes}."
            ).format(
                topics=asked, pause=guide.break_minutes, total=asked + guide.break_minutes, minutes=guide.minutes
            ),
            ngettext(
                "Change minutes to {total}, or change the topics by {n} minute.",
                "Change minutes to {total}, or change the topics by {n} minutes.",
                abs(guide.spare_minutes),
            ).format(total=asked + guide.break_minutes, n=abs(guide.spare_minutes)),
        )
    return guide


def refuse_key(key: str, taken: Collection[str] = ()) -> None:
    """Raise BsbError for a name that cannot be a guide's file name, or is one already."""
    if not _KEY.fullmatch(key):
        raise BsbError(
            _("“{name}” cannot be the name of a guide's file.").format(name=key),
            _("Use small letters a-z, digits and hyphens, such as {example}.").format(example=slug(key) or "guide-1"),
        )
    if key in taken:
        raise BsbError(
            _("There is a guide called “{name}” already.").format(name=key),
            _("Choose another name; nothing was changed."),
        )


def _topic(entry: Entry) -> Topic:
    entry.allow(required=("key", "name", "purpose", "minutes", "questions"), optional=("services", "codes", "words"))
    key = entry.text("key")
    if not _KEY.fullmatch(key):
        entry.under("key").fail(
            _("“{key}” cannot be a key.").format(key=key), _("Use small letters a-z, digits and hyphens.")
        )
    questions = []
    for item in entry.items("questions"):
        item.allow(required=("ask",), optional=("probes",))
        questions.append(Question(item.text("ask"), item.texts("probes")))
    if not questions:
        entry.under("questions").fail(
            _("the topic “{key}” has no questions.").format(key=key),
            _("Write at least one, or take the topic out and mend the minutes."),
        )
    return Topic(
        key=key,
        name=entry.text("name"),
        purpose=entry.text("purpose"),
        minutes=entry.number("minutes"),
        services=entry.texts("services"),
        words=entry.pairs("words"),
        questions=tuple(questions),
        codes=entry.texts("codes"),
    )


def _refuse_same_key(top: Entry, topics: tuple[Topic, ...]) -> None:
    seen: set[str] = set()
    for entry, topic in zip(top.items("topics"), topics, strict=True):
        if topic.key in seen:
            entry.fail(
                _("two topics have the key “{key}”.").format(key=topic.key), _("Give each topic a key of its own.")
            )
        seen.add(topic.key)


def content_hash(guide: Guide) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of what a guide says: the version an interview records.

    Comments, layout, the order of keys, the order of words to explain and the file's name make no difference;
    every word, number and the order of topics and questions do. So do neither ``about`` nor ``codes``, which nobody
    hears in the interview. The form hashed is ``guide_content.v1``.
    """
    content = asdict(guide)
    del content["key"], content["about"]
    for topic in content["topics"]:
        del topic["codes"]
        topic["words"] = sorted(topic["words"])
    return digest(json.dumps(["guide_content.v1", content], ensure_ascii=False, sort_keys=True))


def guide_text(guide: Guide) -> str:
    """Return all that participants read or hear in an interview: opening, consent, questions, words, closing.

    A line for each; this is what LIX is counted on.
    """
    lines = [guide.intro, *guide.consent]
    for topic in guide.topics:
        lines.append(topic.name)
        for question in topic.questions:
            lines += [question.ask, *question.probes]
        lines += [f"{word}: {meaning}" for word, meaning in topic.words]
    return "\n".join([*lines, guide.closing])
