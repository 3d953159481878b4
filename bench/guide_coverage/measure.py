"""How well ``bsb guide coverage`` meets what a person marked, on interviews of the example.

    python -m bench.guide_coverage.measure            questions, codings and both, on the labelled interviews
    python -m bench.guide_coverage.measure --misses   list what went wrong

Labels (labels.yaml) were written before the method existed. The interview marked ``tune`` set the limits and is
shown apart. A topic counts as found where its level is "thin" or "well".
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from bsb.analysis.coverage import InterviewCoverage, Reach, _level
from bsb.demo import filled
from bsb.formats.yaml_file import read_yaml

LABELS = Path(__file__).with_name("labels.yaml")
SIGNS = ("questions", "codings", "both")


def by(sign: str, topic: Reach) -> Reach:
    """Return a topic's reach as one sign alone would have it."""
    told = topic.words if sign != "codings" else 0
    coded = (topic.coded or 0) if sign != "questions" else 0
    return replace(topic, level=_level(told, coded))


def count(found: InterviewCoverage, wanted: set[str], sign: str) -> tuple[int, int, int]:
    """Return how many topics were rightly found, wrongly found and missed."""
    reached = {topic.topic for topic in found.topics if by(sign, topic).level != "not"}
    return len(reached & wanted), len(reached - wanted), len(wanted - reached)


def main() -> None:
    parser = argparse.ArgumentParser(description="Precision and recall of bsb guide coverage.")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    labels: dict[str, dict[str, Any]] = read_yaml(LABELS)["interviews"]
    with tempfile.TemporaryDirectory() as folder:
        project = filled(Path(folder) / "e")
        covered = {name: project.coverage.of(name) for name in labels}
        project.close()
    for title, tuned in (("measured", False), ("tuned on", True)):
        names = [name for name, label in labels.items() if bool(label.get("tune")) == tuned]
        print(f"{title}: {', '.join(names)}")
        for sign in SIGNS:
            right, wrong, missed = map(
                sum, zip(*(count(covered[n], set(labels[n]["reached"]), sign) for n in names), strict=True)
            )
            precision, recall = right / (right + wrong), right / (right + missed)
            print(f"  {sign:10} right {right:3} wrong {wrong:3} missed {missed:3}", end="")
            print(f"  precision {precision:.2f} recall {recall:.2f}")
    if options.misses:
        for name, label in labels.items():
            for topic in covered[name].topics:
                if (topic.level != "not") != (topic.topic in label["reached"]):
                    kind = "wrong " if topic.level != "not" else "missed"
                    signs = f"asked {topic.asked} words {topic.words} coded {topic.coded}"
                    print(f"{kind} {name:14} {topic.topic:20} {signs}")


if __name__ == "__main__":
    main()
