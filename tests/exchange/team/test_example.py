"""Two coders share the example between them, each in a folder of their own; what they did comes together."""

from __future__ import annotations

import shutil
from pathlib import Path

from bsb.exchange.team.team import open_file
from bsb.project import Project


def test_two_halves_of_the_example_come_together(example: Project, tmp_path: Path, plain: None) -> None:
    example.close()
    shutil.copytree(example.root, tmp_path / "main", ignore=shutil.ignore_patterns("output"))
    main = Project.open(tmp_path / "main")
    names = [interview.name for interview in main.transcripts.all()]
    half = len(names) // 2
    parts = {"AB": ("KA", names[: half + 1]), "CD": ("TL", names[half - 1 :])}
    pattern = main.codings.all()
    sent = {}
    for coder, (like, interviews) in parts.items():
        bundle, back = tmp_path / f"{coder}.bsbteam", tmp_path / f"{coder}-back.bsbteam"
        made = main.team.bundle(bundle, coder, passphrase="hest stol lampe", interviews=interviews)
        assert (made.interviews, made.codings) == (tuple(interviews), 0)
        payload = open_file(bundle, "bundle", passphrase=lambda: "")
        place = Project.from_bundle(tmp_path / coder, payload)
        rows = [
            {"interview": c.interview, "turn": str(c.turn), "code": c.code, "valence": c.valence}
            | {"start": str(c.start), "end": str(c.end), "quote": c.quote}
            for c in pattern
            if c.coder == like and c.interview in interviews
        ]
        place.codings.put(enumerate(rows, 1), coder=coder)
        sent[coder] = [(c.uid, c.interview, c.quote, c.code, c.valence) for c in place.codings.all()]
        assert len(sent[coder]) == len(rows)
        place.team.send(back, passphrase="hest stol lampe")
        place.close()
    for coder in parts:
        found = main.team.merge(open_file(tmp_path / f"{coder}-back.bsbteam", "return", passphrase=lambda: ""))
        assert (found.codings, found.conflicts) == ({"added": len(sent[coder])}, ())
    for coder in parts:
        there = [(c.uid, c.interview, c.quote, c.code, c.valence) for c in main.codings.all(coders=[coder])]
        assert sorted(there) == sorted(sent[coder])
    texts = {name: main.transcripts.get(name).text for name in names}
    assert all(texts[c.interview][c.start : c.end] == c.quote for c in main.codings.all())
    report = main.agreement.report(["AB", "CD"], draws=0)
    like = main.agreement.report(["KA", "TL"], interviews=names[half - 1 : half + 1], draws=0)
    assert (report.turns, report.coders) == (like.turns, ("AB", "CD"))
    assert main.agreement.disagreements(["AB", "CD"])
    main.close()
