"""What comes along has licences that go with ours, and the bill of materials is one that others can read."""

from __future__ import annotations

import json
import re

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from tools.dependencies import Dependencies, dependencies
from tools.licences import FILE
from tools.sbom import bill


@pytest.fixture(scope="module")
def found() -> Dependencies:
    return dependencies()


def test_nothing_is_under_the_gpl(found: Dependencies) -> None:
    strict = {
        p.name
        for p in (*found.runtime, *found.optional)
        if re.search(r"(?<!L)GPL|GNU General|Affero|SSPL", p.licence)
    }
    assert strict == set()
    assert {package.name for package in found.runtime if "LGPL" in package.licence} == {"docxtpl"}
    lesser = {package.name for package in found.optional if "LGPL" in package.licence}
    assert lesser <= {"psycopg", "psycopg-binary"}
    assert len(found.runtime) > 30


def test_every_package_tells_its_licence_and_stands_on_the_page(found: Dependencies) -> None:
    assert [package.name for package in (*found.runtime, *found.optional) if package.licence == "?"] == []
    page = FILE.read_text(encoding="utf-8")
    missing = [p.name for p in (*found.runtime, *found.optional) if f"| {p.name} |" not in page]
    assert missing == [], "run: python -m tools.licences"


def test_the_bill_of_materials_is_valid_and_whole(found: Dependencies) -> None:
    text = bill(found)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    told = json.loads(text)
    assert {part["name"] for part in told["components"]} == {p.name for p in (*found.runtime, *found.optional)}
    (root,) = [each for each in told["dependencies"] if each["ref"] == "bsb"]
    assert len(root["dependsOn"]) == len(found.direct)
    assert bill(found) == text
