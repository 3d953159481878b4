"""Made-up evaluations to be read side by side, the same for the same seed: ``python -m bench.evaluations --out DIR``.

Twenty projects with common themes: some call them the same, some have another name for them, some have two narrower
codes instead, some have none; and each has codes that no other has. What belongs together is known (``truth``).
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import talks
from bench.fill import talk
from bench.plan import Interview
from bench.talks import Turn
from bsb.corpus.transcripts import join_turns
from bsb.formats.yaml_file import read_yaml
from bsb.project import Project
from bsb.store import schema
from bsb.store.journal import Change
from bsb.store.search import index_turns
from bsb.text.match import slug
from bsb.text.normal import digest
from bsb.text.pieces import dump, whole

WAYS = ("same", "renamed", "merged", "none")
_ODDS = (45, 28, 15, 12)


@dataclass
class Evaluation:
    """One evaluation as planned: ``codes`` are (key, name, definition, sentences), ``truth`` themes by key."""

    name: str
    place: str
    year: int
    codes: list[tuple[str, str, str, dict[str, list[str]]]] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)


def plan(number: int = 20, *, seed: int = 1) -> list[Evaluation]:
    """Return so many evaluations, up to the number of places there are, with the codes of each."""
    material = _material()
    chance = random.Random(f"evaluations {seed}")
    places = material["places"][:number]
    made = []
    for at, place in enumerate(places):
        year = 2005 + at
        evaluation = Evaluation(f"{slug(place)}-{year}", place, year)
        for theme in material["themes"]:
            _theme(evaluation, theme, chance)
        for own in chance.sample(material["own"], k=2) if at % 3 else [material["own"][at % len(material["own"])]]:
            _code(evaluation, own["name"], own["definition"], own)
        made.append(evaluation)
    return made


def _material() -> dict[str, Any]:
    return read_yaml(Path(__file__).with_suffix(".yaml"))


def _theme(evaluation: Evaluation, theme: dict[str, Any], chance: random.Random) -> None:
    names = list(theme["names"].items())
    common = slug(names[0][0])
    (way,) = chance.choices(WAYS, _ODDS)
    chosen = {"same": names[:1], "renamed": [chance.choice(names[1:])], "merged": list(theme["parts"].items())}
    for name, definition in chosen.get(way, []):
        _code(evaluation, name, definition, theme)
        evaluation.truth[slug(name)] = common


def _code(evaluation: Evaluation, name: str, definition: str, source: dict[str, Any]) -> None:
    evaluation.codes.append((slug(name), name, definition, {"good": source["good"], "hard": source["hard"]}))


def make(
    evaluation: Evaluation, folder: Path, *, seed: int = 1, interviews: int = 3, fillers: int = 0, approved: int = 2
) -> None:
    """Make an evaluation's project in a new folder: interviews, codings, quotes, findings, a conference.

    ``fillers`` are further turns in each interview, of words without meaning; ``approved`` quotes a code and valence.
    """
    chance = random.Random(f"{evaluation.name} {seed}")
    project = Project.init(folder, name=f"Brukerne i {evaluation.place}", now=_clock(evaluation.year))
    (folder / "bsb.toml").write_text(
        f'name = "Brukerne i {evaluation.place}"\nperiod = "{evaluation.year}"\nlanguage = "nb"\n'
        f'stakeholders = ["Kommunen", "Brukerorganisasjonene"]\n\n[[district]]\nname = "{evaluation.place}"\n',
        encoding="utf-8",
        newline="\n",
    )
    project.close()
    project = Project.open(folder, now=_clock(evaluation.year))
    with project.journal.change("bench.fill", evaluation.name) as change:
        ids = change.insert(
            schema.code,
            [
                {"key": key, "facet": "theme", "name": name, "definition": definition, "position": 16 * at}
                for at, (key, name, definition, _said) in enumerate(evaluation.codes)
            ]
            + [{"key": slug(name), "facet": "service", "name": name} for name in _material()["services"]],
        )
        codes = dict(zip([key for key, *_rest in evaluation.codes], ids, strict=False))
        codings: list[dict[str, Any]] = []
        for number in range(1, interviews + 1):
            codings += _interview(change, evaluation, number, codes, chance, seed, fillers)
        _quotes(change, codings, approved)
        _findings(change, evaluation, codes, codings, chance)
    project.close()


def _clock(year: int) -> Callable[[], str]:
    return lambda: f"{year}-06-01T12:00:00Z"


def _interview(
    change: Change,
    evaluation: Evaluation,
    number: int,
    codes: dict[str, int],
    chance: random.Random,
    seed: int,
    fillers: int,
) -> list[dict[str, Any]]:
    people = [f"B{n}" for n in range(1, chance.randint(4, 7) + 1)]
    head = Interview(f"{slug(evaluation.place)}-fg{number}", evaluation.place, "focus_group",
                     f"{evaluation.year}-03-{number:02}", 120, len(people), 60 * fillers, fillers, 0)  # fmt: skip
    said: list[tuple[str, str, str, str]] = [("I1", "Hvordan er det å få hjelp her?", "", "")]
    for key, _name, _definition, sentences in evaluation.codes:
        for who in chance.sample(people, k=chance.randint(1, max(1, len(people) - 1))):
            valence = chance.choice(("good", "hard"))
            words = chance.sample(sentences[valence], k=min(2, len(sentences[valence])))
            said.append((who, " ".join(words), key, "positive" if valence == "good" else "critical"))
    chance.shuffle(said)
    if fillers:
        said += [(turn.speaker, turn.text, "", "") for turn in talks.turns(head, seed)]
    turns = [Turn(n, who, words, len(words.split())) for n, (who, words, _key, _valence) in enumerate(said, 1)]
    transcript_id, turn_ids = talk(change, head, turns)
    index_turns(change.connection, zip(turn_ids, (turn.text for turn in turns), strict=True))
    interview_id = change.connection.execute(
        schema.interview.select().where(schema.interview.c.name == head.name)
    ).scalar()
    speakers = sorted({turn.speaker for turn in turns if turn.role == "participant"})
    row = {"interview_id": interview_id, "consent": "given", "consent_on": head.held_on}
    change.insert(schema.participant, [row | {"pseudonym": who} for who in speakers])
    _text, spans = join_turns([turn.text for turn in turns])
    rows = []
    for turn, (start, end), (_who, _words, key, valence) in zip(turns, spans, said, strict=True):
        if key:
            place = {"transcript_id": transcript_id, "start": start, "end": end, "sha256": digest(turn.text)}
            uid = digest(f"{evaluation.name} {head.name} {turn.number}")[:32]
            own = {"uid": uid, "code_id": codes[key], "coder": "KA", "valence": valence}
            rows.append(place | own | {"at": f"{evaluation.year}-04-01T12:00:00Z"})
    made = change.insert(schema.coding, rows)
    words = {turn.number: turn.text for turn in turns}
    by_start = {start: words[turn.number] for turn, (start, _end) in zip(turns, spans, strict=True)}
    return [r | {"id": coding_id, "words": by_start[r["start"]]} for r, coding_id in zip(rows, made, strict=True)]


def _quotes(change: Change, codings: Sequence[dict[str, Any]], approved: int) -> None:
    taken: dict[tuple[int, str], int] = {}
    rows = []
    for coding in codings:
        place = (coding["code_id"], coding["valence"])
        taken[place] = taken.get(place, 0) + 1
        pieces = whole(coding["words"])
        row = {"uid": digest(f"quote\n{coding['uid']}\n{dump(pieces)}")[:32], "coding_id": coding["id"]}
        row |= {"sha256": coding["sha256"], "pieces": dump(pieces), "made_by": "KA", "made_at": coding["at"]}
        if taken[place] <= approved:
            row |= {"status": "approved", "decided_by": "KA", "decided_at": coding["at"]}
        else:
            row |= {"status": "proposed", "decided_by": None, "decided_at": None}
        rows.append(row)
    change.insert(schema.quote, rows)


def _findings(
    change: Change,
    evaluation: Evaluation,
    codes: dict[str, int],
    codings: Sequence[dict[str, Any]],
    chance: random.Random,
) -> None:
    material, at = _material(), f"{evaluation.year}-05-01T12:00:00Z"
    held = {"district": evaluation.place, "held_on": f"{evaluation.year}-05-20", "participants": 24}
    (conference,) = change.insert(schema.conference, [held])
    group = {"conference_id": conference, "name": "Gruppe 1", "author": "KA", "at": at}
    (group_id,) = change.insert(schema.conference_group, [group])
    for number, (key, name, _definition, _said) in enumerate(evaluation.codes):
        kind = chance.choice(("good", "hard"))
        text = material["findings"][kind].format(theme=f"«{name.lower()}»")
        row = {"uid": digest(f"finding {evaluation.name} {key}")[:32], "statement": text, "author": "KA", "at": at}
        row |= {"kind": "good" if kind == "good" else "challenge", "districts": json.dumps([evaluation.place])}
        (finding,) = change.insert(schema.finding, [row])
        change.insert(schema.finding_code, [{"finding_id": finding, "code_id": codes[key]}])
        grounds = [coding["uid"] for coding in codings if coding["code_id"] == codes[key]][:3]
        states = [{"finding_id": finding, "kind": "coding", "coding_uid": uid, "state": ""} for uid in grounds]
        change.insert(schema.finding_evidence, states)
        verdict = chance.choice(("confirmed", "confirmed", "nuanced", "disputed", ""))
        if verdict:
            after = f"{text[:-1]}, men det hører med at det er kommet seg." if verdict == "nuanced" else ""
            told = {"group_id": group_id, "finding_id": finding, "verdict": verdict, "before": text, "after": after}
            change.insert(schema.verdict, [told])
        if number % 3 == 0:
            advice = chance.choice(material["advice"]).format(theme=f"«{name.lower()}»")
            own = {"uid": digest(f"advice {evaluation.name} {key}")[:32], "text": advice, "addressee": "Kommunen"}
            (advice_id,) = change.insert(schema.recommendation, [own | {"author": "KA", "at": at}])
            change.insert(schema.finding_recommendation, [{"finding_id": finding, "recommendation_id": advice_id}])


def main(arguments: Sequence[str] | None = None) -> None:
    """Make evaluations as the command line says, and say where the truth about their codes stands."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.evaluations", description="Make made-up evaluations, the same for the same seed."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder to make them in")
    parser.add_argument("--number", type=int, default=20, help="how many, 20 at most (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="same seed, same evaluations (default 1)")
    parser.add_argument("--interviews", type=int, default=3, help="in each (default 3)")
    parser.add_argument("--fillers", type=int, default=220, help="further turns in each interview (default 220)")
    given = parser.parse_args(arguments)
    planned = plan(given.number, seed=given.seed)
    for each in planned:
        make(each, given.out / each.name, seed=given.seed, interviews=given.interviews, fillers=given.fillers)
    truth = {each.name: each.truth for each in planned}
    (given.out / "truth.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(planned)} evaluations in {given.out}; what belongs together is in truth.json")


if __name__ == "__main__":
    main()
