from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.store.engine import Store
from bsb.text.tokens import printed_tokens, printed_words, search_words, tokens

MIXED = st.text(alphabet="abcæøåÆØÅ 123-–…/()[].,'\n&@İß", max_size=80)


def test_marks_are_no_words() -> None:
    assert search_words("Ja … [ler] // vi (navn 1) var(?) på (aktivitetshuset) – TO ganger") == "ja vi var på to ganger"


def test_a_replaced_name_parts_its_neighbours_and_a_pause_does_not() -> None:
    assert [word for word, _s, _e in tokens("på (bydelen) og … der")] == ["på", "", "og", "der"]


def test_printed_brackets_are_brackets() -> None:
    assert printed_words("Bydelen (bydelsutvalget) vil p& vegne av") == "bydelen bydelsutvalget vil p& vegne av"
    assert [word for word, _s, _e in printed_tokens("@konomi (3)")] == ["@konomi", "3"]


@given(MIXED)
def test_words_and_tokens_agree_and_point_at_the_text(text: str) -> None:
    found = [(word, start, end) for word, start, end in tokens(text) if word]
    assert " ".join(word for word, _s, _e in found) == search_words(text)
    assert all(text[start:end].lower() == word for word, start, end in found)
    assert " ".join(word for word, _s, _e in printed_tokens(text)) == printed_words(text)


STORE = Store.in_memory()


@given(st.text(alphabet="abcæøåéü1 -–.,&@", max_size=60))
def test_the_index_parts_the_words_where_we_do(text: str) -> None:
    with STORE.write() as connection:
        connection.exec_driver_sql("INSERT INTO turn_fts(rowid, words) VALUES (1, ?)", (search_words(text),))
        connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, turn_fts, instance)")
        seen = [row[0] for row in connection.exec_driver_sql("SELECT term FROM temp.seen ORDER BY offset")]
        connection.rollback()
    assert seen == search_words(text).split()
