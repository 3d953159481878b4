"""``python -m bench.fuzz.guided docx 600``: broken files that are led on by the code they reach, for so many seconds.

Every file that reaches code which none has reached is kept and changed further, by the same changes as in
``bench.fuzz`` and by libFuzzer's own. Ends with the first file that ends in anything but a message for people, and
keeps it. Needs atheris (``pip install atheris``; Linux and macOS), which is no dependency of ours.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import importlib
import os
import pkgutil
import random
import sys
import tempfile
import warnings
from pathlib import Path

_MEMORY = 2048  # MB of the whole process
_SECONDS = 20  # of one file
_MOST = 200_000  # bytes of one file
_ROOMS = ("formats", "corpus", "coding", "guide", "analysis", "dialogue", "exchange", "reports", "privacy", "upkeep")


def main() -> None:
    """Change files until the time is over or one is not read as it should be."""
    asked = argparse.ArgumentParser(prog="python -m bench.fuzz.guided", description=__doc__)
    asked.add_argument("reader")
    asked.add_argument("seconds", nargs="?", type=int, default=600)
    asked.add_argument("--keep", type=Path, default=Path(), help="folder for a file that is read wrongly")
    wanted = asked.parse_args()
    try:
        import atheris
    except ModuleNotFoundError:
        raise SystemExit("This needs atheris: pip install atheris") from None
    with atheris.instrument_imports(include=["bsb"]):
        for room in _ROOMS:
            for module in pkgutil.walk_packages([str(Path("bsb", room))], f"bsb.{room}."):
                importlib.import_module(module.name)
        from bench.fuzz import world
        from bench.fuzz.mutate import mutated
        from bench.fuzz.readers import readers
        from bsb.errors import BsbError
    with tempfile.TemporaryDirectory() as place, world.rules_only():
        made = Path(place, "laget")
        made.mkdir()
        project = world.build(Path(place, "hjem"))
        every = readers(project, world.files(project, made))
        if wanted.reader not in every:
            raise SystemExit(f"No such reader. There are: {', '.join(every)}")
        reader = every[wanted.reader]
        known = Path(place, "kjent")
        known.mkdir()
        for data in reader.good:
            (known / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
        path = Path(place, f"fil{reader.ending}")

        def read(data: bytes) -> None:
            path.write_bytes(data)
            with warnings.catch_warnings(), contextlib.suppress(BsbError):
                warnings.simplefilter("error")
                reader.read(path, project)

        def change(data: bytes, most: int, seed: int) -> bytes:
            chance = random.Random(seed)
            if chance.random() < 0.5:
                return bytes(atheris.Mutate(data, most))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return mutated(data, reader.good, reader.kind, chance)[:most]

        bounds = {"max_total_time": wanted.seconds, "rss_limit_mb": _MEMORY, "timeout": _SECONDS, "max_len": _MOST}
        told = [f"-{name}={value}" for name, value in bounds.items()]
        told += [f"-artifact_prefix={wanted.keep.resolve()}{os.sep}", "-print_final_stats=1", str(known)]
        atheris.Setup([sys.argv[0], *told], read, custom_mutator=change)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
