"""One door to all drawings: data and definition in, drawing out."""

from __future__ import annotations

from collections.abc import Mapping

from bsb.analysis.displays.causal import CausalNetwork
from bsb.analysis.displays.conference import BeforeAfter
from bsb.analysis.displays.definition import DisplayDefinition
from bsb.analysis.displays.displays import Shown
from bsb.analysis.displays.four_field import FourField
from bsb.analysis.displays.heat import HeatMap
from bsb.analysis.displays.meta import MetaMatrix
from bsb.analysis.displays.network import Network
from bsb.analysis.displays.profile import Profile
from bsb.analysis.displays.tiles import TileMap
from bsb.analysis.interaction import Interaction
from bsb.reports.drawing import causal, conference, four_field, heat, meta, network, profile, saturation, talk, tiles
from bsb.reports.drawing.frame import Drawing


def draw(
    shown: Shown,
    definition: DisplayDefinition,
    *,
    name: str = "",
    title: str = "",
    names: Mapping[str, str],
    smallest: int = 5,
) -> Drawing:
    """Draw a display. ``names`` are those of codes by key; ``smallest`` is the privacy threshold of ``bsb.toml``.

    Equal data give an equal drawing.
    """
    name, title = name or definition.name, title or definition.title
    if isinstance(shown, FourField):
        return four_field.draw(shown, name, title, names)
    if isinstance(shown, Profile):
        return profile.draw(shown, name, title)
    if isinstance(shown, HeatMap):
        return heat.draw(shown, name, title, smallest=smallest)
    if isinstance(shown, TileMap):
        return tiles.draw(shown, name, title, note=definition.note, smallest=smallest)
    if isinstance(shown, MetaMatrix):
        return meta.draw(shown, name, title, smallest=smallest)
    if isinstance(shown, Network):
        return network.draw(shown, name, title)
    if isinstance(shown, CausalNetwork):
        return causal.draw(shown, name, title, note=definition.note)
    if isinstance(shown, BeforeAfter):
        return conference.draw(shown, name, title)
    if isinstance(shown, Interaction):
        return talk.draw(shown, name, title, least=definition.least)
    return saturation.draw(shown, name, title)
