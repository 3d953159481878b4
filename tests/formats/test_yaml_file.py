from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.formats.yaml_entries import open_entry
from bsb.formats.yaml_file import read_yaml


def test_each_who_reads_a_file_gets_a_mapping_of_their_own(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("navn: [én, to]\n", encoding="utf-8")
    read_yaml(path)["navn"].append("tre")
    assert read_yaml(path) == {"navn": ["én", "to"]}


def test_a_file_that_was_changed_is_read_anew(tmp_path: Path):
    path = tmp_path / "a.yaml"
    path.write_text("navn: én\n", encoding="utf-8")
    assert open_entry(path).text("navn") == "én"
    path.write_text("navn: to\nmer: tre\n", encoding="utf-8")
    assert open_entry(path).value == {"navn": "to", "mer": "tre"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: *b\n", "alias"),
        ("a: [\n", "line"),
        ("a: 1\na: 2\n", "twice"),
        ('a: "\\ud800"\n', "code"),
        ('a: "\\U99999999"\n', "code"),
        ("a: 2026-02-30\n", "date"),
        ("a: " + "9" * 5000 + "\n", "number"),
    ],
)
def test_a_fault_is_told_each_time_with_the_name_of_the_file(tmp_path: Path, text: str, told: str):
    for name in ("a.yaml", "b.yaml", "a.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(BsbError, match=told) as caught:
            open_entry(tmp_path / name)
        assert name in caught.value.message
