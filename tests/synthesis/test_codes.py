from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bsb.coding.codes import Code
from bsb.errors import BsbError
from bsb.synthesis.codes import CodeMap, Theme, known_codes, minus, plus, read_codes, relation, write_codes

PROJECTS = ("alna", "bjerke")
THEME = "themes:\n  - key: okonomi\n    name: Økonomi\n"


def read(folder: Path, text: str) -> CodeMap:
    (folder / "codes.yaml").write_text(text, encoding="utf-8")
    return read_codes(folder / "codes.yaml", PROJECTS)


def test_no_file_is_an_empty_map(tmp_path: Path) -> None:
    assert read_codes(tmp_path / "codes.yaml", PROJECTS) == CodeMap()


def test_one_code_may_be_written_without_a_list(tmp_path: Path) -> None:
    assert read(tmp_path, THEME + "    codes: {alna: penger}\n").themes[0].codes == {"alna": ("penger",)}


@pytest.mark.parametrize(
    ("text", "told", "hint"),
    [
        (THEME + "    codes: {alnaa: [penger]}\n", "line 4 (themes › 1 › codes › alnaa)", "Did you mean alna?"),
        (THEME + "    codes: {alna: [penger]}\n    proposed: {alna: [penger]}\n", "in two places", "Keep one"),
        (THEME + "    codes: {alna: [penger]}\nhere: {alna: [penger]}\n", "in two places", "Keep one"),
        (THEME + "  - {key: okonomi, name: Penger}\n", "two themes “okonomi”", "Keep one"),
        (THEME + "    kodes: {}\n", "“kodes” is not known", "codes"),
        (THEME + "    codes: [penger]\n", "lines are wanted here", "form"),
        ("themes:\n  - {key: Økonomi, name: Økonomi}\n", "cannot be a key", "a-z"),
    ],
)
def test_faults_of_the_map_are_told(tmp_path: Path, text: str, told: str, hint: str) -> None:
    with pytest.raises(BsbError) as error:
        read(tmp_path, text)
    assert told in error.value.message
    assert hint in error.value.hint


def test_a_code_that_an_evaluation_never_had_is_told_with_a_suggestion(tmp_path: Path) -> None:
    codes = read(tmp_path, THEME + "    codes:\n      alna: [pengr]\n")
    book = [Code("penger", "theme", "Penger")]
    with pytest.raises(BsbError) as error:
        known_codes(tmp_path / "codes.yaml", codes, "alna", book, ())
    assert "codes.yaml, line 5" in error.value.message
    assert error.value.hint == "Did you mean penger?"
    known_codes(tmp_path / "codes.yaml", codes, "alna", book, ("pengr",))  # it was there once


KEYS = st.dictionaries(st.sampled_from(PROJECTS), st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=20)


@given(st.lists(st.tuples(WORDS, KEYS, KEYS), max_size=4), KEYS)
def test_a_map_comes_back_as_it_was_written(
    themes: list[tuple[str, object, object]], here: dict[str, list[str]]
) -> None:
    seen: set[tuple[str, str]] = set()

    def own(keys: object) -> dict[str, tuple[str, ...]]:
        assert isinstance(keys, dict)
        found = {}
        for project, codes in keys.items():
            new = tuple(dict.fromkeys(code for code in codes if (project, code) not in seen))
            seen.update((project, code) for code in new)
            if new:
                found[project] = new
        return found

    from bsb.text.normal import normalise

    made = CodeMap(
        tuple(
            Theme(f"tema-{n}", normalise(name), codes=own(codes), proposed=own(proposed))
            for n, (name, codes, proposed) in enumerate(themes)
        ),
        own(here),
    )
    with tempfile.TemporaryDirectory() as folder:
        write_codes(Path(folder) / "codes.yaml", made)
        assert read_codes(Path(folder) / "codes.yaml", PROJECTS) == made


def test_a_code_gathers_those_below_it_that_stand_nowhere() -> None:
    book = [
        Code("bolig", "theme", "Bolig"),
        Code("leie", "theme", "Leie", parent="bolig"),
        Code("naboer", "theme", "Naboer", parent="bolig"),
        Code("koret", "theme", "Koret"),
        Code("annet", "theme", "Annet"),
    ]
    codes = CodeMap(
        (Theme("bo", "Bo", codes={"alna": ("bolig",)}), Theme("folk", "Folk", codes={"alna": ("naboer",)})),
        {"alna": ("koret",)},
    )
    assert codes.groups("alna", book) == {
        "bo": ("bolig", "leie"),
        "folk": ("naboer",),
        ":here": ("koret",),
        ":": ("annet",),
    }


def test_how_codes_relate_to_a_theme() -> None:
    book = [Code("penger", "theme", "Penger"), Code("gjeld", "theme", "Gjeld"), Code("okonomi", "theme", "Råd")]

    def how(*keys: str) -> str:
        return relation(Theme("okonomi", "Økonomi", codes={"alna": keys}), "alna", book)

    assert [how(), how("okonomi"), how("penger"), how("penger", "gjeld")] == ["", "same", "renamed", "merged"]
    assert how("gone") == ""


def test_keys_come_and_go() -> None:
    assert plus({"alna": ("a",)}, "alna", ["b", "a"]) == {"alna": ("a", "b")}
    assert minus({"alna": ("a", "b")}, "alna", ["a"]) == {"alna": ("b",)}
    assert minus({"alna": ("a",)}, "alna", ["a"]) == {}
