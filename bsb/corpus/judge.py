"""Which of the words before a colon are speakers: a judgement over the whole file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice

from bsb.corpus.labels import Label, find_label
from bsb.corpus.lines import Line
from bsb.corpus.pattern import own_pattern
from bsb.corpus.speakers import NOBODY, code, is_header, is_role, is_sentence, key, propose, role


def labels_that_count(
    lines: list[Line], confirmed: Mapping[str, str], pattern: str | None
) -> tuple[list[Label | None], list[int]]:
    """Return the label of each line, where it has one that counts, and the paragraphs of doubtful ones.

    A name counts if it was confirmed, is a code (I1, B2) or a word for a role, or is used at least twice.
    """
    find = own_pattern(pattern) if pattern else find_label
    found = [find(line.text) if line.block.speaker is None and line.block.kind != "note" else None for line in lines]
    refused = {key(name) for name, value in confirmed.items() if value.strip() == NOBODY}
    if pattern:
        return [label if label and key(label.name) not in refused else None for label in found], []
    uses = Counter(key(label.name) for label in found if label)
    names = {key(label.name): label.name for label in found if label}
    usable = {k for k, name in names.items() if not is_header(name) and not is_sentence(name)}
    good = {k for k in uses if k in {key(name) for name in confirmed} or code(k)}
    good |= {k for k in usable if uses[k] > 1}
    # "Intervjuer: Kari Li" above a talk that I1 leads is a header line; without an I1 it is a turn.
    led = any(role(code(k) or "") == "facilitator" for k in good)
    good |= {k for k in usable if is_role(names[k]) and not (led and propose([k])[k].startswith("I"))}
    good |= _used_once(lines, found, usable, good)
    good -= refused
    kept = [label if label and key(label.name) in good else None for label in found]
    first = next((i for i, label in enumerate(kept) if label), len(kept))
    doubted = usable - good - refused
    doubtful = [
        line.number
        for line, label in islice(zip(lines, found, strict=True), first + 1, None)
        if label and line.opens and key(label.name) in doubted
    ]
    return kept, doubtful


def _used_once(lines: list[Line], found: list[Label | None], usable: set[str], good: set[str]) -> set[str]:
    """Return names used once that count all the same, because nearly every line is labelled.

    Where speakers are codes (I1, B1), a lone word before a colon is no speaker; where they have names, it is
    one who says little.
    """
    if any(code(k) for k in good) or len(usable) < 2:
        return set()
    labelled: list[bool] = []
    above = False  # whether the line before was a name with its words to come
    for line, label in zip(lines, found, strict=True):
        if line.block.kind == "heading" or (label and is_header(label.name)):
            continue
        mine = label is not None and key(label.name) in usable
        labelled.append(mine or above)
        above = mine and label is not None and not label.text
    start = labelled.index(True)
    share = sum(labelled[start:]) / (len(labelled) - start)
    return usable if share >= (0.8 if good else 0.5) else set()
