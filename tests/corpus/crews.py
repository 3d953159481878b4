"""Work for a crew, some of it deadly; in a module of its own, so that a new process can find it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from bsb.corpus.batch import Opened, Parcel, Refused, open_parcel


class Job(NamedTuple):
    """A number to be doubled; ``deadly`` ends the process as often as that, counted in ``folder``."""

    number: int
    deadly: int = 0
    folder: str = ""


def double(job: Job) -> int:
    """Return twice the number, if one survives it."""
    if job.deadly:
        tries = Path(job.folder) / f"{job.number}.tries"
        with tries.open("a", encoding="utf-8") as file:
            file.write("x")
        if len(tries.read_text(encoding="utf-8")) <= job.deadly:
            os._exit(1)
    return 2 * job.number


def open_rules_only(parcel: Parcel) -> Opened | Refused:
    """Open a parcel in a process of its own without the trained model, which takes a second to load."""
    from bsb.privacy import scan

    full = scan.Scanner.__init__
    if full.__kwdefaults__ and full.__kwdefaults__["model"]:
        full.__kwdefaults__["model"] = False
    return open_parcel(parcel)
