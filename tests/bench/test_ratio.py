from __future__ import annotations

import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from bench.ratio import CLOCK, Comparison, Run, compare, main


def note(path: str, word: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(f"{word} {os.getpid()}\n")


def fail() -> None:
    os._exit(3)


def notes(path: Path) -> tuple[list[str], list[int]]:
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    return [word for word, _ in lines], [int(pid) for _, pid in lines]


def test_the_figures() -> None:
    seconds = [(2.0, 4.0), (3.0, 4.0), (10.0, 5.0)]
    pairs = tuple((Run(a, 1_000_000), Run(b, 8_000_000)) for a, b in seconds)
    found = Comparison(("bsb", "other"), pairs, "CPU")
    assert found.ratio == 0.75
    assert found.ratios == [0.5, 0.75, 2.0]
    assert found.peak(1) == 8_000_000
    assert str(found).splitlines() == [
        "bsb    median 3.0000 s  (2.0000–10.0000)  peak 1 MB",
        "other  median 4.0000 s  (4.0000–5.0000)  peak 8 MB",
        "bsb / other: 0.750 by medians; pair by pair median 0.750 (0.500–2.000), 3 pairs, CPU time",
    ]
    assert found.to_dict()["sides"][0] == {"name": "bsb", "seconds": [2.0, 3.0, 10.0], "median": 3.0, "peak": 1e6}


def test_runs_alternate_and_the_warming_up_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    a, b = (partial(note, str(path), word) for word in "AB")
    found = compare(a, b, runs=3, warmup=2)
    said, processes = notes(path)
    assert said == ["A", "B"] * 5
    assert set(processes) == {os.getpid()}
    assert len(found.pairs) == 3
    assert found.peak(0) is None
    assert "peak unknown" in str(found)


def test_fresh_calls_each_have_a_process_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "notes"
    a, b = (partial(note, str(path), word) for word in "AB")
    found = compare(a, b, runs=1, warmup=0, fresh=True)
    said, processes = notes(path)
    assert said == ["A", "B"]
    assert len({*processes, os.getpid()}) == 3
    assert all(seconds >= 0 for side in (0, 1) for seconds in found.seconds(side))


def test_commands_are_run_without_a_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes"
    write = "import os, sys; print('noise'); open(sys.argv[1], 'a').write(sys.argv[2] + f' {os.getpid()}\\n')"
    a, b = ([sys.executable, "-c", write, str(path), word] for word in ("A;exit", "B"))
    found = compare(a, b, runs=1, warmup=0)
    said, processes = notes(path)
    assert said == ["A;exit", "B"]
    assert len(set(processes)) == 2
    if CLOCK == "CPU":
        peak = found.peak(0)
        assert peak is not None
        assert 1_000_000 < peak < 500_000_000
    assert capsys.readouterr().out == ""


def test_what_fails_is_said() -> None:
    with pytest.raises(subprocess.CalledProcessError) as caught:
        compare([sys.executable, "-c", "raise SystemExit(4)"], [sys.executable, "-V"], runs=1)
    assert caught.value.returncode == 4
    with pytest.raises(FileNotFoundError, match="no command is called 'bsb-nothing'"):
        compare(["bsb-nothing"], [sys.executable, "-V"], runs=1)
    with pytest.raises(RuntimeError, match="failed in its process"):
        compare(fail, fail, runs=1, fresh=True)
    with pytest.raises(ValueError, match="from 1 up"):
        compare(fail, fail, runs=0)


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    python = f'"{sys.executable}" -c pass'
    main([python, python, "--runs", "1", "--warmup", "0", "--names", "one", "two"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["one", "two", "one"]
    assert f"1 pairs, {CLOCK} time" in lines[2]
