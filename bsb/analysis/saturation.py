"""Saturation: how much that is new each further interview brings, after Guest, Namey and Chen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import talk as stored
from bsb.store.engine import Store

if TYPE_CHECKING:
    import pandas as pd

#: What the paper tried: bases of 4-6 interviews, runs of 2 and 3, thresholds of 5 % and nothing new at all.
BASE_SIZE, RUN_LENGTH, THRESHOLD = 4, 2, 0.05


@dataclass(frozen=True, slots=True)
class Step:
    """One interview in the order in which they were held; ``position`` counts from 1.

    ``codes`` is the number of codes in use in it, ``new`` those of them in no interview before it, ``known`` all
    that have been seen so far. ``run_new`` is the number of new codes in the run that ends here, ``ratio`` that
    number divided by the codes of the base; both None as long as there is no full run behind the base.
    """

    position: int
    interview: str
    district: str
    held_on: str | None
    codes: int
    new: int
    known: int
    run_new: int | None = None
    ratio: float | None = None


@dataclass(frozen=True)
class Saturation:
    """The saturation of the interviews of one district, or of all (``district`` is then empty).

    ``base`` is the number of different codes in the first ``base_size`` interviews, None if there are fewer.
    ``reached`` is the number of interviews after which the next run brought no more than the threshold; None if
    no run did, or there are too few interviews to tell. ``uncoded`` are interviews left out because nothing that
    counts is coded in them; ``undated`` those that stand last because nobody wrote down when they were held.
    """

    steps: tuple[Step, ...]
    base: int | None
    reached: int | None
    base_size: int = BASE_SIZE
    run_length: int = RUN_LENGTH
    threshold: float = THRESHOLD
    district: str = ""
    facet: str = "theme"
    uncoded: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def enough(self) -> bool:
        """Whether there is at least one full run behind the base, and something in the base."""
        return bool(self.base) and len(self.steps) >= self.base_size + self.run_length

    @property
    def notation(self) -> str:
        """The paper's way of writing it: "6+2" is reached after 6 interviews, seen by 2 more; else empty."""
        return "" if self.reached is None else f"{self.reached}+{self.run_length}"

    @property
    def text(self) -> str:
        """The result in one sentence, in the current language."""
        percent = f"{100 * self.threshold:g}"
        if self.reached is not None:
            return _(
                "Reached at {reached} interviews: the next {run} brought at most {percent} per cent new ({notation})."
            ).format(reached=self.reached, run=self.run_length, percent=percent, notation=self.notation)
        if not self.enough:
            return ngettext(
                "Cannot be told: {needed} coded interviews are needed, there is {found}.",
                "Cannot be told: {needed} coded interviews are needed, there are {found}.",
                len(self.steps),
            ).format(needed=self.base_size + self.run_length, found=len(self.steps))
        ratio = f"{100 * (self.steps[-1].ratio or 0):.0f}"
        return _(
            "Not reached: the last {run} interviews brought {ratio} per cent new; the limit is {percent}."
        ).format(run=self.run_length, ratio=ratio, percent=percent)

    def to_frame(self) -> pd.DataFrame:
        """Interviews in order (index ``position``, from 1) by the fields of ``Step``: the table and the curve.

        ``codes``, ``new``, ``known`` and ``run_new`` are numbers of codes, ``ratio`` a share (0-1, can exceed 1).
        Where there is no full run yet, ``run_new`` and ``ratio`` are missing (NaN).
        """
        import pandas as pd

        names = [f.name for f in fields(Step)][1:]
        frame = pd.DataFrame(
            [[getattr(step, name) for name in names] for step in self.steps],
            index=pd.Index([step.position for step in self.steps], name="position"),
            columns=pd.Index(names, name="measure"),
        )
        return frame.astype({"run_new": float, "ratio": float})


def assess(
    interviews: Sequence[tuple[str, Iterable[str]]],
    *,
    base_size: int = BASE_SIZE,
    run_length: int = RUN_LENGTH,
    threshold: float = THRESHOLD,
    about: Mapping[str, tuple[str, str | None]] | None = None,
) -> Saturation:
    """Assess the saturation of interviews, given in order as (name, codes in use in it).

    The base is the number of different codes in the first ``base_size`` interviews. A run is ``run_length``
    interviews in a row after the base, the next run begins one interview later. Its saturation ratio is the number
    of codes never used before the run's interviews, divided by the base. Saturation is reached with the
    first run whose ratio is at most ``threshold`` (a share, 0-1), and is reported as the number of interviews
    before that run, "+", the run: "6+2". Guest, G., Namey, E. and Chen, M. (2020), "A simple method to assess and
    report thematic saturation in qualitative research", PLoS ONE 15(5): e0232076,
    doi:10.1371/journal.pone.0232076. In their example the base has 37 themes and the first run
    brings 7 new ones, 19 %.

    What it means here. The method was made for individual interviews with much the same questions, and was tried
    out on three such data sets. A focus group is several voices at once and they answer one another: one step
    here is a whole group and brings more codes than one person would, so the base is larger and the ratio smaller
    from the start; "4+2" groups are some thirty people. A study of focus groups found nine tenths of all themes
    within three to six groups (Guest, Namey and McKenna 2017, Field Methods 29(1):3-22). And the districts differ
    on purpose: over all districts the order in which they were visited decides what counts as new. With a
    codebook made beforehand, "new" means a code not used before, not a thought nobody had had. It says nothing of
    whether what was said is understood, and a threshold that is reached does not promise that nothing is left. In
    a district of three or four interviews it cannot be told at all; read the column of new codes.

    ``about`` maps a name to its district and date, for the table. Raises ValueError for a base or run below 1, or
    a threshold outside 0-1.

    >>> talks = [("a", "xyz"), ("b", "xw"), ("c", "x"), ("d", "yv"), ("e", "z"), ("f", "xy"), ("g", "x")]
    >>> found = assess(talks)
    >>> found.base, [s.new for s in found.steps], found.notation
    (5, [3, 1, 0, 1, 0, 0, 0], '4+2')
    """
    if base_size < 1 or run_length < 1 or not 0 <= threshold <= 1:
        raise ValueError("base_size and run_length are at least 1, threshold is a share between 0 and 1")
    seen: set[str] = set()
    counted: list[tuple[int, int, int]] = []
    for _name, codes in interviews:
        here = set(codes)
        new = len(here - seen)
        seen |= here
        counted.append((len(here), new, len(seen)))
    base = counted[base_size - 1][2] if len(counted) >= base_size else None
    steps, reached = [], None
    for position, ((name, _codes), (codes_here, new, known)) in enumerate(zip(interviews, counted, strict=True), 1):
        before, run_new, ratio = position - run_length, None, None
        if base and before >= base_size:
            run_new = known - counted[before - 1][2]
            ratio = run_new / base
            if reached is None and ratio <= threshold:
                reached = before
        district, held_on = (about or {}).get(name, ("", None))
        steps.append(Step(position, name, district, held_on, codes_here, new, known, run_new, ratio))
    return Saturation(tuple(steps), base, reached, base_size, run_length, threshold)


def saturation(
    store: Store,
    *,
    district: str | None = None,
    kind: str | None = None,
    facet: str = "theme",
    base_size: int = BASE_SIZE,
    run_length: int = RUN_LENGTH,
    threshold: float = THRESHOLD,
) -> Saturation:
    """Assess the saturation of the stored interviews; see ``assess`` for the measure and what it means here.

    Interviews stand in the order in which they were held (``held_on``), those of the same day in the order of entry,
    undated ones last. What counts in an interview are the codes of the facet ("theme", "service", "free") in
    at least one participant's turn, whoever coded it. An interview where nothing is coded would look like one
    that brings nothing new, so it is left out and named in ``uncoded``. ``district`` is a name as in ``bsb.toml``;
    ``kind`` is "focus_group" or "individual"; None takes all.
    """
    with store.read() as connection:
        rows = [
            row
            for row in stored.held(connection)
            if district in (None, row["district"]) and kind in (None, row["kind"])
        ]
        voices = stored.voices(connection, facet=facet, district=district, kind=kind)
    codes: dict[str, set[str]] = {row["name"]: set() for row in rows}
    for voice in voices:
        codes[voice["interview"]].add(voice["code"])
    found = assess(
        [(name, used) for name, used in codes.items() if used],
        base_size=base_size,
        run_length=run_length,
        threshold=threshold,
        about={row["name"]: (row["district"], row["held_on"]) for row in rows},
    )
    return Saturation(
        found.steps,
        found.base,
        found.reached,
        base_size,
        run_length,
        threshold,
        district=district or "",
        facet=facet,
        uncoded=tuple(name for name, used in codes.items() if not used),
        undated=tuple(row["name"] for row in rows if row["held_on"] is None and codes[row["name"]]),
    )
