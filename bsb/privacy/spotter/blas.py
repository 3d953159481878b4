"""Matrix products on one thread.

The products here are small. numpy's OpenBLAS spreads them over all cores and then spends up to forty times as much
processor time waiting as working, and numpy has no call to stop it. So the library that numpy's wheels bring is
asked directly, for the time of one pass; where it cannot be asked, thinc's own product is used, which has one
thread and a quarter of the speed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

_SPELLINGS = (("scipy_openblas", "64_"), ("scipy_openblas", ""), ("openblas", "64_"), ("openblas", ""))


@cache
def _library() -> tuple[Callable[[], int], Callable[[int], None]] | None:
    """Return the functions of numpy's OpenBLAS that read and set the number of threads."""
    import numpy as np

    package = Path(np.__file__).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        for path in sorted(folder.glob("*openblas*")):
            for prefix, suffix in (
                ("scipy_openblas", "64_"),
                ("scipy_openblas", ""),
                ("openblas", "64_"),
                ("openblas", ""),
            ):
                try:
                    library = ctypes.CDLL(str(path))
                    read = getattr(library, f"{prefix}_get_num_threads{suffix}")
                    write = getattr(library, f"{prefix}_set_num_threads{suffix}")
                except (OSError, AttributeError):
                    continue
                return read, write
    return None


@contextmanager
def one_thread() -> Iterator[Callable[[Any, Any], Any]]:
    """Yield a function that multiplies two float32 matrices, on one thread while the block lasts."""
    library = _library()
    if library is None:
        yield _thinc()
        return
    import numpy as np

    read, write = library
    before = int(read())
    write(1)
    try:
        yield np.dot
    finally:
        write(before)


@cache
def _thinc() -> Callable[[Any, Any], Any]:
    from thinc.api import NumpyOps

    ops = NumpyOps()
    return lambda a, b: ops.gemm(a, b)
