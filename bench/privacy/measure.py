"""Recall and precision of the scan, on turns written by hand and on NorNE's dev splits; and its speed.

    python bench/privacy/measure.py                     the turns in bench/privacy/turns
    python bench/privacy/measure.py --norne FOLDER      also nob-dev.spacy and nno-dev.spacy, cased and lower-case
    python bench/privacy/measure.py --set bench/privacy/practice    turns that rules may be made from
    python bench/privacy/measure.py --set bench/privacy/fresh       or fresh2: written to be measured once
    python bench/privacy/measure.py --misses            list what was missed (invented names only)
    python bench/privacy/measure.py --no-model --no-net

An identifier is found if every one of its letters and digits is covered by hits of the main list (or, in the
columns "with net", of either list). A false alarm is a main-list hit that touches no planted identifier.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bsb.privacy.hits import Hit
from bsb.privacy.register import Register
from bsb.privacy.scan import Scanner
from bsb.privacy.wordlists import FIRST, INSTITUTION, LAST, PLACE, load

HERE = Path(__file__).parent
MARK = re.compile(r"\{([a-z_]+):([^{}]*)\}")
WEAK_KINDS = {"age", "date", "health", "job", "family"}
DIRECT = {"person", "phone", "email", "id_number", "account", "address", "url"}


@dataclass
class Planted:
    turn: int
    start: int
    end: int
    kind: str
    text: str


@dataclass
class Transcript:
    name: str
    turns: list[tuple[str, str]] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)


def read(folder: Path) -> Iterator[Transcript]:
    """Yield the transcripts of the test set."""
    for path in sorted(folder.glob("*.txt")):
        transcript: Transcript | None = None
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("=="):
                if transcript:
                    yield transcript
                transcript = Transcript(f"{path.stem} {line[2:].strip()}")
            elif line.strip() and not line.startswith("#") and transcript:
                add(transcript, line)
        if transcript:
            yield transcript


def add(transcript: Transcript, line: str) -> None:
    """Add one marked-up turn."""
    speaker, _, marked = line.partition(": ")
    text, at = "", 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match.group(2)
        transcript.planted.append(Planted(len(transcript.turns), start, len(text), match.group(1), match.group(2)))
        at = match.end()
    text += marked[at:]
    transcript.turns.append(("facilitator" if speaker.startswith("I") else "participant", text))


def covered(p: Planted, hits: Sequence[Hit], text: str, *, weak: bool) -> bool:
    """Say whether every letter and digit of an identifier lies in some hit."""
    mask = [not c.isalnum() for c in text[p.start : p.end]]
    for h in hits:
        if h.turn == p.turn and (weak or not h.weak or p.kind in WEAK_KINDS):
            for i in range(max(h.start, p.start), min(h.end, p.end)):
                mask[i - p.start] = True
    return all(mask)


def strata(p: Planted) -> str:
    """Return "cased" or "lower", and whether the lists know the words."""
    lists = load()
    words = re.findall(r"[^\W\d_]+", p.text)
    known = all(lists.code(w) & (FIRST | LAST | PLACE | INSTITUTION) or w.lower() in lists.districts for w in words)
    return f"{'lower' if p.text == p.text.lower() else 'cased'}, {'in lists' if known else 'not in lists'}"


def false_alarms(hits: Sequence[Hit], planted: Sequence[Planted]) -> list[Hit]:
    """Return main-list hits that touch nothing planted."""
    return [
        h
        for h in hits
        if not h.weak and not any(p.turn == h.turn and h.start < p.end and p.start < h.end for p in planted)
    ]


def table(title: str, rows: dict[str, list[tuple[bool, bool]]]) -> None:
    print(f"\n{title:<34}{'n':>6}{'main list':>11}{'with net':>10}")
    for key in sorted(rows):
        have = rows[key]
        print(
            f"{key:<34}{len(have):>6}{sum(a for a, _ in have) / len(have):>11.3f}"
            f"{sum(b for _, b in have) / len(have):>10.3f}"
        )


def turns(args: argparse.Namespace, report: dict[str, object]) -> None:
    """Measure on the turns written by hand, without and with a filled register."""
    scanner = Scanner(model=not args.no_model, keep_districts_for=frozenset())
    kinds: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    cells: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    files: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    alarms = words = missed_direct = transcripts = clean_alarms = clean_words = 0
    hard_register: list[bool] = []
    for t in read(args.set):
        hits = scanner.scan(t.turns)
        wrong = false_alarms(hits, t.planted)
        size = sum(len(re.findall(r"\w+", text)) for _, text in t.turns)
        words, alarms = words + size, alarms + len(wrong)
        if "clean" in t.name:
            clean_words, clean_alarms = clean_words + size, clean_alarms + len(wrong)
        lost = False
        for p in t.planted:
            text = t.turns[p.turn][1]
            pair = covered(p, hits, text, weak=False), covered(p, hits, text, weak=True)
            kinds[p.kind].append(pair)
            files[t.name.split(" ")[0] + " " + t.name.split(" ")[-1]].append(pair)
            if p.kind in ("person", "place", "institution"):
                cells[f"{p.kind}: {strata(p)}"].append(pair)
            lost |= p.kind in DIRECT and not pair[0]
            if args.misses and not pair[0]:
                print(f"  missed {t.name}: {p.kind} {p.text!r}{' (net)' if pair[1] else ''}")
        if args.misses:
            for h in wrong:
                print(
                    f"  false alarm {t.name}: {h.kind} {t.turns[h.turn][1][h.start : h.end]!r}"
                    f" by {h.source} {h.score}"
                )
        for h in hits:
            if not h.weak:
                total[h.kind] += 1
                right[h.kind] += h not in wrong
        if t.planted:
            transcripts += 1
            missed_direct += lost
        if "hard" in t.name:
            hard_register += with_register(t, args)
    table("kind", kinds)
    table("stratum", cells)
    table("file", files)
    print(f"\n{'precision of the main list':<34}{'hits':>6}{'right':>11}")
    for kind in sorted(total):
        print(f"{kind:<34}{total[kind]:>6}{right[kind] / total[kind]:>11.3f}")
    n = sum(len(v) for v in kinds.values())
    found = sum(a for v in kinds.values() for a, _ in v)
    report["turns"] = {
        "planted": n,
        "recall": round(found / n, 4),
        "false_alarms_per_1000": round(1000 * alarms / words, 2),
    }
    print(f"\nall: {n} planted, recall {found / n:.3f}; false alarms {1000 * alarms / words:.1f} per 1,000 words")
    print(f"anonymised already: {clean_alarms} false alarms in {clean_words} words")
    print(f"transcripts with a missed direct identifier: {missed_direct} of {transcripts}")
    print(f"hard turns with a filled register: {sum(hard_register) / max(1, len(hard_register)):.3f}")


def with_register(t: Transcript, args: argparse.Namespace) -> list[bool]:
    """Return what is found in a transcript when its names have been typed into the register, as base forms."""
    names = {re.sub(r"(?<=[^s])s$", "", p.text) for p in t.planted if p.kind == "person"}
    houses = {p.text for p in t.planted if p.kind in ("institution", "place")}
    lines = [n.replace(",", " ") for n in sorted(names)] + [f"hus: {h}" for h in sorted(houses)]
    scanner = Scanner(model=not args.no_model, register=Register.parse("\n".join(lines)))
    hits = scanner.scan(t.turns)
    return [covered(p, hits, t.turns[p.turn][1], weak=False) for p in t.planted]


def norne(folder: Path, args: argparse.Namespace, report: dict[str, object]) -> None:
    """Measure masked recall and false alarms on the dev splits; five sentences a turn, as the files have them."""
    import spacy
    from spacy.tokens import DocBin

    scanner = Scanner(model=not args.no_model, keep_districts_for=frozenset())
    vocab = spacy.blank("nb").vocab
    print(f"\n{'NorNE dev':<14}{'PER':>8}{'net':>8}{'places':>8}{'net':>8}{'ORG':>8}{'alarms per 1,000 words':>24}")
    for split in ("nob-dev", "nno-dev"):
        docs = list(DocBin().from_disk(folder / f"{split}.spacy").get_docs(vocab))
        for case in ("cased", "lower"):
            t = Transcript(split)
            for i, doc in enumerate(docs):
                text = doc.text if case == "cased" else doc.text.lower()
                if len(text) != len(doc.text):
                    continue
                t.turns.append(("participant", text))
                spans = [Planted(len(t.turns) - 1, e.start_char, e.end_char, e.label_, e.text) for e in doc.ents]
                t.planted += spans
                del i
            hits = scanner.scan(t.turns)
            byturn: dict[int, list[Hit]] = defaultdict(list)
            for h in hits:
                byturn[h.turn].append(h)
            got: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
            for p in t.planted:
                label = "place" if p.kind in ("LOC", "GPE") else p.kind
                text, mine = t.turns[p.turn][1], byturn[p.turn]
                got[label].append((covered(p, mine, text, weak=False), covered(p, mine, text, weak=True)))
            words = sum(len(re.findall(r"\w+", text)) for _, text in t.turns)
            alarms = sum(len(false_alarms(byturn[i], [p for p in t.planted if p.turn == i])) for i in byturn)
            shares = [sum(x[k] for x in got[label]) / len(got[label]) for label in ("PER", "place") for k in (0, 1)]
            org = sum(a for a, _ in got["ORG"]) / len(got["ORG"])
            row = "".join(f"{x:>8.3f}" for x in [*shares, org])
            print(f"{split[:3]} {case:<10}{row}{1000 * alarms / words:>14.1f}")
            report[f"{split} {case}"] = {"PER": round(shares[0], 4), "places": round(shares[2], 4)}


def speed(args: argparse.Namespace) -> None:
    """Words a second of processor time, on the test turns repeated, chain already loaded."""
    scanner = Scanner(model=not args.no_model)
    lot = [turn for t in read(args.set) for turn in t.turns] * 8
    scanner.scan(lot[:200])
    words = sum(len(text.split()) for _, text in lot)
    start = time.process_time()
    scanner.scan(lot)
    print(f"\nspeed: {words / (time.process_time() - start):,.0f} words a CPU second ({words} words)")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--norne", type=Path)
    parser.add_argument("--set", type=Path, default=HERE / "turns", help="folder of turns with planted identifiers")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--no-model", action="store_true")
    parser.add_argument("--no-turns", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    report: dict[str, object] = {}
    if not args.no_turns:
        turns(args, report)
    if args.norne:
        norne(args.norne, args, report)
    speed(args)
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
