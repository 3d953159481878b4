"""Having a process killed, or its disk fail, at the n-th thing that it does to a file (``calls.c``); Linux only.

By the clock few kills fall late, where most is at stake. So what is done is counted in a run that goes well, and the
others end at points spread evenly over it.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

KILL, TEAR, FULL, BROKEN, UNLOCKED = 1, 2, 3, 4, 5
_LOADED = "BSB_BENCH_CALLS"


def _library() -> Any:
    return ctypes.CDLL(None)


def loaded() -> bool:
    """Return whether this process hears of its own calls."""
    return hasattr(_library(), "calls_arm")


def load(module: str) -> None:
    """Start this program anew so that it hears of its own calls, if there is a C compiler; else go on without."""
    compiler = shutil.which("cc")
    if loaded() or _LOADED in os.environ or compiler is None or sys.platform != "linux":
        return
    built = Path(tempfile.mkdtemp()) / "calls.so"
    source = Path(__file__).with_name("calls.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", built, source, "-ldl"], check=True)
    told = os.environ | {"LD_PRELOAD": str(built), _LOADED: "1"}
    os.execve(sys.executable, [sys.executable, "-m", module, *sys.argv[1:]], told)


def arm(how: int, at: int) -> None:
    """From now on count; at the ``at``-th call do what ``how`` says (0: only count)."""
    _library().calls_arm(how, ctypes.c_long(at))


def seen() -> int:
    """Return how many calls there have been since."""
    count = _library().calls_seen
    count.restype = ctypes.c_long
    return int(count())
