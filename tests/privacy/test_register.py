from __future__ import annotations

from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.privacy.register import Register
from bsb.privacy.scan import Scanner


def places(register: Register, text: str) -> list[str]:
    return [text[f.start : f.end] for f in register.find(text)]


def test_words_that_are_names_are_found_in_any_case_with_genitive_and_a_slip() -> None:
    register = Register.parse("Stein\nLiv, Tulla\nFarhiyo Warsame")
    assert places(register, "jeg stoler på stein og LIVS mor, og tulla") == ["stein", "LIVS", "tulla"]
    assert places(register, "det var Farhio som kom, og farhiyo warsames bil") == ["Farhio", "farhiyo warsames"]


def test_an_ordinary_word_is_no_slip_of_a_name() -> None:
    assert places(Register.parse("Marit Skogen"), "hun var i marinen og skogene") == []


def test_a_surname_that_is_an_everyday_word_is_found_in_the_full_name_only() -> None:
    register = Register.parse("Stein Nordmann")
    assert places(register, "en nordmann som heter stein, ja stein nordmann") == ["stein", "stein nordmann"]


def test_kinds_numbers_and_genitive_endings() -> None:
    register = Register.parse("# comment\nKari Nordmann, Kaia\nhus: Blåklokka\nsted: Granlia\nOla")
    found = {f.placeholder for f in register.find("Kaias venn på Blåklokka i Granlia kjenner Ola")}
    assert found == {"(navn 1)s", "(institusjonen)", "(stedet)", "(navn 2)"}


def test_unknown_kind_is_a_users_error() -> None:
    with pytest.raises(BsbError) as caught:
        Register.parse("katt: Pusur")
    assert "Pusur" not in str(caught.value)


def test_a_file_that_is_not_text_is_a_users_error(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(BsbError):
        Register.load(path)


def test_numbers_hold_over_scans_and_files_without_storing_names(tmp_path: Path) -> None:
    path = tmp_path / "names.txt"
    path.write_text("Stein\n", encoding="utf-8")
    register = Register.load(path)
    first = Scanner(register=register, model=False).scan([("participant", "Vi møtte Torunn og Gudrun.")])
    register.save_numbers(path)
    assert "Torunn" not in path.read_text(encoding="utf-8")
    second = Scanner(register=Register.load(path), model=False).scan([("participant", "Så kom Gudrun, og Torunn.")])
    assert [h.replacement for h in first] == ["(navn 2)", "(navn 3)"]
    assert [h.replacement for h in second] == ["(navn 3)", "(navn 2)"]
    assert Register.load(path).entries[0].forms == ("Stein",)
