from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bsb.formats.source import clean
from bsb.text.normal import normalise


@given(st.text(st.sampled_from("aå -\n\r\t\u00a0\u00ad\u2011\u200b\u030a\u2028\ufeff\x00\x7fé😀"), max_size=20))
def test_clean_text_is_normalised_text_without_layout(text: str) -> None:
    for odd, plain in (("\u00ad", ""), ("\u200b", ""), ("\u2011", "-")):
        text = text.replace(odd, plain)
    assert clean(text) == normalise(text)
    assert clean(clean(text)) == clean(text)


def test_layout_hyphens_do_not_hide_a_word() -> None:
    assert clean("med\u00advirk\u00adning i 50\u2011årene, A\u030apent") == "medvirkning i 50-årene, Åpent"
