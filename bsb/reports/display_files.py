"""Displays as files: SVG, PNG for Word, and one HTML page with all of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bsb.analysis.displays.definition import DisplayDefinition
from bsb.analysis.displays.displays import Displays, Verdicts
from bsb.analysis.displays.material import Material
from bsb.config import Config
from bsb.corpus.interviews import Interviews
from bsb.errors import BsbError
from bsb.formats.picture import png
from bsb.formats.stable_zip import write_whole
from bsb.i18n import gettext as _
from bsb.reports.display_page import display_page, figure_with_quotes
from bsb.reports.display_quotes import Quotes
from bsb.reports.drawing.draw import draw
from bsb.reports.drawing.frame import Drawing
from bsb.reports.source_marks import display_source
from bsb.store.engine import Store
from bsb.text.match import slug

FOLDER, PAGE = "displayer", "displayer"
#: Kinds that can show one district alone.
_OF_A_DISTRICT = ("four-field", "profile", "heat-map", "network", "conference", "saturation")


@dataclass(frozen=True, slots=True)
class Picture:
    """One display as it was written. ``alt`` is its text for those who do not see it, for Word's alt text too."""

    name: str
    title: str
    alt: str
    svg: Path
    png: Path


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written. ``skipped`` are (name, reason) of those that could not be; ``warnings`` for organisers."""

    pictures: tuple[Picture, ...]
    page: Path | None
    skipped: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class DisplayFiles:
    """Draws and writes the displays of a project; ``output`` is where they go unless told otherwise.

    ``judged`` gives the verdicts of a district's conferences (None: of all) where no others are handed over.
    """

    displays: Displays
    store: Store
    interviews: Interviews
    config: Config
    output: Path
    today: datetime.date
    judged: Callable[[str | None], Verdicts] | None = None

    def definitions(self) -> list[DisplayDefinition]:
        """Return every definition, by name."""
        return self.displays.definitions()

    def draw(
        self,
        wanted: str | DisplayDefinition,
        *,
        district: str | None = None,
        interview: str | None = None,
        order: str | None = None,
        verdicts: Verdicts | None = None,
        material: Material | None = None,
    ) -> Drawing:
        """Draw one display: picture, alt text and table; see ``Displays.make`` for what it takes and refuses."""
        definition = self.displays.definition(wanted) if isinstance(wanted, str) else wanted
        here = self.config.district(district).name if district else ""
        if here and not takes_district(definition) and definition.kind != "interaction":
            raise BsbError(
                _("“{name}” shows all districts beside one another.").format(name=definition.name),
                _("Leave out --district."),
            )
        material = material or self.displays.material()
        if verdicts is None and definition.kind == "conference" and self.judged:
            verdicts = self.judged(here or None)
        shown = self.displays.make(
            definition,
            district=here or None,
            interview=interview,
            order=order,
            verdicts=verdicts,
            material=material,
        )
        about = getattr(shown, "interview", "") or here
        return draw(
            shown,
            definition,
            name="-".join(filter(None, (definition.name, slug(about)))),
            title=f"{definition.title}, {about}" if about and definition.kind != "interaction" else definition.title,
            names=material.names,
            smallest=self.config.privacy.smallest_cell,
        )

    def figure(self, wanted: str, *, district: str | None = None, interview: str | None = None) -> tuple[str, str]:
        """Return one display for a page: its title, and its picture and table as HTML that leads to quotes.

        Raises BsbError as ``draw`` does.
        """
        material = self.displays.material()
        drawing = self.draw(wanted, district=district, interview=interview, material=material)
        quotes = Quotes(self.store, material.touches, self.interviews.all())
        return drawing.title, figure_with_quotes(drawing, material.names, quotes)

    def render(
        self,
        names: Sequence[str] = (),
        *,
        district: str | None = None,
        interview: str | None = None,
        order: str | None = None,
        verdicts: Verdicts | None = None,
        quotes: bool = True,
        out: Path | None = None,
    ) -> Rendered:
        """Write displays as .svg and .png: those named, or all of them and the page that holds them all.

        Who talks with whom is for those who led an interview: it is drawn where it is asked for by name, and is never
        in the page. The page leads to quotes unless ``quotes`` is False.

        Raises BsbError for an unknown name, district or interview, or if a display that is named cannot be made.
        """
        folder = out or self.output / FOLDER
        here = self.config.district(district).name if district else ""
        material = self.displays.material()
        draw = partial(
            self.draw, district=district, interview=interview, order=order, verdicts=verdicts, material=material
        )
        if names:
            drawings = [draw(name) for name in dict.fromkeys(names)]
            return Rendered(tuple(self._write(drawing, folder) for drawing in drawings), None, (), ())
        drawings, skipped = [], []
        for definition in self.definitions():
            if definition.kind == "interaction" or (district and not _for_district(definition)):
                continue
            try:
                drawings.append(draw(definition))
            except BsbError as error:
                skipped.append((definition.name, error.message))
        if not drawings:
            raise BsbError(_("There is nothing to draw yet."), skipped[0][1] if skipped else "")
        found = None
        if quotes:
            touches = [t for t in material.touches if here in ("", t.district)]
            found = Quotes(self.store, touches, self.interviews.all())
        page = folder / f"{'-'.join(filter(None, (PAGE, slug(here))))}.html"
        text = display_page(drawings, self.config, material.names, found, today=self.today)
        write_whole(page, text.encode())
        return Rendered(
            tuple(self._write(drawing, folder) for drawing in drawings),
            page,
            tuple(skipped),
            tuple(self._warnings(here, material)) if quotes else (),
        )

    def _write(self, drawing: Drawing, folder: Path) -> Picture:
        source = display_source(drawing)
        svg = drawing.svg(source)
        paths = folder / f"{drawing.name}.svg", folder / f"{drawing.name}.png"
        write_whole(paths[0], svg.encode())
        write_whole(paths[1], png(svg, title=drawing.title, description=drawing.alt, source=source))
        return Picture(drawing.name, drawing.title, drawing.alt, *paths)

    def _warnings(self, district: str, material: Material) -> list[str]:
        """What the organisers should look at before the page leaves them."""
        limit = self.config.privacy.smallest_cell
        warnings = []
        few = [p.label for p in material.districts.values() if p.small and district in ("", p.key)]
        if few:
            warnings.append(
                _("Fewer than {n} participants stand behind the quotes from: {districts}.").format(
                    n=limit, districts=", ".join(few)
                )
            )
        alone = [
            i.name for i in self.interviews.all() if i.participants == 1 and i.words and district in ("", i.district)
        ]
        if alone:
            warnings.append(
                _("All quotes from {interviews} come from one person, and readers can see that.").format(
                    interviews=", ".join(alone)
                )
            )
        return warnings


def takes_district(definition: DisplayDefinition) -> bool:
    """Tell whether a display can show one district alone."""
    return definition.kind in _OF_A_DISTRICT and not definition.table


def _for_district(definition: DisplayDefinition) -> bool:
    """Tell whether a district's own page has the display: one column of a heat map says less than the profile."""
    return takes_district(definition) and definition.columns != ("district",)
