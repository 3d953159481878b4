"""Cautions: what the reader of a result must know about the material behind it.

They are computed from the same rows as the results, and are meant to stand beside them: below a matrix, on a
display, in a report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from bsb.coding.codebook import Codebook
from bsb.config import Config
from bsb.i18n import gettext as _
from bsb.i18n import ngettext
from bsb.store import talk as stored
from bsb.store.engine import Store


class Voice(NamedTuple):
    """One participant who speaks on a code: ``turns`` distinct turns."""

    code: str
    district: str
    interview: str
    speaker: str
    turns: int


@dataclass(frozen=True, slots=True)
class Caution:
    """One caution: its ``kind``, what it is ``about``, and its figures ``n`` of ``whole``.

    ========================  ======================================  ==========================
    kind                      about                                   n of whole
    ========================  ======================================  ==========================
    ``one-speaker``           a code, and interview and speaker       turns
    ``one-interview``         a code, and the interview               speakers
    ``one-district``          a code, and the district                interviews
    ``few-interviews``        a district                              interviews, of the median
    ``no-interviews``         districts                               districts
    ``partial-coder``         a coder                                 interviews, of those coded
    ``not-coded``             interviews                              interviews with transcript
    ``small-cells``           pairs of code and district              cells, of the threshold
    ========================  ======================================  ==========================
    """

    kind: str
    about: tuple[str, ...]
    n: int = 0
    whole: float = 0
    name: str = ""

    @property
    def text(self) -> str:
        """The caution as people read it, in the current language; never words from a transcript."""
        return _text(self)


def theme_cautions(
    voices: Iterable[Voice], names: Mapping[str, str] | None = None, *, coded: Mapping[str, str] | None = None
) -> list[Caution]:
    """Return the codes that rest on one speaker, else on one interview, else on one district; codes as they come.

    ``names`` maps codes to what people call them, ``coded`` each interview in which anything is coded to its
    district (those of the voices, if None): one of one interview or district is nothing to remark.

    >>> rows = [("ros", "B1"), ("ris", "B1"), ("ris", "B2")]
    >>> found = theme_cautions([Voice(code, "Alna", "a1", who, 1) for code, who in rows], {"ros": "Ros"})
    >>> [c.text for c in found]
    ['“Ros” rests on one person (B1 in a1).']
    """
    rows = list(voices)
    material = coded or {row.interview: row.district for row in rows}
    interviews, districts = set(material), set(material.values())
    by_code: dict[str, list[Voice]] = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    found = []
    for code, own in by_code.items():
        name = (names or {}).get(code, code)
        here, there = {row.interview for row in own}, {row.district for row in own}
        first = own[0]
        if len({(row.interview, row.speaker) for row in own}) == 1:
            turns = sum(row.turns for row in own)
            found.append(Caution("one-speaker", (code, first.interview, first.speaker), turns, name=name))
        elif len(here) == 1 < len(interviews):
            found.append(Caution("one-interview", (code, first.interview), len(own), name=name))
        elif len(there) == 1 < len(districts):
            found.append(Caution("one-district", (code, first.district), len(here), name=name))
    return found


def district_cautions(interviews: Mapping[str, int]) -> list[Caution]:
    """Return the districts with fewer interviews than the median of those that have any, and those with none.

    ``interviews`` maps every district to its number of interviews with a transcript.

    >>> [c.text for c in district_cautions({"Alna": 3, "Bjerke": 4, "Sagene": 4, "Ullern": 0})]
    ['Alna has 3 interviews; half of the districts have 4 or more.', 'No interview from: Ullern.']
    """
    some = {district: n for district, n in interviews.items() if n}
    none = tuple(district for district, n in interviews.items() if not n)
    usual = median(some.values()) if some else 0
    found = [Caution("few-interviews", (district,), n, usual) for district, n in some.items() if n < usual]
    return [*found, Caution("no-interviews", none, len(none))] if none else found


def coder_cautions(coded_by: Mapping[str, int], *, coded: int) -> list[Caution]:
    """Return the coders who have coded only some of the ``coded`` interviews; ``coded_by`` maps coder to number.

    >>> [c.text for c in coder_cautions({"KA": 17, "TL": 3}, coded=17)]
    ['TL has coded 3 of the 17 coded interviews.']
    """
    return [Caution("partial-coder", (coder,), n, coded) for coder, n in coded_by.items() if n < coded]


def small_cells(voices: Iterable[Voice], *, smallest: int) -> list[Caution]:
    """Return one caution for all cells (code and district) behind which fewer than ``smallest`` people stand.

    >>> [c.text for c in small_cells([Voice("ros", "Alna", "a1", "B1", 3)], smallest=5)]
    ['1 cell rests on fewer than 5 people, who may be recognised.']
    """
    people: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for row in voices:
        people[(row.code, row.district)].add((row.interview, row.speaker))
    small = sorted(f"{code}/{district}" for (code, district), who in people.items() if len(who) < smallest)
    return [Caution("small-cells", tuple(small), len(small), smallest)] if small else []


def cautions(
    store: Store, codebook: Codebook, config: Config, *, facet: str = "theme", district: str | None = None
) -> list[Caution]:
    """Return everything the reader of a result over a facet must know; with ``district``, of that district alone.

    Coders are measured against all coded interviews in view, whatever facet they coded.
    """
    with store.read() as connection:
        voices = [
            Voice(row["code"], row["district"], row["interview"], row["speaker"], row["turns"])
            for row in stored.voices(connection, facet=facet, district=district)
        ]
        held = [row for row in stored.held(connection) if district in (None, row["district"])]
        coders = stored.coders_of_districts(connection)
    interviews = {d.name: 0 for d in config.districts if district in (None, d.name)}
    for row in held:
        interviews[row["district"]] = interviews.get(row["district"], 0) + 1
    by_coder: dict[str, int] = defaultdict(int)
    for row in coders:
        if district in (None, row["district"]):
            by_coder[row["coder"]] += row["interviews"]
    bare = tuple(row["name"] for row in held if not row["codings"])
    order = {code.key: (n, code.name) for n, code in enumerate(codebook.all(facet))}
    voices.sort(key=lambda voice: order[voice.code][0])
    return [
        *theme_cautions(
            voices,
            {key: name for key, (_n, name) in order.items()},
            coded={row["name"]: row["district"] for row in held if row["codings"]},
        ),
        *district_cautions(interviews),
        *([Caution("not-coded", bare, len(bare), len(held))] if bare else []),
        *coder_cautions(by_coder, coded=len(held) - len(bare)),
        *small_cells(voices, smallest=config.privacy.smallest_cell),
    ]


def _text(caution: Caution) -> str:
    about: Sequence[str] = caution.about
    if caution.kind == "one-speaker":
        return _("“{code}” rests on one person ({speaker} in {interview}).").format(
            code=caution.name, speaker=about[2], interview=about[1]
        )
    if caution.kind == "one-interview":
        return _("“{code}” rests on one interview ({interview}).").format(code=caution.name, interview=about[1])
    if caution.kind == "one-district":
        return _("“{code}” rests on one district ({district}).").format(code=caution.name, district=about[1])
    if caution.kind == "few-interviews":
        return ngettext(
            "{district} has {n} interview; half of the districts have {usual} or more.",
            "{district} has {n} interviews; half of the districts have {usual} or more.",
            caution.n,
        ).format(district=about[0], n=caution.n, usual=f"{caution.whole:g}")
    if caution.kind == "no-interviews":
        return _("No interview from: {districts}.").format(districts=", ".join(about))
    if caution.kind == "not-coded":
        return _("Not coded yet: {interviews}.").format(interviews=", ".join(about))
    if caution.kind == "partial-coder":
        return _("{coder} has coded {n} of the {all} coded interviews.").format(
            coder=about[0], n=caution.n, all=f"{caution.whole:g}"
        )
    return ngettext(
        "{n} cell rests on fewer than {smallest} people, who may be recognised.",
        "{n} cells rest on fewer than {smallest} people each, who may be recognised.",
        caution.n,
    ).format(n=caution.n, smallest=f"{caution.whole:g}")
