from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import yaml

from bsb.dialogue.finding_files import plan_findings, write_findings
from bsb.errors import BsbError
from bsb.project import Project
from tests.dialogue.conftest import NICE


def exported(project: Project, out: Path) -> Path:
    mark = project.summaries.mark()
    write_findings(out, project.findings, project.findings.all(), mark=mark, date=project.today)
    return out


def take(project: Project, path: Path, **how: str) -> list[int]:
    plan, new = plan_findings(path, project.findings, mark=project.summaries.mark())
    return project.findings.take_in(plan, new, author="TL", **how)


@pytest.mark.parametrize("ending", [".xlsx", ".yaml"])
def test_what_comes_back_as_it_went_changes_nothing(found: Project, tmp_path: Path, ending: str) -> None:
    before = found.findings.all()
    assert take(found, exported(found, tmp_path / f"f{ending}")) == []
    assert found.findings.all() == before


def test_a_workbook_changes_and_adds_findings_in_one_change(found: Project, tmp_path: Path) -> None:
    path = exported(found, tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["Funn"]
    sheet["H6"] = "Alle sa det."
    sheet["B7"], sheet["C7"], sheet["F7"] = "Trappa er mørk.", "utfordring", "Alna"
    book.save(path)
    assert len(take(found, path)) == 2
    assert found.findings.get("F2").assessment == "Alle sa det."
    assert found.findings.get("F3").statement == "Trappa er mørk."
    assert found.journal.undo().action == "finding.import"
    assert [finding.assessment for finding in found.findings.all()][1:] == [""]


def test_a_yaml_file_written_by_hand_adds_findings(found: Project, tmp_path: Path) -> None:
    path = tmp_path / "nye.yaml"
    entry = {"statement": "Trappa er mørk.", "kind": "utfordring", "evidence": ["temaer-bydeler: okonomi × Alna"]}
    path.write_text(yaml.safe_dump({"findings": [entry]}, allow_unicode=True), encoding="utf-8")
    take(found, path)
    assert found.findings.get("F3").speakers == 2


def test_what_was_changed_on_both_sides_wants_a_decision(found: Project, tmp_path: Path) -> None:
    path = exported(found, tmp_path / "f.yaml")
    text = path.read_text(encoding="utf-8").replace(NICE, "Boligene er fine.")
    path.write_text(text, encoding="utf-8")
    found.findings.edit("F2", {"statement": "Boligene er lyse."})
    with pytest.raises(BsbError, match="both"):
        take(found, path)
    take(found, path, take="mine")
    assert found.findings.get("F2").statement == "Boligene er lyse."
    take(found, path, take="theirs")
    assert found.findings.get("F2").statement == "Boligene er fine."


def test_faulty_rows_are_named_and_nothing_is_taken_in(found: Project, tmp_path: Path) -> None:
    path = exported(found, tmp_path / "f.yaml")
    text = path.read_text(encoding="utf-8").replace("god praksis", "bra").replace("districts: Alna", "districts: Oz")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BsbError) as caught:
        take(found, path)
    assert caught.value.hint.count("row") == 3
    path.write_text(text.replace("id: F2", "id: F9"), encoding="utf-8")
    with pytest.raises(BsbError, match="not in the project"):
        take(found, path)
