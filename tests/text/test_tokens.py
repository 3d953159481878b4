from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.store.engine import Store
from bsb.text.tokens import PRINT, TALK, printed_tokens, printed_words, search_words, tokens, without_marks

MIXED = st.text(alphabet="abcæøåÆØÅ 123-–…/()[].,'\n&@ßšé²’", max_size=80)


def test_marks_are_no_words() -> None:
    text = "Ja … [ler] // vi (navn 1) var(?) på (aktivitetshuset) – TO ganger"
    assert search_words(text) == ["ja", "vi", "var", "på", "to", "ganger"]


def test_a_replaced_name_parts_its_neighbours_and_a_pause_does_not() -> None:
    assert [word for word, _s, _e in tokens("på (bydelen) og … der")] == ["på", "", "og", "der"]


def test_printed_brackets_are_brackets() -> None:
    assert printed_words("Bydelen (bydelsutvalget) vil p& vegne av") == [
        "bydelen",
        "bydelsutvalget",
        "vil",
        "p&",
        "vegne",
        "av",
    ]
    assert [word for word, _s, _e in printed_tokens("@konomi (3)")] == ["@konomi", "3"]


@given(MIXED)
def test_words_and_tokens_agree_and_point_at_the_text(text: str) -> None:
    found = [(word, start, end) for word, start, end in tokens(text) if word]
    assert [word for word, _s, _e in found] == search_words(text)
    assert all(text[start:end].lower() == word for word, start, end in found)
    assert [word for word, _s, _e in printed_tokens(text)] == printed_words(text)


@given(MIXED, st.sets(st.text(alphabet="abæå1&", min_size=1, max_size=3), min_size=1, max_size=4), st.booleans())
def test_the_quick_look_finds_what_the_tokens_hold(text: str, forms: set[str], prefix: bool) -> None:
    for reading in (TALK, PRINT):
        asked = {form for form in forms if reading is PRINT or "&" not in form}
        held = [
            (start, end)
            for word, start, end in reading.tokens(text)
            if word and (word.startswith(tuple(asked)) if prefix else word in asked)
        ]
        assert reading.places(text, asked, prefix=prefix) == held


STORE = Store.in_memory()


@given(st.text(alphabet="abcæøåÆØÅéüĐđšŠ1ؠأ -–.,&@()[]", max_size=60))
def test_the_index_parts_the_words_where_we_do(text: str) -> None:
    plain = without_marks(text)
    for index, column, held, words in (
        ("turn_fts", "words", text if plain is None else plain, search_words(text)),
        ("keydoc_fts", "text", text, printed_words(text)),
    ):
        with STORE.write() as connection:
            connection.exec_driver_sql(f"INSERT INTO {index}(rowid, {column}) VALUES (1, ?)", (held,))
            connection.exec_driver_sql(f"CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, {index}, row)")
            seen = {row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.seen")}
            connection.rollback()
        assert seen == set(words)
