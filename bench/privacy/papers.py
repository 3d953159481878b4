"""False findings in the papers that ``bsb demo`` makes, by kind of paper, and planted names that are found in them.

    bsb demo bsb-demo
    python bench/privacy/papers.py bsb-demo             the check as it is
    python bench/privacy/papers.py bsb-demo --list      which findings, with their words (the example is invented)

Planted: in 400 of the papers' passages, drawn by a fixed seed, an invented name is put between two words, at the
beginning, at the end, or in the place of a name of ours (where a template has room for one). Each passage is scanned
alone, with and without what the check knows to be ours.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import bsb
from bsb.privacy.check_output import check_file
from bsb.privacy.leaving import passages
from bsb.privacy.scan import Scanner
from bsb.project import Project

KINDS = {".docx", ".xlsx", ".html", ".svg", ".pptx"}
NAMES = (
    *("Torunn Brekke", "Farhiyo Abdi", "Zekarias Tesfay", "Ngoc Anh Pham", "Oddvar", "Ubah", "Gjertrud", "Kacper"),
    *("Stein Li", "Liv Berg", "Hamse", "Mukhtar Warsame", "Solveig", "Per-Ole Haugstveit", "Dragana", "Bjarte Moen"),
)


def papers(folder: Path) -> list[Path]:
    """Return the papers that people hand on."""
    return [path for path in sorted((folder / "output").rglob("*")) if path.suffix in KINDS]


def false_findings(project: Project, files: list[Path], *, show: bool) -> None:
    """Print findings for each kind of paper; all of them are false, as the example names nobody."""
    scanner = project.output_scanner()
    count: Counter[str] = Counter()
    words: Counter[str] = Counter()
    number = Counter(f"{path.parent.name} {path.suffix}" for path in files)
    for path in files:
        kind = f"{path.parent.name} {path.suffix}"
        texts = dict(passages(path))
        words[kind] += sum(len(text.split()) for text in texts.values())
        for leak in check_file(path, scanner=scanner):
            if not leak.weak:
                count[kind] += 1
                if show:
                    print(f"  {path.name} {leak.where}: {leak.kind} {texts[leak.where][leak.start : leak.end]!r}")
    print(f"{'papers':<28}{'files':>7}{'words':>9}{'findings':>10}{'a paper':>9}")
    for kind in sorted(number):
        print(f"{kind:<28}{number[kind]:>7}{words[kind]:>9}{count[kind]:>10}{count[kind] / number[kind]:>9.1f}")


def planted(project: Project, files: list[Path]) -> None:
    """Print how many planted names are found, with and without what is ours."""
    rng = random.Random(3)
    districts = [district.name for district in project.config.districts]
    texts = sorted({text for path in files for _where, text in passages(path) if 1 < len(text.split()) < 60})
    known, plain = project.output_scanner(), Scanner(area=project.config.privacy.area)
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text in rng.sample(texts, min(400, len(texts))):
        where, new, start, end = plant(text, rng.choice(NAMES), districts, rng)
        total[where] += 1
        for title, scanner in (("known", known), ("plain", plain)):
            mask = [not c.isalnum() for c in new[start:end]]
            for hit in scanner.scan([("", new)]):
                for i in range(max(start, hit.start), min(end, hit.end)):
                    mask[i - start] = mask[i - start] or not hit.weak
            found[f"{where} {title}"] += all(mask)
    print(f"\n{'planted':<28}{'n':>7}{'found':>9}{'without what is ours':>24}")
    for where in sorted(total):
        shares = [found[f"{where} {title}"] / total[where] for title in ("known", "plain")]
        print(f"{where:<28}{total[where]:>7}{shares[0]:>9.3f}{shares[1]:>24.3f}")


def plant(text: str, name: str, districts: list[str], rng: random.Random) -> tuple[str, str, int, int]:
    """Return (where, text with the name in it, start, end)."""
    district = next((d for d in districts if d in text), None)
    if district and rng.random() < 0.5:
        start = text.index(district)
        return "for a district", text[:start] + name + text[start + len(district) :], start, start + len(name)
    words = text.split()
    at = rng.choice((0, len(words), rng.randrange(1, len(words))))
    start = len(" ".join(words[:at])) + (at > 0)
    where = "at the beginning" if at == 0 else "at the end" if at == len(words) else "between words"
    return where, " ".join([*words[:at], name, *words[at:]]), start, start + len(name)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("demo", type=Path)
    parser.add_argument("--list", action="store_true")
    args = parser.parse_args()
    project = bsb.open(args.demo)
    files = papers(args.demo)
    false_findings(project, files, show=args.list)
    planted(project, files)
    project.close()


if __name__ == "__main__":
    main()
