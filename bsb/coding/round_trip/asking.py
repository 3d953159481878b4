"""Words that may be codes, as questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bsb.coding.comment_grammar import Read
from bsb.coding.round_trip.found import Found, Question
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.match import fold

_CODE, _AUTHOR = "code:", "author:"
MINE, SKIP = "mine", "skip"


def code_question(where: str, text: str, near: tuple[tuple[str, str], ...]) -> Question:
    """Return the question which code is meant; ``near`` are (key, name) of those that may be."""
    told = _("“{text}” is no code.").format(text=text)
    if near:
        told += " " + _("Did you mean {names}?").format(names=_(" or ").join(name for _key, name in near))
    choices = (*near, ("", _("no code: keep the words in the memo")))
    return Question(f"{_CODE}{fold(text)}", where, told, choices, near[0][0] if len(near) == 1 else None)


def meanings(answers: Mapping[str, str]) -> dict[str, str]:
    """Return what words mean, of all that was answered."""
    return {key.removeprefix(_CODE): value for key, value in answers.items() if key.startswith(_CODE)}


def meaning(word: str, key: str) -> dict[str, str]:
    """Return the answer that a word means a code ("" for none)."""
    return {f"{_CODE}{fold(word)}": key}


def ask_codes(found: Found, where: str, read: Read, answers: Mapping[str, str]) -> bool:
    """Note what is not certain about a comment or row; return whether anything is not."""
    for doubt in read.doubts:
        near = tuple((code.key, code.name) for code in doubt.near)
        found.ask(code_question(where, doubt.text, near))
    found.problems += [
        _("{where}: “{text}” has two values that exclude each other").format(where=where, text=text)
        for text in read.conflicts
    ]
    return bool(read.doubts or read.conflicts)


def owners(
    found: Found, authors: Mapping[str, int], *, coder: str, coders: Collection[str], answers: Mapping[str, str]
) -> dict[str, str | None]:
    """Return whose codings each author's are, by the number each wrote; None are left out.

    An author of the name of a coder is that coder. A single other one is ``coder``; of several, each is asked about.
    """
    strangers = [author for author in authors if author not in coders and author != coder]
    found_owners: dict[str, str | None] = {author: author for author in authors if author not in strangers}
    for author in strangers:
        n = authors[author]
        answer = answers.get(_AUTHOR + author, MINE if len(strangers) == 1 else "")
        if not answer:
            told = ngettext(
                "{n} comment is by “{author}”. Is it {coder}'s?",
                "{n} comments are by “{author}”. Are they {coder}'s?",
                n,
            ).format(n=n, author=author or "?", coder=coder)
            found.ask(Question(_AUTHOR + author, "", told, ((MINE, _("yes")), (SKIP, _("no, leave them out")))))
        elif answer == MINE and author:
            found.notices.append(_("What “{author}” wrote is taken as {coder}'s.").format(author=author, coder=coder))
        found_owners[author] = None if answer == SKIP else coder
    return found_owners


def only_by(authors: Collection[str]) -> dict[str, str]:
    """Return the answers that these authors are the coder."""
    return {_AUTHOR + author: MINE for author in authors}


def author_of(question: Question) -> str | None:
    """Return whom a question is about, None if it is about something else."""
    return question.key.removeprefix(_AUTHOR) if question.key.startswith(_AUTHOR) else None
