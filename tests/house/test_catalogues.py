"""Everything people read is translated, and the compiled catalogue is the written one."""

from __future__ import annotations

from tools.messages import PO, collect, compiled, load, missing


def test_every_message_of_ours_is_translated() -> None:
    catalog = load()
    wanting = set(missing(catalog))
    ours = {str(m.id[0] if isinstance(m.id, (list, tuple)) else m.id) for m in collect() if m.id and m.locations}
    known = {str(m.id[0] if isinstance(m.id, (list, tuple)) else m.id) for m in catalog if m.id}
    assert sorted(ours - known) == [], "run: python -m tools.messages"
    assert sorted(ours & wanting) == []


def test_the_compiled_catalogue_is_current() -> None:
    assert PO.with_suffix(".mo").read_bytes() == compiled(load())
