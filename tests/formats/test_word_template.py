import datetime
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bsb.errors import BsbError
from bsb.formats.word_template import render

DAY = datetime.date(2026, 5, 20)


def template(folder: Path, *paragraphs: str, header: str = "") -> Path:
    made = Document()
    for text in paragraphs:
        made.add_paragraph(text)
    if header:
        made.sections[0].header.paragraphs[0].text = header
    path = folder / "mal.docx"
    made.save(path)
    return path


def filled(path: Path, context: dict[str, object]) -> list[str]:
    out = path.with_name("ut.docx")
    render(path, context, out, date=DAY, title="T")
    return [p.text for p in Document(out).paragraphs]


def test_fields_loops_and_headers_are_filled_in(tmp_path: Path):
    path = template(tmp_path, "{{ a }}", "{%p for x in xs %}", "- {{ x }}", "{%p endfor %}", header="{{ a }}")
    assert filled(path, {"a": "Hei", "xs": ["én", "to"]}) == ["Hei", "- én", "- to"]
    assert Document(tmp_path / "ut.docx").sections[0].header.paragraphs[0].text == "Hei"


def test_signs_that_xml_uses_and_braces_stay_as_written(tmp_path: Path):
    path = template(tmp_path, "{{ a }}")
    assert filled(path, {"a": 'A & B <c> {{ d }} {% e %} "f" ]]>'}) == ['A & B <c> {{ d }} {% e %} "f" ]]>']


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=6)
@given(texts=st.lists(st.text(max_size=40), min_size=6, max_size=12))
def test_any_text_survives_but_for_what_word_cannot_hold(tmp_path: Path, texts: list[str]):
    path = template(tmp_path, "{%p for text in texts %}", "[{{ text }}]", "{%p endfor %}")
    forbidden = {*map(chr, range(32)), *map(chr, range(0xD800, 0xE000)), "\x7f", "\ufffe", "\uffff"} - {"\t", "\n"}
    kept = ["".join(c for c in text if c not in forbidden) for text in texts]
    assert filled(path, {"texts": texts}) == [f"[{text}]" for text in kept]


def test_a_line_break_stays_one_and_none_is_nothing(tmp_path: Path):
    path = template(tmp_path, "[{{ a }}][{{ b }}]")
    assert filled(path, {"a": "x\ny", "b": None}) == ["[x\ny][]"]


def test_all_fields_that_the_context_lacks_are_listed_at_once(tmp_path: Path):
    path = template(
        tmp_path, "{{ tittel }}", "{%p for t in themes %}", "{{ t.navn }}", "{%p endfor %}", header="{{ dato }}"
    )
    with pytest.raises(BsbError) as error:
        filled(path, {"title": "x", "themes": [{"name": "y"}]})
    for field in ("tittel", "navn", "dato"):
        assert field in error.value.message
    assert "mal.docx" in error.value.message
    assert "title" in error.value.hint
    assert not (tmp_path / "ut.docx").exists()


def test_a_field_in_a_branch_not_taken_is_also_listed(tmp_path: Path):
    path = template(tmp_path, "{% if a %}{{ b }}{% endif %}")
    with pytest.raises(BsbError, match="b"):
        filled(path, {"a": False})


def test_a_field_may_be_tested_for(tmp_path: Path):
    path = template(tmp_path, "{%p for t in ts %}", "{{ t.x is defined }}", "{%p endfor %}")
    assert filled(path, {"ts": [{"x": 1}, {}]}) == ["True", "False"]


@pytest.mark.parametrize("text", ["{% if a %}", "{% for %}", "{{ a | finnesikke }}", "{{ a.b.c() }}", "{{ 1 // 0 }}"])
def test_malformed_fields_are_an_error_with_nothing_written(tmp_path: Path, text: str):
    with pytest.raises(BsbError) as error:
        filled(template(tmp_path, text), {"a": "hemmelig"})
    assert "hemmelig" not in error.value.message + error.value.hint
    assert not (tmp_path / "ut.docx").exists()


@pytest.mark.parametrize(
    "text", ["{{ a.__class__.__mro__ }}", "{{ ''.__class__ }}", "{% for i in range(999999999) %}{% endfor %}"]
)
def test_a_template_reaches_nothing_outside_its_context(tmp_path: Path, text: str):
    path = template(tmp_path, text)
    try:
        shown = filled(path, {"a": "x"})
    except BsbError:
        return
    assert "class" not in " ".join(shown)


@pytest.mark.parametrize("content", [b"", b"ikke en zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_word_file(tmp_path: Path, content: bytes):
    path = tmp_path / "mal.docx"
    path.write_bytes(content)
    with pytest.raises(BsbError) as error:
        filled(path, {})
    assert "mal.docx" in error.value.message


def test_a_missing_template(tmp_path: Path):
    with pytest.raises(BsbError):
        filled(tmp_path / "mal.docx", {})


def test_the_same_input_gives_the_same_bytes(tmp_path: Path):
    path = template(tmp_path, "{{ a }}")
    one, other = tmp_path / "1.docx", tmp_path / "2.docx"
    for out in (one, other):
        render(path, {"a": "x"}, out, date=DAY, title="T")
    assert one.read_bytes() == other.read_bytes()


def test_finish_gets_the_filled_document(tmp_path: Path):
    path, out = template(tmp_path, "{{ a }}"), tmp_path / "ut.docx"
    render(path, {"a": "x"}, out, date=DAY, title="T", finish=lambda d: d.add_paragraph(d.paragraphs[0].text + "y"))
    assert [p.text for p in Document(out).paragraphs] == ["x", "xy"]
