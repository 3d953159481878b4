from pathlib import Path

import pytest

SOUND = """\
# en liten guide
name: Liten guide
language: nb
minutes: 30
break: 5
intro: >-
  Hei og velkommen.

  Alt er frivillig.
consent:
  - Du kan slutte når du vil.
closing: Takk for i dag.
topics:
  - key: apning
    name: Åpning
    purpose: Å bli kjent.
    minutes: 5
    words: {tjeneste: hjelp fra bydelen}
    questions:
      - ask: Hva bruker du?
        probes:
          - Hvordan da?
  - key: bolig
    name: Bolig
    purpose: Hvordan det er å bo.
    minutes: 10
    services: [bolig]
    questions:
      - ask: Hvordan bor du?
  - key: helse
    name: Lege
    purpose: Hvordan legen er.
    minutes: 6
    services: [fastlege, dps]
    questions:
      - ask: Hvordan er legen?
  - key: avslutning
    name: Slutt
    purpose: Å runde av.
    minutes: 4
    services: [nav]
    questions:
      - ask: Hva mer?
"""


@pytest.fixture
def sound() -> str:
    return SOUND


@pytest.fixture
def guide_file(tmp_path: Path) -> Path:
    path = tmp_path / "liten.yaml"
    path.write_text(SOUND, encoding="utf-8")
    return path
