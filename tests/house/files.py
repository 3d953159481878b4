"""The files that a page's commands name, laid beside the reader."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.conftest import CODEBOOK, TALK

_TABLES = {"kodebok.yaml": CODEBOOK, "kodinger.csv": "interview,turn,code,valence\nalna-fg1,2,okonomi,critical\n"}


def lay_out(folder: Path, name: str) -> None:
    """Put a file of this name into the folder."""
    target = folder / name
    if name in _TABLES:
        target.write_text(_TABLES[name], encoding="utf-8")
    elif name == "alna-fg1.docx":
        from docx import Document

        transcript = Document()
        for line in TALK.splitlines():
            transcript.add_paragraph(line)
        transcript.save(str(target))
    else:
        raise LookupError(f"say in tests/house/files.py what {name} holds")
