"""Matrix products on one thread.

The products here are small. numpy's OpenBLAS spreads them over all cores and then spends up to forty times as much
processor time waiting as working. It reads the number of threads when numpy is first imported, so that is done
here if nobody did it before; else thinc's own product is used, which has one thread and a quarter of the speed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

_VARIABLE = "OPENBLAS_NUM_THREADS"


@cache
def prepare() -> bool:
    """Import numpy on one thread if it is not imported yet; say whether numpy's product is the one to use."""
    if "numpy" in sys.modules:
        return os.environ.get(_VARIABLE) == "1"
    before = os.environ.get(_VARIABLE)
    os.environ[_VARIABLE] = "1"
    try:
        import numpy  # noqa: F401  the import itself is what counts
    finally:
        if before is None:
            del os.environ[_VARIABLE]
        else:
            os.environ[_VARIABLE] = before
    return True


@cache
def product() -> Callable[[Any, Any], Any]:
    """Return a function that multiplies two float32 matrices."""
    if prepare():
        import numpy as np

        return np.dot
    from thinc.api import NumpyOps

    ops = NumpyOps()
    return lambda a, b: ops.gemm(a, b)
