"""Rows handed to the driver stand in the table as SQLAlchemy would have put them there."""

from __future__ import annotations

import pytest
from sqlalchemy import Float, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError

from bsb.store.bulk import insert_rows
from bsb.store.engine import Store
from bsb.store.schema import code, counter, metadata


@pytest.mark.parametrize("count", [0, 1, 20, 21, 101])
def test_as_many_rows_as_were_given_with_defaults_where_nothing_was(count: int) -> None:
    store = Store.in_memory()
    rows = [(number, f"k{number}", "free", f'Navn «{number}», "så"') for number in range(1, count + 1)]
    with store.write() as connection:
        insert_rows(connection, code, ("id", "key", "facet", "name"), rows)
        found = connection.execute(select(code).order_by(code.c.id)).all()
    assert [(row.id, row.key, row.facet, row.name) for row in found] == rows
    assert all((row.codable, row.status, row.definition, row.parent_id) == (1, "active", "", None) for row in found)


def test_a_row_that_breaks_a_rule_stops_them_all_and_its_words_are_not_told() -> None:
    store = Store.in_memory()
    rows = [(number, f"k{number}", "free", "hemmelig") for number in range(1, 40)] + [(40, "x", "ukjent", "hemmelig")]
    with pytest.raises(IntegrityError) as caught, store.write() as connection:
        insert_rows(connection, code, ("id", "key", "facet", "name"), rows)
    assert "hemmelig" not in str(caught.value)
    with store.read() as connection:
        assert connection.execute(select(code)).all() == []


def test_every_column_takes_its_values_as_they_are() -> None:
    dialect = sqlite.dialect()
    columns = [column for table in metadata.tables.values() for column in table.columns]
    assert counter.c.next in columns
    turned = [c for c in columns if c.type.dialect_impl(dialect).bind_processor(dialect)]
    assert [c for c in turned if not isinstance(c.type, Float)] == []  # which leaves a float as it is
    assert [c for c in columns if c.default is not None and not c.default.is_scalar] == []
