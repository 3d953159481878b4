"""The browser page with a long, much coded transcript, beside Taguette: ``python -m bench.page --taguette PYTHON``.

15,000 made-up words in one transcript, and 500 codings over it. Measured in a real Chromium: from asking for the page
to the first paint, to the moment when text and all codings stand there and can be worked on, and from a key press to
the frame in which the new coding's bar is painted. Taguette is given the same text and the same 500 passages in its
own database, and opened at the same document; it is usable when all its highlights stand there. The two are opened in
turns, each once without counting.

``--taguette`` is the Python of an environment in which Taguette is installed: ``pip install taguette``.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

if __package__ in (None, ""):  # started by its path
    sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.corpus import Corpus
from bench.talks import Turn
from bsb.project import Project
from bsb.text.marks import words

NAME = "alna-fg1"
_OURS = "document.documentElement.dataset.ready && document.querySelectorAll('#turns .mark').length >= {n}"
_THEIRS = "new Set([...document.querySelectorAll('a.highlight')].map(a => a.dataset.highlightId)).size >= {n}"
_WATCH = """
(() => { const look = () => { if (document.body && (%s)) window.benchUsable = performance.now();
  else requestAnimationFrame(look); }; requestAnimationFrame(look); })();
"""
_PRESSED = """
window.benchPressed = [];
document.addEventListener("keydown", event => {
  if (event.key !== "1") return;
  const count = document.querySelectorAll("#turns .bar").length;
  const painted = () => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.benchPressed.push(performance.now() - event.timeStamp); port2.postMessage(0); });
  const look = () => document.querySelectorAll("#turns .bar").length > count ? painted() : setTimeout(look, 0);
  setTimeout(look, 0);
}, true);
"""


def material(most_words: int, codings: int) -> tuple[list[Turn], list[tuple[int, int, int]]]:
    """Return turns of so many words, and passages in them: (index of the turn, start, end) in code points."""
    turns: list[Turn] = []
    n = 0
    for talk in Corpus(seed=1).talks():
        for turn in talk.turns:
            if n >= most_words:
                break
            turns.append(turn)
            n += len(words(turn.text))
    told = [at for at, turn in enumerate(turns) if turn.speaker.startswith("B") and len(turn.text) > 12]
    passages = []
    for number in range(codings):
        at = told[number * 7919 % len(told)]
        borders = [m.start() for m in re.finditer(r"\b\w", turns[at].text)] + [len(turns[at].text)]
        first = number * 31 % max(1, len(borders) - 4)
        passages.append((at, borders[first], borders[min(len(borders) - 1, first + 4 + number % 17)]))
    return turns, passages


def our_project(folder: Path, turns: Sequence[Turn], passages: Sequence[tuple[int, int, int]]) -> Project:
    """Make a project with the transcript and its codings."""
    project = Project.init(folder, name="Bench")
    project.codebook.import_file(Path(__file__).parents[1] / "corpora" / "eksempel" / "kodebok.yaml")
    talk = folder / "corpora" / f"{NAME}.txt"
    talk.write_text("".join(f"{turn.speaker}: {turn.text}\n" for turn in turns), encoding="utf-8")
    project.interviews.add(NAME, district="Alna", participants=6)
    draft = project.importer.read(talk)
    from bsb.privacy.review import accept_all

    project.importer.store(draft, NAME, decisions=accept_all(draft.to_review), reviewer="KA")
    stored = project.transcripts.get(NAME).turns
    codes = [code.key for code in project.codebook.all() if code.codable]
    rows = [
        (
            number,
            {
                "interview": NAME,
                "turn": str(stored[at].number),
                "coder": "KA" if number % 2 else "TL",
                "code": codes[number % len(codes)],
                "valence": "critical" if number % 3 else "positive",
                "start": str(stored[at].start + start),
                "end": str(stored[at].start + end),
                "quote": stored[at].text[start:end],
            },
        )
        for number, (at, start, end) in enumerate(passages, 1)
    ]
    project.codings.put(rows)
    return project


@contextmanager
def ours(project: Project) -> Iterator[tuple[str, str]]:
    """Serve the project in a process of its own; give its link and the transcript's address."""
    command = [sys.executable, "-m", "bsb", "serve", str(project.root), "--no-open", "--coder", "EB"]
    with _started(command, r"http://127\.0\.0\.1:\d+/login\S+") as link:
        yield link, link.split("/login")[0] + f"/transcript/{NAME}"


@contextmanager
def theirs(
    python: str, folder: Path, turns: Sequence[Turn], passages: Sequence[tuple[int, int, int]]
) -> Iterator[tuple[str, str]]:
    """Serve Taguette with the same text and passages; give its link and the document's address."""
    database = folder / "taguette.sqlite3"
    command = [python, "-m", "taguette.main", "--no-browser", "--port", "7466", "--database", str(database)]
    pattern = r"http://localhost:7466/\S*"
    with _started(command, pattern):
        pass  # it makes its tables
    _fill(database, turns, passages)
    with _started(command, pattern) as link:
        yield link, "http://localhost:7466/project/1/document/1"


def _fill(database: Path, turns: Sequence[Turn], passages: Sequence[tuple[int, int, int]]) -> None:
    labels = [f"{turn.speaker}: " for turn in turns]
    starts, at = [], 0
    for label, turn in zip(labels, turns, strict=True):
        starts.append(at + len(label.encode()))
        at += len((label + turn.text).encode())
    text = "".join(f"<p>{html.escape(label + turn.text)}</p>" for label, turn in zip(labels, turns, strict=True))
    now = "2026-01-01 00:00:00.000000"
    with sqlite3.connect(database) as store:
        store.execute("INSERT INTO projects(id, name, description, created) VALUES (1, 'Bench', '', ?)", [now])
        store.execute("INSERT INTO project_members(project_id, user_login, privileges) VALUES (1, 'admin', 'ADMIN')")
        store.execute(
            "INSERT INTO documents(id, name, description, filename, created, project_id, text_direction, contents)"
            " VALUES (1, ?, '', 'a.html', ?, 1, 'LEFT_TO_RIGHT', ?)",
            [NAME, now, text],
        )
        for tag in range(1, 29):
            store.execute(
                "INSERT INTO tags(id, project_id, path, description) VALUES (?, 1, ?, '')", [tag, f"t{tag}"]
            )
        for number, (turn, start, end) in enumerate(passages, 1):
            said = turns[turn].text
            first = starts[turn] + len(said[:start].encode())
            last = first + len(said[start:end].encode())
            store.execute(
                "INSERT INTO highlights(id, document_id, start_offset, end_offset, snippet) VALUES (?, 1, ?, ?, ?)",
                [number, first, last, html.escape(said[start:end])],
            )
            store.execute("INSERT INTO highlight_tags(highlight_id, tag_id) VALUES (?, ?)", [number, number % 28 + 1])
    store.close()


@contextmanager
def _started(command: Sequence[str], pattern: str) -> Iterator[str]:
    """Run a server and give the address that it prints."""
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUNBUFFERED": "1", "BSB_LANG": "en"},
    )
    try:
        assert process.stdout
        found = next((m for line in process.stdout if (m := re.search(pattern, line))), None)
        if found is None:
            raise SystemExit(f"{command[0]} gave no address")
        time.sleep(0.5)
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def chromium() -> Any:
    """Return a driver."""
    from selenium.webdriver import Chrome
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"):
        options.add_argument(argument)
    options.add_argument("--window-size=1400,900")
    options.page_load_strategy = "none"  # what is waited for is measured in the page itself
    return Chrome(service=Service("/usr/bin/chromedriver"), options=options)


def opening(driver: Any, address: str, true: str) -> dict[str, float]:
    """Open a page and return milliseconds from the asking to the first paint, and to the moment when it is usable."""
    watch = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": _WATCH % true})
    driver.get("about:blank")
    driver.get(address)
    end = time.monotonic() + 60
    while (usable := driver.execute_script("return window.benchUsable || 0")) == 0:
        if time.monotonic() > end:
            raise SystemExit(f"{address} was not usable within a minute")
        time.sleep(0.05)
    paint = driver.execute_script(
        "return performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0] || 0"
    )
    driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": watch["identifier"]})
    return {"first paint": paint, "usable": usable}


def pressing(driver: Any, times: int) -> list[float]:
    """Code turn after turn, as quickly as a person types; return milliseconds from key press to painted bar."""
    from selenium.webdriver import ActionChains, Keys

    driver.execute_script(_PRESSED)
    for number in range(1, times + 1):
        ActionChains(driver).send_keys(Keys.ARROW_DOWN, Keys.SPACE).pause(0.15).send_keys("1").perform()
        end = time.monotonic() + 10
        while len(driver.execute_script("return window.benchPressed")) < number and time.monotonic() < end:
            time.sleep(0.02)
    found: list[float] = driver.execute_script("return window.benchPressed")
    return found


def _told(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.0f} ms ({min(values):.0f}–{max(values):.0f})"


def main() -> None:
    """Measure, and print the medians, the spread, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--taguette", default="", help="the Python of an environment with Taguette")
    parser.add_argument("--words", type=int, default=15_000)
    parser.add_argument("--codings", type=int, default=500)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--presses", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    turns, passages = material(options.words, options.codings)
    times: dict[str, dict[str, list[float]]] = {}
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as servers:
        folder = Path(scratch)
        project = our_project(folder / "p", turns, passages)
        there = len(project.codings.all())
        opened = {"bsb": (*servers.enter_context(ours(project)), _OURS.format(n=there))}
        if options.taguette:
            other = servers.enter_context(theirs(options.taguette, folder, turns, passages))
            opened["Taguette"] = (*other, _THEIRS.format(n=len(passages)))
        driver = chromium()
        try:
            for link, _address, _true in opened.values():
                driver.get(link)
                time.sleep(3)
            for run in range(options.runs + 1):  # the first one is not counted
                for name, (_link, address, true) in opened.items():
                    for what, value in opening(driver, address, true).items():
                        if run:
                            times.setdefault(name, {}).setdefault(what, []).append(value)
            opening(driver, *opened["bsb"][1:])
            times["bsb"]["key to bar"] = pressing(driver, options.presses)
        finally:
            driver.quit()
        project.close()
    if options.json:
        print(json.dumps(times))
        return
    print(f"{sum(len(words(turn.text)) for turn in turns)} words, {len(turns)} turns, {there} codings")
    for name, each in times.items():
        for what, values in each.items():
            print(f"{name:9} {what:12} {_told(values)}  n={len(values)}")
    if "Taguette" in times:
        for what in ("first paint", "usable"):
            ratio = statistics.median(times["bsb"][what]) / statistics.median(times["Taguette"][what])
            print(f"bsb / Taguette, {what}: {ratio:.2f}")


if __name__ == "__main__":
    main()
