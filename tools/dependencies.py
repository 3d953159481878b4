"""What bsb needs to run, as it is installed here: every package with its version and licence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
#: What people may install beside the program itself; the other extras are for those who work on it.
EXTRAS = ("crypto", "team", "cluster")
_CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "The Unlicense (Unlicense)": "Unlicense",
}
_PLAIN = {"apache 2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0", "bsd": "BSD-3-Clause"}
_WORDS = {
    "Permission is hereby granted, free of charge": "MIT",
    "The origin of this software must not be misrepresented": "Zlib",
}


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: ``licence`` as SPDX where its maker says so; ``needs`` are canonical names."""

    name: str
    version: str
    licence: str
    summary: str
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dependencies:
    """``runtime`` is in every installation; ``optional`` comes with an extra only."""

    project: str
    version: str
    direct: tuple[str, ...]
    runtime: tuple[Package, ...]
    optional: tuple[Package, ...]


def dependencies() -> Dependencies:
    """Return what this checkout needs, with all that those need in turn.

    Raises:
        PackageNotFoundError: if a package it always needs is not installed.

    """
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime = _closure(told["dependencies"])
    optional: dict[str, Package] = {}
    for extra in EXTRAS:
        try:
            optional |= _closure(told["optional-dependencies"].get(extra, []))
        except PackageNotFoundError:
            continue  # not installed here
    direct = tuple(sorted(canonicalize_name(Requirement(each).name) for each in told["dependencies"]))
    rest = [package for name, package in sorted(optional.items()) if name not in runtime]
    always = tuple(package for _name, package in sorted(runtime.items()))
    return Dependencies(told["name"], told["version"], direct, always, tuple(rest))


def _closure(requirements: Iterable[str]) -> dict[str, Package]:
    found: dict[str, Package] = {}
    waiting = [Requirement(each) for each in requirements]
    while waiting:
        wanted = waiting.pop()
        key = canonicalize_name(wanted.name)
        needs = _needs(distribution(wanted.name), wanted.extras)
        if key in found and not wanted.extras:
            continue
        there = distribution(wanted.name)
        summary = there.metadata.get("Summary") or ""
        names = tuple(sorted({canonicalize_name(each.name) for each in needs}))
        found[key] = Package(there.metadata["Name"], there.version, licence(there), summary, names)
        waiting += needs
    return found


def _needs(there: Distribution, extras: set[str]) -> list[Requirement]:
    every = [Requirement(each) for each in there.requires or []]
    return [e for e in every if not e.marker or any(e.marker.evaluate({"extra": x}) for x in ("", *extras))]


def licence(there: Distribution) -> str:
    """Return the licence of an installed package as its maker tells it.

    >>> from importlib.metadata import distribution
    >>> licence(distribution("click"))
    'BSD-3-Clause'
    """
    told = there.metadata
    if expression := told.get("License-Expression"):
        return expression
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or [] if c.startswith("License ::")]
    named = sorted({_CLASSIFIERS.get(each, each) for each in classes} - {"OSI Approved"})
    if named:
        return " AND ".join(named)
    words = re.sub(r"\s+", " ", (told.get("License") or "").strip().splitlines()[0] if told.get("License") else "")
    return _PLAIN.get(words.lower(), words) or _by_text(there) or "?"


def _by_text(there: Distribution) -> str:
    """Know a licence by its words, where the maker ships them and names it nowhere."""
    for file in there.files or []:
        if "LICENSE" in file.name.upper():
            text = " ".join(file.read_text().split())
            return next((name for words, name in _WORDS.items() if words in text), "")
    return ""
