"""The test set stays as large as promised, and the scan does not grow worse on it unnoticed."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from bsb.privacy.scan import Scanner

PATH = Path(__file__).parents[2] / "bench" / "privacy" / "measure.py"


@pytest.fixture(scope="module")
def measure() -> ModuleType:
    if not PATH.exists():
        pytest.skip("bench/ is not part of this installation")
    spec = importlib.util.spec_from_file_location("bsb_privacy_measure", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_set_has_six_hundred_identifiers_at_their_places(measure: ModuleType) -> None:
    transcripts = list(measure.read(measure.HERE / "turns"))
    planted = [(t, p) for t in transcripts for p in t.planted]
    assert len(planted) >= 600
    assert all(t.turns[p.turn][1][p.start : p.end] == p.text for t, p in planted)
    assert sum(p.text == p.text.lower() for _, p in planted) > 200


def test_recall_and_false_alarms_keep_their_level(measure: ModuleType) -> None:
    scanner = Scanner(keep_districts_for=frozenset())
    found = total = alarms = words = 0
    for t in measure.read(measure.HERE / "turns"):
        hits = scanner.scan(t.turns)
        words += sum(len(text.split()) for _, text in t.turns)
        alarms += len(measure.false_alarms(hits, t.planted))
        total += len(t.planted)
        found += sum(measure.covered(p, hits, t.turns[p.turn][1], weak=False) for p in t.planted)
    assert found / total >= 0.88
    assert 1000 * alarms / words <= 10


def test_covered_wants_every_letter(measure: ModuleType) -> None:
    text = "Kari Nordmann"
    p = measure.Planted(0, 0, 13, "person", text)
    hits = Scanner(model=False).scan([("participant", "Kari")])
    assert not measure.covered(p, hits, text, weak=True)
