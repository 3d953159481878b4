from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from bsb.analysis.matrix import MEASURES, Matrix
from bsb.project import Project
from bsb.store import schema
from tests.conftest import code

VALENCES = ("positive", "critical", "mixed", "neutral")


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
    assert [(line.key, line.depth, line.countable) for line in made.rows] == [
        ("okonomi", 0, True),
        ("sammenheng", 0, False),
        ("kontinuitet", 1, True),
    ]
    assert made.to_frame("turns").shape == (2, 15)
    assert [c.key for c in themes(coded, district="alna").columns] == ["Alna"]


def slow(interviews: list[tuple[str, list[str]]], codings: list[tuple[int, int, int, str, str]]) -> dict[str, object]:
    """Count cells in plain Python. A coding is (interview, first turn, last turn, code, valence)."""
    sets: dict[tuple[str, str], dict[str, set[object]]] = defaultdict(lambda: defaultdict(set))
    for number, (which, first, last, key, valence) in enumerate(codings):
        district, speakers = interviews[which]
        for at in range(first, last + 1):
            if speakers[at].startswith("B"):
                cell = sets[(key, district)]
                cell["interviews"].add(which)
                cell["speakers"].add((which, speakers[at]))
                cell["turns"].add((which, at))
                cell["codings"].add(number)
                cell[valence].add((which, at))
    return {str(k): {m: len(v[m]) for m in MEASURES} for k, v in sets.items()}


@st.composite
def evaluations(draw: st.DrawFn) -> tuple[list[tuple[str, list[str]]], list[tuple[int, int, int, str, str]]]:
    speaker = st.sampled_from(["I1", "B1", "B2", "B3"])
    interviews = draw(
        st.lists(
            st.tuples(st.sampled_from(["Alna", "Sagene"]), st.lists(speaker, min_size=1, max_size=6)),
            min_size=1,
            max_size=3,
        )
    )
    codings = {}
    for _n in range(draw(st.integers(0, 8))):
        which = draw(st.integers(0, len(interviews) - 1))
        last = len(interviews[which][1]) - 1
        first, end = sorted((draw(st.integers(0, last)), draw(st.integers(0, last))))
        key = draw(st.sampled_from(["okonomi", "kontinuitet"]))
        coder = draw(st.sampled_from("KT"))
        codings[(which, first, end, key, coder)] = draw(st.sampled_from(VALENCES))
    return interviews, [(*k[:4], v) for k, v in codings.items()]


@settings(max_examples=25)
@given(evaluations())
def test_every_count_agrees_with_a_slow_one(
    made: tuple[list[tuple[str, list[str]]], list[tuple[int, int, int, str, str]]],
) -> None:
    interviews, codings = made
    with TemporaryDirectory() as folder:
        project = Project.init(Path(folder) / "p")
        fill(project, interviews, codings)
        matrix = themes(project)
        project.close()
    found = {str(k): {m: getattr(c, m) for m in MEASURES} for k, c in matrix.cells.items()}
    assert found == slow(interviews, codings)


def fill(
    project: Project, interviews: list[tuple[str, list[str]]], codings: list[tuple[int, int, int, str, str]]
) -> None:
    """Write interviews whose turns are two characters each, and codings over whole turns."""
    with project.journal.change("fill", "") as change:
        codes = {
            key: change.insert(schema.code, [{"key": key, "facet": "theme", "name": key}])[0]
            for key in ("okonomi", "kontinuitet")
        }
        for n, (district, speakers) in enumerate(interviews):
            interview = {"name": f"i{n}", "district": district, "kind": "focus_group"}
            (interview_id,) = change.insert(schema.interview, [interview])
            text = "\n".join(f"{i % 10}x" for i in range(len(speakers)))
            change.insert(
                schema.transcript,
                [
                    {
                        "interview_id": interview_id,
                        "text": text,
                        "sha256": str(n),
                        "source_sha256": str(n),
                        "source_format": "txt",
                        "words": 0,
                        "approved_by": "",
                        "approved_at": "",
                    }
                ],
            )
            change.insert(
                schema.turn,
                [
                    {
                        "transcript_id": n + 1,
                        "number": i + 1,
                        "speaker": speaker,
                        "role": "participant" if speaker.startswith("B") else "facilitator",
                        "start": 3 * i,
                        "end": 3 * i + 2,
                    }
                    for i, speaker in enumerate(speakers)
                ],
            )
        change.insert(
            schema.coding,
            [
                {
                    "uid": str(n),
                    "transcript_id": which + 1,
                    "start": 3 * first,
                    "end": 3 * last + 2,
                    "sha256": "",
                    "code_id": codes[key],
                    "coder": str(n),
                    "valence": valence,
                    "at": "",
                }
                for n, (which, first, last, key, valence) in enumerate(codings)
            ],
        )
