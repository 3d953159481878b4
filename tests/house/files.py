"""The files that a page's commands name, laid beside the reader."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import CODEBOOK, TALK

#: Somebody invented, so that there is something to take out.
SAGENE = """I1: Fortell om en gang du ba om hjelp.
B1: Jeg ringte Kari Nordmann på 912 34 567. Hun kom samme dag, og det glemmer jeg ikke.
B2: Hos oss har de byttet kontakt fire ganger på ett år. Jeg orker ikke å begynne på nytt igjen.
I2: Hva skulle du ønske var annerledes?
B2: At det var den samme hver gang.
B1: Kari er grunnen til at jeg kom meg ut i det hele tatt.
"""

_TABLES = {"kodebok.yaml": CODEBOOK, "kodinger.csv": "interview,turn,code,valence\nalna-fg1,2,okonomi,critical\n"}

_TALKS = {"alna-fg1.docx": TALK, "sagene-fg1.docx": SAGENE}


def lay_out(folder: Path, name: str) -> None:
    """Put a file of this name into the folder."""
    target = folder / name
    if name in _TABLES:
        target.write_text(_TABLES[name], encoding="utf-8")
    elif name in _TALKS:
        from docx import Document

        transcript = Document()
        for line in _TALKS[name].splitlines():
            transcript.add_paragraph(line)
        transcript.save(str(target))
    else:
        raise LookupError(f"say in tests/house/files.py what {name} holds")
