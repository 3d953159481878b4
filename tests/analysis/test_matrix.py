from __future__ import annotations

import json
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.analysis.definitions import MatrixDefinition, Only
from bsb.analysis.matrix import MEASURES, Cell, Matrix, count_matrix
from bsb.coding.codebook import Codebook
from bsb.errors import BsbError
from bsb.project import Project
from bsb.store import schema
from bsb.store.journal import Journal
from tests.analysis.world import CODES, CONFIG, Mark, Said, Talk, World, store_of, whole, worlds
from tests.conftest import code


def themes(project: Project, **options: str) -> Matrix:
    made = project.matrices.make("temaer-bydeler", **options)
    assert isinstance(made, Matrix)
    return made


def test_one_loud_voice_shows_as_one_voice(coded: Project) -> None:
    code(
        coded,
        "alna-fg1,2,KA,okonomi,critical,husleia er høy",
        "alna-fg1,2,TL,okonomi,critical,Men husleia er høy",
        "alna-fg1,5,KA,okonomi,positive,",
        "alna-fg1,1,KA,okonomi,neutral,",
    )
    cell = themes(coded).cell("okonomi", "Alna")
    assert (cell.speakers, cell.interviews, cell.turns, cell.codings) == (1, 1, 2, 3)
    assert (cell.positive, cell.critical) == (1, 1)
    assert cell.single_voice
    assert [line.key for line in themes(coded).single_voices()] == ["okonomi"]


def test_empty_cells_and_nesting(coded: Project) -> None:
    made = themes(coded)
    assert made.cell("okonomi", "Alna").turns == 0
    assert made.total("okonomi") == Cell()
    assert [(line.key, line.depth, line.countable) for line in made.rows] == [
        ("okonomi", 0, True),
        ("sammenheng", 0, False),
        ("kontinuitet", 1, True),
    ]
    assert made.to_frame("turns").shape == (2, 15)
    assert [c.key for c in themes(coded, district="alna").columns] == ["Alna"]


PARENT = {key: parent for key, _facet, parent, _codable in CODES}
FACET = {key: facet for key, facet, _parent, _codable in CODES}
AXES = ("theme", "service", "district", "interview", "kind", "role", "valence", "attribute:age")
AGES = {"B1": "18-30", "B2": "31-50"}


def above(key: str) -> list[str]:
    """The code and those it stands under."""
    found = [key]
    while (up := PARENT[found[-1]]) is not None:
        found.append(up)
    return found


def slow(world: World, definition: MatrixDefinition) -> dict[tuple[str, str], dict[str, int]]:
    """Count cells in plain Python, turn by turn, with sets."""
    only, axes = definition.only, (definition.rows, definition.columns)
    facets = [axis for axis in axes if axis in ("theme", "service")]
    limits = {"theme": only.themes, "service": only.services}
    carrier = next((f for f in ("theme", "service") if f in facets), None) or next(
        (f for f in ("theme", "service") if limits[f]), None
    )

    def lets_in(key: str) -> bool:
        wanted = limits[FACET[key]]
        return not wanted or bool(set(above(key)) & set(wanted))

    def lines(key: str) -> list[str]:
        return [k for k in (above(key) if definition.nested else [key]) if lets_in(k)]

    carried: dict[tuple[int, int], set[str]] = defaultdict(set)
    for mark in world.marks:
        if lets_in(mark.code) and (not only.coders or mark.coder in only.coders):
            for n in world.turns_of(mark):
                carried[(mark.talk, n)].add(mark.code)
    roles = only.roles or (None if "role" in axes else ("participant",))
    sets: dict[tuple[str, str], dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for number, mark in enumerate(world.marks):
        talk = world.talks[mark.talk]
        if (carrier and FACET[mark.code] != carrier) or not lets_in(mark.code):
            continue
        if (only.coders and mark.coder not in only.coders) or (only.valences and mark.valence not in only.valences):
            continue
        if (only.districts and talk.district not in only.districts) or (only.kinds and talk.kind not in only.kinds):
            continue
        if only.since and (talk.held_on is None or talk.held_on < only.since):
            continue
        for n in world.turns_of(mark):
            turn = talk.turns[n]
            here = carried[(mark.talk, n)]
            if roles and turn.role not in roles:
                continue
            if any(
                limits[f] and f not in (*facets, carrier) and not any(FACET[k] == f for k in here) for f in limits
            ):
                continue
            known = turn.speaker in talk.people and talk.people[turn.speaker] != "withdrawn"
            values = {
                "district": [talk.district],
                "interview": [f"i{mark.talk}"],
                "kind": [talk.kind],
                "role": [turn.role],
                "valence": [mark.valence],
                "attribute:age": [AGES.get(turn.speaker, "") if known else ""],
            }
            keys, used = [], False
            for axis in axes:
                if axis == carrier and not used:
                    keys.append(lines(mark.code))
                    used = True
                elif axis in facets:
                    keys.append(sorted({k for c in here if FACET[c] == axis for k in lines(c)}))
                else:
                    keys.append(values[axis])
            for row in keys[0]:
                for column in keys[1]:
                    cell = sets[(row, column)]
                    cell["interviews"].add(mark.talk)
                    cell["speakers"].add((mark.talk, turn.speaker))
                    cell["turns"].add((mark.talk, n))
                    cell["codings"].add(number)
                    cell[mark.valence].add((mark.talk, n))
    return {k: {m: len(v[m]) for m in MEASURES} for k, v in sets.items()}


def fast(world: World, definition: MatrixDefinition) -> tuple[Matrix, Journal]:
    journal = store_of(world)
    with journal.change("ages", "") as change:
        for row in change.connection.execute(schema.participant.select()).mappings().all():
            if row["consent"] != "withdrawn" and row["pseudonym"] in AGES:
                change.update(
                    schema.participant, row["id"], {"attributes": json.dumps({"age": AGES[row["pseudonym"]]})}
                )
    return count_matrix(journal.store, Codebook(journal), CONFIG, definition), journal


@st.composite
def definitions(draw: st.DrawFn) -> MatrixDefinition:
    rows, columns = draw(st.sampled_from(AXES)), draw(st.sampled_from(AXES))
    if rows == columns:
        rows = columns = draw(st.sampled_from(["theme", "service"]))

    def some(*values: str) -> tuple[str, ...]:
        return draw(st.one_of(st.just(()), st.just((draw(st.sampled_from(values)),))))

    only = Only(
        themes=some("ros", "team", "sammenheng"),
        services=some("nav"),
        districts=some("Alna", "Bjerke"),
        kinds=some("individual"),
        roles=some("participant", "facilitator"),
        valences=some("positive", "critical"),
        coders=(),
        since=draw(st.sampled_from(["", "2026-02-02"])),
    )
    return MatrixDefinition("m", "M", rows=rows, columns=columns, nested=draw(st.booleans()), only=only)


@settings(max_examples=150)
@given(worlds(), definitions())
def test_every_count_agrees_with_a_slow_one(world: World, definition: MatrixDefinition) -> None:
    matrix, journal = fast(world, definition)
    found = {key: {m: getattr(cell, m) for m in MEASURES} for key, cell in matrix.cells.items()}
    assert found == slow(world, definition)
    for row in matrix.rows:  # a total is what a matrix of one column would hold
        union = {m: getattr(matrix.total(row.key), m) for m in ("speakers", "turns", "codings")}
        assert all(union[m] >= getattr(matrix.cell(row.key, c.key), m) for m in union for c in matrix.columns)
    journal.store.close()


@settings(max_examples=30)
@given(
    worlds(), st.sampled_from([("service", "theme"), ("theme", "theme"), ("theme", "valence"), ("theme", "district")])
)
def test_a_total_counts_each_once(world: World, axes: tuple[str, str]) -> None:
    definition = MatrixDefinition("m", "M", rows=axes[0], columns=axes[1])
    matrix, journal = fast(world, definition)
    every_turn: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for mark in world.marks:
        for n in world.turns_of(mark):
            if world.talks[mark.talk].turns[n].role != "participant":
                continue
            here = {m.code for m in world.marks if m.talk == mark.talk and n in world.turns_of(m)}
            if axes[1] == "theme" and not any(FACET[c] == "theme" for c in here):
                continue
            if FACET[mark.code] == axes[0]:
                for key in above(mark.code):
                    every_turn[key].add((mark.talk, n))
    assert {row.key: matrix.total(row.key).turns for row in matrix.rows if matrix.total(row.key).turns} == {
        key: len(turns) for key, turns in every_turn.items() if turns
    }
    journal.store.close()


TALK = Talk((Said("I1"), Said("B1"), Said("B2"), Said("B3", removed=True), Said("B1")), people={"B1": "given"})


def of(marks: tuple[Mark, ...], rows: str, columns: str, **options: object) -> Matrix:
    return fast(World((TALK,), marks), MatrixDefinition("m", "M", rows=rows, columns=columns, **options))[0]  # type: ignore[arg-type]


def mark(first: int, last: int, key: str, **values: str) -> Mark:
    return whole([TALK], 0, first, last, code=key, **values)


def test_a_cell_of_two_codes_holds_the_turns_with_both_whoever_coded_them() -> None:
    marks = (mark(1, 2, "ros", valence="positive"), mark(2, 4, "nav", coder="TL", valence="critical"))
    cell = of(marks, "service", "theme").cell("nav", "ros")
    assert (cell.speakers, cell.turns, cell.codings) == (1, 1, 1)
    assert (cell.positive, cell.critical) == (1, 0)  # the theme's
    assert of(marks, "theme", "service").cell("ros", "nav") == cell
    assert of(marks, "service", "theme", only=Only(coders=("KA",))).cells == {}


def test_what_goes_together() -> None:
    made = of((mark(1, 1, "ros"), mark(1, 2, "team"), mark(2, 2, "team", coder="TL")), "theme", "theme", nested=False)
    assert {key: cell.turns for key, cell in made.cells.items()} == {
        ("ros", "ros"): 1,
        ("ros", "team"): 1,
        ("team", "ros"): 1,
        ("team", "team"): 2,
    }


def test_a_parent_counts_what_is_under_it_once() -> None:
    marks = (mark(1, 2, "team"), mark(2, 2, "faste"), mark(1, 1, "faste", coder="TL"))
    made = of(marks, "theme", "district")
    assert [(made.cell(k, "Alna").speakers, made.cell(k, "Alna").turns) for k in ("sammenheng", "team", "faste")] == [
        (2, 2),
        (2, 2),
        (2, 2),
    ]
    assert made.cell("sammenheng", "Alna").codings == 3
    assert ("sammenheng", "Alna") not in of(marks, "theme", "district", nested=False).cells
    assert [line.depth for line in made.rows] == [0, 0, 1, 1]


def test_a_turn_that_was_emptied_by_a_withdrawal_counts_nowhere() -> None:
    made = of((mark(1, 4, "ros"),), "theme", "interview")
    assert (made.cell("ros", "i0").turns, made.cell("ros", "i0").speakers) == (3, 2)
    by_age = of((mark(1, 4, "ros"),), "theme", "attribute:age")
    assert {c: by_age.cell("ros", c).turns for c in ("18-30", "")} == {"18-30": 2, "": 1}
    assert [line.key for line in by_age.columns] == ["18-30", ""]
    assert by_age.columns[-1].label == "not stated"


def test_roles_count_those_who_led_too() -> None:
    made = of((mark(0, 1, "ros"),), "theme", "role")
    assert {line.key: made.cell("ros", line.key).turns for line in made.columns} == {
        "participant": 1,
        "facilitator": 1,
    }


@pytest.mark.parametrize(("share_of", "wanted"), [("row", 1.0), ("column", 0.5), ("all", 0.5), ("present", 1 / 2)])
def test_a_share_says_what_it_is_of(share_of: str, wanted: float) -> None:
    marks = (mark(1, 1, "ros"), mark(2, 2, "team"))
    made = of(marks, "theme", "district", cell="share", share_of=share_of)
    assert made.share("ros", "Alna") == wanted
    assert made.share("ros", "Bjerke") == (None if share_of in ("column", "present") else 0.0)
    frame = made.to_frame("share")
    assert frame.loc["ros", "Alna"] == wanted
    with pytest.raises(ValueError, match="no share"):
        of(marks, "theme", "district").share("ros", "Alna")


def test_stakeholders_are_those_who_came_to_conferences(project: Project) -> None:
    project.conferences.add("Alna", held_on="2026-05-20", by_role={"brukere": 11, "gjester": 2})
    made = project.matrices.make("konferansedeltakere")
    assert isinstance(made, Matrix)
    assert (made.cell("Alna", "brukere").speakers, made.cell("Alna", "gjester").speakers) == (11, 2)
    assert "gjester" in [line.key for line in made.columns]
    assert made.single_voices() == []
    assert project.matrices.cautions(made) == []


def test_a_name_the_project_does_not_have_is_told_with_its_line(coded: Project) -> None:
    path = coded.root / "matrices" / "egen.yaml"
    path.write_text("title: Egen\nrows: theme\ncolumns: district\nonly:\n  theme: okonmi\n", encoding="utf-8")
    with pytest.raises(BsbError) as error:
        coded.matrices.make("egen")
    assert "egen.yaml, line 5" in error.value.message and "okonomi" in error.value.hint
    assert [fault.name for fault in coded.matrices.check()] == ["egen"]
    path.write_text("title: Egen\nrows: theme\ncolumns: district\nonly: {coder: [XX]}\n", encoding="utf-8")
    assert "XX" in coded.matrices.check()[0].problem
