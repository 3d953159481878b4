"""The critical factors of an interview (guides/faktorer.yaml) as observations in what was said.

An observation is something to look up in the transcript and talk about, not a verdict: a quiet person may have
been listened to well, and a long story may have been the best of the evening. The thresholds stand in ``bsb.toml``
under [interaction].
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bsb.analysis.interaction import Interaction
from bsb.analysis.speaking import SpeakerTalk
from bsb.config import InteractionLimits
from bsb.i18n import N_
from bsb.i18n import gettext as _

#: Up to how many participants nobody is said to dominate or to be quiet: of two, one always has half or more.
SMALLEST_GROUP = 3
#: How many times an equal share somebody must have, beside the percentage, to be said to dominate.
_TIMES_EQUAL_SHARE = 1.5

_TEXTS = {
    "dominating": N_("{speaker} has {percent} per cent of the participants' words."),
    "quiet": N_("{speaker} has {percent} per cent of the participants' words."),
    "silent": N_("{speaker} says nothing."),
    "silence_turns": N_("{speaker} is silent for {value} turns in a row, from turn {turn} on."),
    "silence_minutes": N_("{speaker} is silent for {value} minutes in a row."),
    "facilitators": N_("The facilitators have {percent} per cent of the words."),
    "facilitator_turn": N_("The longest facilitator turn has {value} words ({speaker}, turn {turn})."),
    "one_word": N_("{part} of the participants' {whole} turns are a single word."),
    "uncoded": N_("{value} turns in a row carry no code, from turn {turn} on."),
    "impersonal": N_("{part} of the participants' {whole} longer turns speak of no “I” and no “we”."),
    "inaudible": N_("{part} of {whole} turns have something that could not be heard well."),
}


@dataclass(frozen=True, slots=True)
class Observation:
    """One observation: its ``kind``, the ``factor`` it belongs to (a key in faktorer.yaml), and its figures.

    ``value`` and ``limit`` are in the unit of the threshold: per cent, words, turns or minutes. ``part`` of
    ``whole`` turns or words give the percentage; ``turn`` is the number of the turn to look up.
    """

    kind: str
    factor: str
    value: float
    limit: int
    speaker: str = ""
    turn: int | None = None
    part: int = 0
    whole: int = 0

    @property
    def text(self) -> str:
        """The observation as people read it, in the current language; never words from the transcript.

        >>> Observation("dominating", "en-dominerer", 46.2, 40, "B2").text
        "B2 has 46 per cent of the participants' words."
        """
        return _(_TEXTS[self.kind]).format(
            speaker=self.speaker,
            percent=f"{self.value:.0f}",
            value=f"{self.value:.0f}",
            turn=self.turn,
            part=self.part,
            whole=self.whole,
        )


def observations(found: Interaction, limits: InteractionLimits | None = None) -> list[Observation]:
    """Return what is worth a remark in an interview, in the order of the factors; often nothing.

    ``limits`` are those of ``bsb.toml`` (``project.config.interaction``); None takes the usual ones.

    - en-dominerer: a participant with at least ``dominating_percent`` of the participants' words and half as
      much again as an equal share, among three or more
    - anspent-stemning: a participant with at most ``quiet_percent`` (three or more participants), or silent for
      ``silence_turns`` turns or ``silence_minutes`` minutes
    - treg-samtale: facilitators with ``facilitators_percent`` of all words, a facilitator turn of
      ``facilitator_turn_words`` words, ``one_word_percent`` of the participants' turns a single word
    - avsporing: ``uncoded_turns`` turns in a row without a code (only in an interview that is coded)
    - meninger-og-andres-erfaringer: ``impersonal_percent`` of the participants' longer turns without "jeg", "vi"
      and their like; Norwegian only, and crude: "da du blir syk" may well be one's own story
    - opptak-svikter: ``inaudible_percent`` of all turns with something that could not be heard well
    """
    limits = limits or InteractionLimits()
    return [
        *_dominating(found, limits),
        *_quiet(found, limits),
        *_slow(found, limits),
        *_drift(found, limits),
        *_recording(found, limits),
    ]


def _dominating(found: Interaction, limits: InteractionLimits) -> Iterator[Observation]:
    people, whole = found.participants, found.participants_words
    if len(people) < SMALLEST_GROUP or not whole:
        return
    least = max(limits.dominating_percent, 100 * _TIMES_EQUAL_SHARE / len(people))
    for one in people:
        if 100 * one.words >= least * whole:
            yield _of("dominating", "en-dominerer", one, limits.dominating_percent, one.words, whole)


def _quiet(found: Interaction, limits: InteractionLimits) -> Iterator[Observation]:
    factor, people, whole = "anspent-stemning", found.participants, found.participants_words
    for one in people:
        if len(people) >= SMALLEST_GROUP and whole and 100 * one.words <= limits.quiet_percent * whole:
            yield _of("quiet" if one.words else "silent", factor, one, limits.quiet_percent, one.words, whole)
        if one.turns and one.silence_turns >= limits.silence_turns:
            yield Observation(
                "silence_turns", factor, one.silence_turns, limits.silence_turns, one.speaker, one.silence_from
            )
        if one.turns and one.silence_ms is not None and one.silence_ms >= limits.silence_minutes * 60_000:
            minutes = one.silence_ms // 60_000
            yield Observation("silence_minutes", factor, minutes, limits.silence_minutes, one.speaker)


def _slow(found: Interaction, limits: InteractionLimits) -> Iterator[Observation]:
    factor = "treg-samtale"
    words = sum(s.words for s in found.facilitators)
    if found.words and 100 * words >= limits.facilitators_percent * found.words:
        yield _share("facilitators", factor, limits.facilitators_percent, words, found.words)
    longest = found.longest_facilitator_turn
    if longest and longest.longest >= limits.facilitator_turn_words:
        yield Observation(
            "facilitator_turn",
            factor,
            longest.longest,
            limits.facilitator_turn_words,
            longest.speaker,
            longest.longest_turn,
        )
    short, turns = sum(s.one_word for s in found.participants), sum(s.turns for s in found.participants)
    if short and 100 * short >= limits.one_word_percent * turns:
        yield _share("one_word", factor, limits.one_word_percent, short, turns)


def _drift(found: Interaction, limits: InteractionLimits) -> Iterator[Observation]:
    if found.uncoded and found.uncoded[0] >= limits.uncoded_turns:
        length, first = found.uncoded
        yield Observation("uncoded", "avsporing", length, limits.uncoded_turns, turn=first)
    impersonal, turns = sum(s.impersonal for s in found.participants), sum(s.long_turns for s in found.participants)
    if impersonal and 100 * impersonal >= limits.impersonal_percent * turns:
        factor = "meninger-og-andres-erfaringer"
        yield _share("impersonal", factor, limits.impersonal_percent, impersonal, turns)


def _recording(found: Interaction, limits: InteractionLimits) -> Iterator[Observation]:
    inaudible = sum(s.inaudible for s in found.speakers)
    if inaudible and 100 * inaudible >= limits.inaudible_percent * found.turns:
        yield _share("inaudible", "opptak-svikter", limits.inaudible_percent, inaudible, found.turns)


def _of(kind: str, factor: str, one: SpeakerTalk, limit: int, part: int, whole: int) -> Observation:
    return Observation(kind, factor, 100 * part / whole, limit, one.speaker, None, part, whole)


def _share(kind: str, factor: str, limit: int, part: int, whole: int) -> Observation:
    return Observation(kind, factor, 100 * part / whole, limit, part=part, whole=whole)
