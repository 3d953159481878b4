"""The displays of the final report: which stand in which chapter, and what is said of them there."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.reports.final.material import FinalMaterial
from bsb.reports.final.writing import FIGURE, LEAD, Writer, refer

SATURATION = "metning"
SERVICES = ("profil-tjenester",)
COMPARING = ("varmekart-tjenester", "firefelt", "samforekomst-temaer")
JUDGED = ("for-og-etter",)
DISPLAYS = (SATURATION, *SERVICES, *COMPARING, *JUDGED)
#: What readers see in them.
_SHOWN = {
    "profil-tjenester": "viser i hvor mange bydeler folk snakket om hver tjeneste.",
    "varmekart-tjenester": "viser hvor mange deltakere i hver bydel som snakket om hver tjeneste.",
    "firefelt": "viser om det folk fortalte, gjaldt den enkelte eller organisasjonen, og om det gjaldt planlegging "
    "eller gjennomføring.",
    "samforekomst-temaer": "viser hvilke temaer folk snakket om i samme replikk.",
    "for-og-etter": "viser hva konferansene mente om funnene under hvert tema.",
}


def drawn(material: FinalMaterial, names: Sequence[str]) -> list[str]:
    """Return those of some displays that could be drawn."""
    return [name for name in names if name in material.drawings]


def write_displays(writer: Writer, material: FinalMaterial, names: Sequence[str], *, told: bool = True) -> None:
    """Write of each display that could be drawn what it shows, and put it in.

    ``told`` is whether its main facts are told too. They stand in its alt text, after what it looks like.
    """
    for name in drawn(material, names):
        drawing = material.drawings[name]
        caption = writer.next(FIGURE, drawing.title)
        facts = drawing.alt.partition(". ")[2] if told else ""
        writer.say(refer(caption), f" {_SHOWN[name]} {facts}".rstrip(), style=LEAD)
        writer.picture(caption, drawing)
