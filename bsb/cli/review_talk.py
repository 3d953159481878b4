"""The review in the terminal: each group of the same words in turn, with what stands round them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from bsb.cli.edge import print_rich
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.privacy.reasons import reason_text
from bsb.text.numbered import numbered

if TYPE_CHECKING:
    from bsb.corpus.importing import Draft
    from bsb.privacy.hits import Hit
    from bsb.privacy.review import Decision, Group

_SHOWN = 5


class Talk:
    """A review in the terminal: each group of the same words in turn. Nothing is stored before the end."""

    def __init__(
        self,
        draft: Draft,
        *,
        ask: Callable[[str], str] | None = None,
        show: Callable[[object], None] = print_rich,
    ) -> None:
        from bsb.privacy.review import group

        self.draft = draft
        self._ask = ask or _ask
        self._show = show
        self.groups = group([turn.text for turn in draft.turns], draft.to_review, width=50)
        self.decided: dict[Hit, Decision] = {}

    def review(self) -> dict[Hit, Decision]:
        """Ask about each group and return the decisions. Raises BsbError if the person quits."""
        self._show(_help())
        self._go_through([group for group in self.groups if not group.weak])
        weak = [group for group in self.groups if group.weak]
        if weak and self._yes(
            ngettext(
                "There is {n} weak sign too (ages, jobs, unknown words). Look at it?",
                "There are {n} weak signs too (ages, jobs, unknown words). Look at them?",
                len(weak),
            ).format(n=len(weak)),
            default=False,
        ):
            self._go_through(weak)
        kept = sum(each.action == "keep" for each in self.decided.values())
        summary = _("{replaced} to be replaced, {kept} kept. Have you read the transcript yourself, and store it?")
        if not self._yes(summary.format(replaced=len(self.decided) - kept, kept=kept), default=True):
            raise _stopped()
        return self.decided

    def _go_through(self, groups: list[Group]) -> None:
        at = 0
        while at < len(groups):
            step = self._one(groups[at], at + 1, len(groups))
            at = max(0, at + step)

    def _one(self, group: Group, number: int, count: int) -> int:
        """Ask about one group; return 1 to go on, -1 to go back."""
        self._head(group, number, count)
        self._contexts(group, 0)
        shown = _SHOWN
        while True:
            key, _space, rest = self._ask(_("a/r/k/K/e/m/b/q")).strip().partition(" ")
            if key == "m":
                self._contexts(group, shown)
                shown += _SHOWN
            elif key == "b":
                return -1
            elif key == "e":
                if self._each(group):
                    return 1
            elif self._take(group.hits, key, rest):
                return 1

    def _each(self, group: Group) -> bool:
        """Ask about the hits of a group one by one; False if the person goes back to the group."""
        for index, hit in enumerate(group.hits):
            self._show(self._line(group, index))
            while True:
                key, _space, rest = self._ask(_("a/r/k/K/b/q")).strip().partition(" ")
                if key == "b":
                    return False
                if self._take((hit,), key, rest):
                    break
        return True

    def _take(self, hits: tuple[Hit, ...], key: str, rest: str) -> bool:
        """Take one answer for hits; False (and the help again) if it is none."""
        from bsb.privacy.kept import KINDS
        from bsb.privacy.review import Decision

        if key == "q":
            raise _stopped()
        if key == "a":
            decision = Decision("accept")
        elif key in ("k", "K"):
            always = key == "K" and hits[0].kind in KINDS
            decision = Decision("keep", reason=rest.strip(), always=always)
        elif key == "r" and rest.strip():
            decision = Decision("replace", rest.strip())
        else:
            self._show(_help())
            return False
        self.decided |= dict.fromkeys(hits, decision)
        return True

    def _head(self, group: Group, number: int, count: int) -> None:
        from rich.text import Text

        from bsb.privacy.kinds import kind_name

        quoted = _("“{words}”").format(words=group.form)
        times = numbered(len(group.hits), "place")
        self._show(
            Text.assemble(
                (f"\n{number}/{count}  ", "dim"),
                (kind_name(group.kind), "bold"),
                f"  {quoted}  {times}  → ",
                (group.hits[0].replacement, "green"),
                (f"   {reason_text(group.hits[0].reason)}", "dim"),
            )
        )

    def _contexts(self, group: Group, start: int) -> None:
        for index in range(start, min(start + _SHOWN, len(group.hits))):
            self._show(self._line(group, index))
        rest = len(group.hits) - start - _SHOWN
        if rest > 0:
            self._show(ngettext("     {n} more: m", "     {n} more: m", rest).format(n=rest))

    def _line(self, group: Group, index: int) -> object:
        from rich.text import Text

        turn = self.draft.turns[group.hits[index].turn]
        before, words, after = group.contexts[index]
        return Text.assemble((f"{turn.number:>5} {turn.speaker:<3} ", "dim"), before, (words, "bold red"), after)

    def _yes(self, question: str, *, default: bool) -> bool:
        choice = _("[Y/n]") if default else _("[y/N]")
        while True:
            answer = self._ask(f"{question} {choice}").strip().lower()[:1]
            if answer in ("", "y", "j", "n"):
                return answer in ("y", "j") if answer else default


def _ask(prompt: str) -> str:
    return str(click.prompt(prompt, prompt_suffix=" > ", default="", show_default=False, err=True))


def _help() -> str:
    return "\n".join(
        (
            _("a = take the proposal for all of them      r WORDS = put these words there"),
            _("k = keep them as they are (k WHY)          e = decide on each one"),
            _("K = keep them, and never ask about these words again in this project"),
            _("m = more places   b = back   q = quit: nothing is stored"),
        )
    )


def _stopped() -> BsbError:
    return BsbError(_("The review was broken off."), _("Nothing was stored."))
