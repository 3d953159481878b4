"""The guide library: the guides of a project before the shipped ones, and the versions that interviews used."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bsb.errors import BsbError
from bsb.guide.check.wordlist import FILE as WORDLIST
from bsb.guide.check.wordlist import Wordlist, load_wordlist
from bsb.guide.factors import FILES as FACTORS
from bsb.guide.factors import Factor, load_factors
from bsb.guide.model import Guide, content_hash, load_guide
from bsb.i18n import N_
from bsb.i18n import gettext as _
from bsb.text.match import choose, fold

#: The guides that are taken where none is named: for a group, and for one person (in each language).
FULL = "temaguide-full"
FOR_ONE = {"nb": "temaguide-enkelt", "nn": "temaguide-enkelt-nynorsk", "en": "temaguide-enkelt-english"}
#: Where the versions lie that interviews used; guides in it are found by their version only.
VERSIONS = "utgaver"
_SHORT = 8
_FEWEST_DIGITS = 4
EXERCISES = "ovelser.yaml"
_NO_GUIDES = frozenset({*FACTORS.values(), WORDLIST, EXERCISES})


@dataclass(frozen=True, slots=True)
class Used:
    """The guide that an interview used. ``changed``: that version is gone, and this is the guide as it is now."""

    guide: Guide
    changed: bool = False


class Guides:
    """The guides in some folders; a file in an earlier folder stands before one of that name in a later.

    ``folders`` are a project's own ``guides`` and then the shipped one; a folder that is not there is empty.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = tuple(folders)

    @property
    def folder(self) -> Path:
        """The folder that new guides are written in: the first."""
        return self._folders[0]

    def _files(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for folder in self._folders:
            for path in sorted(folder.glob("*.yaml")):
                if path.name not in _NO_GUIDES:
                    found.setdefault(path.stem, path)
        return dict(sorted(found.items()))

    def list(self) -> list[Guide]:
        """Return all guides by key. Raises BsbError for the first that is not sound."""
        return [load_guide(path) for path in self._files().values()]

    def get(self, wanted: str) -> Guide:
        """Return the guide meant by its key (the file's name), its name or an unambiguous beginning of either.

        A key that fits exactly is read alone, so one broken file does not stand in the way of the others.
        ``KEY@VERSION`` means the version of that guide whose hash begins so (four digits or more).
        Raises BsbError ("did you mean") if none or several fit, or if the guide is not sound.
        """
        if "@" in wanted:
            return self._version(*wanted.split("@", 1))
        return load_guide(self._path(wanted))

    def _path(self, wanted: str) -> Path:
        files = self._files()
        if not files:
            raise BsbError(_("There are no guides."), _("Put a guide into the folder guides, or reinstall bsb."))
        for key, path in files.items():
            if fold(key) == fold(wanted):
                return path
        return files[choose(wanted, {guide.key: (guide.name,) for guide in self.list()}, N_("guide"))]

    def keep(self, wanted: str) -> Guide:
        """Return a guide, and keep a copy of it as it is now in the project (``guides/utgaver``), for later.

        What is recorded with an interview is the copy's version. Raises BsbError as ``get`` does.
        """
        path = self._path(wanted)
        guide = load_guide(path)
        kept = self.folder / VERSIONS / f"{guide.key}-{content_hash(guide)[:_SHORT]}.yaml"
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, kept)
        return guide

    def used(self, key: str, version: str) -> Used:
        """Return the guide that an interview recorded, by key and content hash ("" = not recorded).

        The guide of that name if it is still that version, else the copy that was kept, else any guide with that
        content, else the guide as it is now (``changed``). Raises BsbError if there is no guide of that name either;
        one whose name only begins so is not taken.
        """
        if not version:
            return Used(self.get(key))
        files = self._files()
        candidates = [*([files[key]] if key in files else []), *self._kept(key), *files.values()]
        for path in candidates:
            try:
                guide = load_guide(path)
            except BsbError:
                if path == files.get(key):
                    raise
                continue
            if content_hash(guide) == version:
                return Used(_named(guide, key))
        if key not in files:  # another guide whose name begins so is not meant
            raise BsbError(
                _("The guide “{guide}” that was used is gone, and so is the copy of it.").format(guide=key),
                _("Put the file back into the folder guides, or name another with --guide."),
            )
        return Used(load_guide(files[key]), changed=True)

    def _kept(self, key: str) -> Sequence[Path]:
        return sorted(path for folder in self._folders for path in (folder / VERSIONS).glob(f"{key}-*.yaml"))

    def _version(self, wanted: str, version: str) -> Guide:
        path = self._path(wanted)
        key = path.stem
        guides = [_named(load_guide(p), key) for p in (path, *self._kept(key))]
        if len(version) >= _FEWEST_DIGITS:
            for guide in guides:
                if content_hash(guide).startswith(version.lower()):
                    return guide
        known = ", ".join(dict.fromkeys(f"{key}@{content_hash(guide)[:_SHORT]}" for guide in guides))
        raise BsbError(
            _("There is no version {version} of the guide {guide}.").format(version=version, guide=key),
            _("Known: {names}.").format(names=known),
        )

    def factors(self, language: str = "nb") -> tuple[Factor, ...]:
        """Return the critical factors in a language of guides, from the first folder that has them.

        Raises BsbError if none has.
        """
        name = FACTORS[language]
        for folder in self._folders:
            if (path := folder / name).is_file():
                return load_factors(path)
        raise BsbError(_("There is no file {file} with the critical factors.").format(file=name), _("Reinstall bsb."))

    def exercises(self) -> Path:
        """Return the file with the exercises for new interviewers, from the first folder that has one.

        Raises BsbError if none has.
        """
        for folder in self._folders:
            if (path := folder / EXERCISES).is_file():
                return path
        raise BsbError(_("There is no file {file} with exercises.").format(file=EXERCISES), _("Reinstall bsb."))

    def wordlist(self) -> Wordlist:
        """Return the words that want an explanation, of all folders together. Raises BsbError for a broken list."""
        return load_wordlist(path for folder in self._folders if (path := folder / WORDLIST).is_file())


def _named(guide: Guide, key: str) -> Guide:
    """Return a guide under the key that its interview knows it by, whatever its file is called."""
    return replace(guide, key=key)
