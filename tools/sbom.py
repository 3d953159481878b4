"""``python -m tools.sbom [FILE]``: write the bill of materials of a release (CycloneDX 1.6, JSON).

It tells the versions that are installed where it is made: make it in an environment with bsb and little else.
The time is ``SOURCE_DATE_EPOCH`` and the serial number comes of the contents: equal input gives equal bytes.
"""

from __future__ import annotations

import datetime
import hashlib
import os
import sys
import uuid
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name

from tools.dependencies import ROOT, Dependencies, dependencies


def bill(found: Dependencies) -> str:
    """Return the bill of materials as JSON."""
    named = LicenseFactory()
    bom = Bom()
    root = Component(
        name=found.project, version=found.version, type=ComponentType.APPLICATION, bom_ref=found.project,
        licenses=[named.make_from_string("MIT")],
    )  # fmt: skip
    bom.metadata.component = root
    every = {}
    for package in (*found.runtime, *found.optional):
        key = canonicalize_name(package.name)
        every[key] = Component(
            name=package.name,
            version=package.version,
            type=ComponentType.LIBRARY,
            bom_ref=f"{key}=={package.version}",
            purl=PackageURL("pypi", None, key, package.version),
            description=package.summary or None,
            licenses=[named.make_from_string(package.licence)],
        )
    for package in (*found.runtime, *found.optional):
        part = every[canonicalize_name(package.name)]
        bom.components.add(part)
        bom.register_dependency(part, [every[each] for each in package.needs if each in every])
    bom.register_dependency(root, [every[name] for name in found.direct])
    when = int(os.environ.get("SOURCE_DATE_EPOCH", "1767225600"))
    bom.metadata.timestamp = datetime.datetime.fromtimestamp(when, tz=datetime.UTC)
    versions = "\n".join(sorted(str(part.purl) for part in every.values()))
    bom.serial_number = uuid.UUID(bytes=hashlib.sha256(versions.encode()).digest()[:16], version=4)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


if __name__ == "__main__":
    out = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "dist" / "bsb-sbom.cdx.json"
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(bill(dependencies()), encoding="utf-8", newline="\n")
    print(out)
