"""``python -m tools.handbook [DIR]``: make the site (unless told otherwise in ``build/handbok``)."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.handbook import ROOT, build

out = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "handbok"
print(f"{len(build(out))} files. Begin with {out / 'index.html'}")
