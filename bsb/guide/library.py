"""The guide library: the guides of a project before the shipped ones, and what of a guide fits a group."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from pathlib import Path

from bsb.errors import BsbError
from bsb.guide.check.wordlist import FILE as WORDLIST
from bsb.guide.check.wordlist import Wordlist, load_wordlist
from bsb.guide.factors import FILE as FACTORS
from bsb.guide.factors import Factor, load_factors
from bsb.guide.model import Guide, load_guide
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose, fold


class Guides:
    """The guides in some folders; a file in an earlier folder stands before one of that name in a later.

    ``folders`` are a project's own ``guides`` and then the shipped one; a folder that is not there is empty.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    def _files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self._folders:
            for path in sorted(folder.glob("*.yaml")):
                if path.name not in (FACTORS, WORDLIST):
                    found.setdefault(path.stem, path)
        return dict(sorted(found.items()))

    def list(self) -> list[Guide]:
        """Return all guides by key. Raises BsbError for the first that is not sound."""
        return [load_guide(path) for path in self._files().values()]

    def get(self, wanted: str) -> Guide:
        """Return the guide meant by its key (the file's name), its name or an unambiguous beginning of either.

        A key that fits exactly is read alone, so one broken file does not stand in the way of the others.
        Raises BsbError ("did you mean") if none or several fit, or if the guide is not sound.
        """
        files = self._files()
        if not files:
            raise BsbError(_("There are no guides."), _("Put a guide into the folder guides, or reinstall bsb."))
        for key, path in files.items():
            if fold(key) == fold(wanted):
                return load_guide(path)
        guides = {guide.key: guide for guide in self.list()}
        return guides[choose(wanted, {key: (guide.name,) for key, guide in guides.items()}, N_("guide"))]

    def factors(self) -> tuple[Factor, ...]:
        """Return the critical factors, from the first folder that has them. Raises BsbError if none has."""
        for folder in self._folders:
            if (path := folder / FACTORS).is_file():
                return load_factors(path)
        raise BsbError(
            _("There is no file {file} with the critical factors.").format(file=FACTORS), _("Reinstall bsb.")
        )

    def wordlist(self) -> Wordlist:
        """Return the words that want an explanation, of all folders together. Raises BsbError for a broken list."""
        return load_wordlist(path for folder in self._folders if (path := folder / WORDLIST).is_file())


def for_services(
    guide: Guide, services: Sequence[str] = (), minutes: int | None = None, *, known: Iterable[str] = ()
) -> Guide:
    """Return the guide with the topics that fit the chosen services, its first and last topic always among them.

    A topic that names no services fits all; no services chosen means all topics. The frame stays
    ``guide.minutes`` unless ``minutes`` gives another; no topic is shortened or stretched, and what is left
    over is ``spare_minutes``, which the time plan shows. ``known`` are keys of services that the guide need not
    have a topic for (the codebook's).

    Raises BsbError ("did you mean") for a service that neither the guide nor ``known`` has, and if the topics
    and the break need more than the frame.
    """
    names = dict.fromkeys((*guide.services, *known), ())
    wanted = {choose(service, names, N_("service")) if names else service for service in services}
    ends = (guide.topics[0], guide.topics[-1])
    chosen = dataclasses.replace(
        guide,
        minutes=guide.minutes if minutes is None else minutes,
        topics=tuple(
            topic
            for topic in guide.topics
            if not wanted or not topic.services or topic in ends or wanted & set(topic.services)
        ),
    )
    if chosen.spare_minutes < 0:
        raise BsbError(
            _("The topics of “{guide}” for these services take {needed} minutes, and there are {minutes}.").format(
                guide=guide.key, needed=chosen.minutes - chosen.spare_minutes, minutes=chosen.minutes
            ),
            _("Choose fewer services, a shorter guide (bsb guide list) or more time."),
        )
    return chosen
