"""A small district to make papers of, put straight into the store."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bsb.coding.codebook import Code, Codebook
from bsb.coding.codings import Codings
from bsb.config import Config, District
from bsb.corpus.conferences import Conferences
from bsb.corpus.interviews import Interviews
from bsb.formats.texts import read_texts
from bsb.reports.open_questions import OpenQuestions
from bsb.reports.process import TEXTS, Material
from bsb.shipped import shipped
from bsb.store import schema
from bsb.store.engine import Store
from bsb.store.journal import Journal
from bsb.text.normal import digest

CODES = (
    Code("moteplass", "service", "Møteplass"),
    Code("tilgang", "theme", "Tilgang", codable=False),
    Code("apent", "theme", "Åpningstid", parent="tilgang"),
    Code("respekt", "theme", "Respekt"),
    Code("penger", "theme", "Penger"),
)
TALK = (
    ("I1", "Hvordan er det å komme dit?"),
    ("B1", "De hilser på meg med en gang jeg kommer inn døra, og så får jeg kaffe."),
    ("B2", "Jeg ble stående i gangen helt alene den første dagen, og ingen sa et ord til meg."),
    ("B3", "Mm. Men nå er det jo annerledes, nå er det faste folk som tar imot deg."),
    ("I2", "Når er det åpent?"),
    ("B1", "Det stenger klokka tre. Akkurat da kvelden begynner å bli lang for meg."),
    ("B2", "=Stengt i helgene & om sommeren <også>, så da sitter jeg hjemme og ser i veggen."),
    ("B4", "Jeg har ikke råd til å bli med på turene når pengene tar slutt den femtende."),
)
#: turn, code, valence, coder and the words that are coded (none: the whole turn)
CODED = (
    (2, "respekt", "positive", "KA", ""),
    (2, "respekt", "positive", "TL", "De hilser på meg med en gang"),
    (2, "moteplass", "positive", "KA", ""),
    (3, "respekt", "critical", "KA", "ingen sa et ord til meg."),
    (3, "respekt", "critical", "TL", ""),
    (4, "respekt", "positive", "TL", "nå er det faste folk som tar imot deg."),
    (6, "apent", "critical", "KA", ""),
    (7, "apent", "critical", "KA", ""),
    (7, "moteplass", "critical", "TL", ""),
    (8, "penger", "critical", "KA", ""),
    (8, "penger", "mixed", "TL", "når pengene tar slutt den femtende."),
)
QUESTIONS = {
    key: OpenQuestions(f"Her handler det om {key}.", (f"Hva skal til for {key}?", f"Hvem kan gjøre noe med {key}?"))
    for key in ("apent", "respekt", "penger")
}


def fill(
    journal: Journal, interview: int, talk: tuple[tuple[str, str], ...], coded: tuple[tuple[object, ...], ...]
) -> None:
    """Put a transcript with codings into the store."""
    text = "\n".join(words for _speaker, words in talk)
    with journal.store.read() as connection:
        codes = {row.key: row.id for row in connection.execute(schema.code.select())}
    with journal.change("test", "") as change:
        (transcript,) = change.insert(
            schema.transcript,
            [
                {
                    "interview_id": interview,
                    "text": text,
                    "sha256": digest(text),
                    "source_format": "txt",
                    "source_sha256": digest(str(interview)),
                    "words": 1,
                    "approved_by": "KA",
                    "approved_at": "2026-03-01T12:00:00Z",
                }
            ],
        )
        at, turns = 0, []
        for number, (speaker, words) in enumerate(talk, 1):
            role = "facilitator" if speaker.startswith("I") else "participant"
            turns.append({"number": number, "speaker": speaker, "role": role, "start": at, "end": at + len(words)})
            at += len(words) + 1
        change.insert(schema.turn, [{"transcript_id": transcript, **turn} for turn in turns])
        rows = []
        for number, (turn, code, valence, coder, quote) in enumerate(coded):
            begin = sum(len(words) + 1 for _speaker, words in talk[: turn - 1])
            begin, words = (text.index(quote, begin), quote) if quote else (begin, talk[turn - 1][1])
            rows.append(
                {
                    "uid": digest(f"{interview}-{number}")[:32],
                    "transcript_id": transcript,
                    "start": begin,
                    "end": begin + len(words),
                    "sha256": "",
                    "code_id": codes[code],
                    "coder": coder,
                    "valence": valence,
                    "memo": "=notat" if number == 0 else "",
                    "at": "2026-03-02T12:00:00Z",
                }
            )
        change.insert(schema.coding, rows)


@pytest.fixture
def material() -> Iterator[Material]:
    """Alna with one group of five, and Bjerke with nothing."""
    store = Store.in_memory()
    journal = Journal(store, actor="test", now=lambda: "2026-05-20T12:00:00Z")
    config = Config(
        name="Prøveprosjekt",
        publisher="Brukergruppa",
        contact="Brukergruppa, 00 00 00 00",
        districts=(District("Alna", short="AL"), District("Bjerke")),
    )
    codebook = Codebook(journal)
    codebook.put(CODES)
    interviews = Interviews(journal, config)
    made = interviews.add("alna-fg1", district="Alna", held_on="2026-03-04", minutes=125, participants=5)
    fill(journal, made.id, TALK, CODED)
    yield Material(
        config=config,
        store=store,
        interviews=interviews,
        codebook=codebook,
        codings=Codings(journal, codebook),
        summaries={},
        questions=QUESTIONS,
        texts=read_texts(TEXTS, "nb", lambda name: shipped("templates") / name),
        conferences=Conferences(journal, config).all(),
    )
    store.close()


@pytest.fixture
def change(material: Material) -> Callable[..., Material]:
    """Return the material with some of its fields, or of its config's (as config_NAME), changed."""

    def changed(**fields: object) -> Material:
        settings = {k.removeprefix("config_"): v for k, v in fields.items() if k.startswith("config_")}
        others = {k: v for k, v in fields.items() if not k.startswith("config_")}
        return dataclasses.replace(material, config=dataclasses.replace(material.config, **settings), **others)  # type: ignore[arg-type]

    return changed


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "ut"
