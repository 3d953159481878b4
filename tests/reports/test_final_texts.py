from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.reports.final.texts import FIELDS, FinalTexts, coreq_keys


def put(project: Project, text: str) -> None:
    path = project.final_report.texts_file
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_file_to_fill_in_is_sound_and_empty_and_is_made_once(coded: Project):
    path = coded.final_report.start()
    assert path == coded.root / "report" / "final.yaml"
    assert coded.final_report.texts() == FinalTexts()
    text = path.read_text(encoding="utf-8")
    assert all(f'\n{name}: ""' in text for name in FIELDS)
    assert '\n  okonomi: ""' in text
    assert '\n  bolig: ""' in text
    assert "sammenheng" not in text  # it only groups others
    assert '\n  utdanning: ""' in text
    with pytest.raises(BsbError, match="already"):
        coded.final_report.start()
    assert path.read_text(encoding="utf-8") == text


def test_paragraphs_stay_apart_and_empty_fields_count_as_none(coded: Project):
    put(coded, "summary: >-\n  En\n  linje.\n\n  To.\nbackground:\npurpose: ' '\nthemes: {okonomi: Dyrt.}\n")
    found = coded.final_report.texts()
    assert found["summary"] == "En linje.\nTo."
    assert found["background"] == found["purpose"] == found["title"] == ""
    assert dict(found.themes) == {"okonomi": "Dyrt."}


@pytest.mark.parametrize(
    ("text", "wrong", "hint"),
    [
        ("sumary: Hei.\n", "line 1", "summary"),
        ("summary: Hei.\nthemes: {okonom: Dyrt.}\n", "line 2", "okonomi"),
        ("coreq: {utdaning: Ja.}\n", "utdaning", "utdanning"),
        ("date: 2026-08-01\n", "date", "quotation marks"),
        ("summary: [a]\n", "summary", ""),
        ("summary: a\nsummary: b\n", "twice", ""),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(coded: Project, text: str, wrong: str, hint: str):
    put(coded, text)
    with pytest.raises(BsbError, match=wrong) as error:
        coded.final_report.write()
    assert hint in error.value.hint
    assert not (coded.output / "sluttrapport").exists()


def test_what_people_wrote_answers_an_item_of_the_checklist(coded: Project):
    put(coded, "coreq:\n  utdanning: Ulik.\n  opptak: På lyd.\n")
    items = {item.number: item for item in coded.reports.coreq()}
    assert (items[2].state, items[2].known, items[2].missing) == ("known", "Ulik.", "")
    assert items[19].state == "known"
    assert items[19].known.endswith("På lyd.")
    assert len(coreq_keys()) == 32


def test_a_backup_takes_the_file_along(coded: Project, tmp_path: Path):
    put(coded, "summary: Kort sagt.\n")
    made = coded.backups.make(tmp_path / "b.bsbbackup")
    Project.from_backup(made.path, tmp_path / "ny")
    assert (tmp_path / "ny" / "report" / "final.yaml").read_text(encoding="utf-8") == "summary: Kort sagt.\n"
