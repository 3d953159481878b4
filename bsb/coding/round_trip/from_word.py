"""Comments of a Word file as codings: who wrote each, what it says, and on which words of the transcript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from bsb.coding.code_names import CodeNames
from bsb.coding.comment_grammar import Read, read_comment
from bsb.coding.passages import Turns
from bsb.coding.round_trip.anchor import Anchored, Anchors
from bsb.coding.round_trip.asking import ask_codes
from bsb.coding.round_trip.asking import owners as whose
from bsb.coding.round_trip.found import Found, Item, Question, Remark
from bsb.coding.round_trip.record import State
from bsb.formats.word_comments import Comment, Commented
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.text.match import fold

WHOLE, HERE, MEMO = "turn", "here", "memo"


def find_in_word(
    document: Commented,
    text: str,
    turns: Turns,
    names: CodeNames,
    *,
    same: bool,
    coder: str,
    coders: Collection[str],
    answers: Mapping[str, str],
) -> Found:
    """Return what the comments of a document mean.

    ``same`` says that the transcript is that of the export; ``coders`` are those whose names authors may be, beside
    ``coder``; ``answers`` settle questions that were asked before.
    """
    return _Finder(document, text, turns, names, same, coder, coders, answers).find()


class _Finder:
    """Goes through the comments of one document."""

    def __init__(
        self,
        document: Commented,
        text: str,
        turns: Turns,
        names: CodeNames,
        same: bool,
        coder: str,
        coders: Collection[str],
        answers: Mapping[str, str],
    ) -> None:
        self.document, self.text, self.turns, self.names = document, text, turns, names
        self.coder, self.coders, self.answers = coder, coders, answers
        self.anchors = Anchors(document, text, turns.spans, same=same)
        self.same = same
        self.found = Found()
        self.moved = self.empty = self.resolved = 0

    def find(self) -> Found:
        """Return what was found."""
        authors = Counter(comment.author for comment in self.document.comments)
        owners = whose(self.found, authors, coder=self.coder, coders=self.coders, answers=self.answers)
        for comment in self.document.comments:
            owner = owners[comment.author]
            if comment.start is None:
                # What a program leaves of a comment whose words were deleted; nobody sees it any more.
                self.found.left.append(_("comment {n}: its words are gone from the file").format(n=comment.number))
            elif owner is None:
                self.found.left.append(
                    _("comment {n}: written by {author}, left out").format(n=comment.number, author=comment.author)
                )
            else:
                self._comment(comment, owner, owners)
        self._notices()
        return self.found

    def _comment(self, comment: Comment, owner: str, owners: Mapping[str, str | None]) -> None:
        self.resolved += comment.resolved
        if not comment.text.strip() and not comment.replies:
            self.empty += 1
            return
        read = read_comment(comment.paragraphs, self.names)
        place = self.anchors.place(comment.start or 0, comment.end)
        where = self._where(comment, place)
        if ask_codes(self.found, where, read, self.answers):
            return
        mine, others = self._replies(comment, owner, owners)
        if not read.meant:
            if owner == self.coder:
                text = "\n".join([read.remark, *mine, *others]).strip()
                self.found.remarks.append(Remark(where, self._turn(place), text))
            else:
                self.found.left.append(_("{where}: a remark by {author}, left out").format(where=where, author=owner))
                self.found.remarks += [Remark(where, self._turn(place), text) for text in others]
            return
        span = self._span(comment, place, where)
        if span is None:
            return
        if not span:
            self.found.remarks.append(Remark(where, self._turn(place), comment.text.strip()))
            return
        self._items(read, owner, span, where, mine, others)

    def _items(
        self, read: Read, owner: str, span: tuple[int, int], where: str, mine: Sequence[str], others: Sequence[str]
    ) -> None:
        turn = self.turns.at(span[0]).number
        for meant in read.meant:
            memo = "\n".join(filter(None, [meant.memo, *mine])).strip()
            valence = meant.valence or "neutral"
            state = State(span[0], span[1], meant.code.key, owner, valence, meant.level, meant.phase, memo)
            self.found.items.append(Item(where, turn, state, tuple(others)))

    def _replies(self, comment: Comment, owner: str, owners: Mapping[str, str | None]) -> tuple[list[str], list[str]]:
        """Return the replies that go into the memo, and those of the coder on another's coding."""
        mine: list[str] = []
        others: list[str] = []
        for reply in comment.replies:
            by = owners.get(reply.author) or reply.author or "?"
            if not reply.text:
                continue
            if owner == self.coder:
                mine.append(reply.text if by == owner else f"{by}: {reply.text}")
            elif by == self.coder or by not in self.coders:
                others.append(reply.text)
        return mine, others

    def _span(self, comment: Comment, place: Anchored, where: str) -> tuple[int, int] | tuple[()] | None:
        """Return the words that are coded; () if the comment is to be a memo, None while that is not settled."""
        if place.kind in ("exact", "moved"):
            self.moved += place.kind == "moved"
            return place.start, place.end
        key = f"place:{comment.number}:{fold(comment.text)[:40]}"
        answer = self.answers.get(key)
        if answer == MEMO:
            return ()
        if answer == WHOLE:
            turn = self.turns.at(place.start)
            return turn.start, turn.end
        if answer == HERE:
            return place.start, place.end
        self.found.ask(_place_question(key, where, place, self.text, self.turns))
        return None

    def _where(self, comment: Comment, place: Anchored) -> str:
        turn = self._turn(place)
        if turn is None:
            return _("comment {n}").format(n=comment.number)
        return _("comment {n}, turn {turn}").format(n=comment.number, turn=turn)

    def _turn(self, place: Anchored) -> int | None:
        if place.kind in ("outside", "torn"):
            return None
        return self.turns.at(place.start).number

    def _notices(self) -> None:
        found = self.found
        edited = self.anchors.edited(self.turns.spans) if not self.anchors.unchanged else []
        if edited and self.same:
            shown = ", ".join(map(str, edited[:8])) + (" …" if len(edited) > 8 else "")
            found.notices.append(
                ngettext(
                    "The words of turn {turns} are not as they were exported.",
                    "The words of turns {turns} are not as they were exported.",
                    len(edited),
                ).format(turns=shown)
                + " "
                + _("The transcript stays as it is; correct it with: bsb transcript revise")
            )
        if not self.same:
            found.notices.append(_("The transcript has been revised since the export; codings go by their words."))
        tracked = len(self.document.tracked)
        counted = (
            (
                tracked,
                ngettext("{n} tracked change was passed over.", "{n} tracked changes were passed over.", tracked),
            ),
            (
                self.moved,
                ngettext(
                    "{n} comment was found again by its words.",
                    "{n} comments were found again by their words.",
                    self.moved,
                ),
            ),
            (self.empty, ngettext("{n} comment is empty.", "{n} comments are empty.", self.empty)),
            (
                self.resolved,
                ngettext(
                    "{n} comment is ticked as settled; it counts like the others.",
                    "{n} comments are ticked as settled; they count like the others.",
                    self.resolved,
                ),
            ),
        )
        found.notices += [told.format(n=n) for n, told in counted if n]
        found.absent = [
            (t.start, t.end) for t in self.turns.spans if t.end > t.start and self.anchors.absent(t.start, t.end)
        ]


def _place_question(key: str, where: str, place: Anchored, text: str, turns: Turns) -> Question:
    memo = (MEMO, _("keep the comment as a memo on the interview"))
    if place.kind == "outside":
        return Question(key, where, _("It stands on no words of the transcript."), (memo,), MEMO)
    if place.kind == "torn":
        return Question(key, where, _("It stands on words that do not follow each other in the transcript."), (memo,))
    if place.kind == "point":
        turn = turns.at(place.start).number
        choice = (WHOLE, _("code the whole of turn {turn}").format(turn=turn))
        return Question(key, where, _("No words are marked."), (choice, memo))
    told = _("The words were changed: “{before}” is now “{after}” in the file.").format(
        before=" ".join(text[place.start : place.end].split()) or "…", after=" ".join(place.words.split())
    )
    choices = (
        ((HERE, _("code the words as they are in the transcript")), memo) if place.end > place.start else (memo,)
    )
    return Question(key, where, told, choices, HERE if place.kind == "changed" else None)
