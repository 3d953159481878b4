"""What is shipped is all that is needed, and the same each time it is built."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]
CARRIED = ("guides", "corpora", "matrices", "templates")


def files(folder: Path) -> set[str]:
    """Return the files of a folder as they are shipped."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return {name for name in found if "__pycache__" not in name and not name.endswith(".pyc")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The source package, and the wheel made of nothing but what is in it."""
    out = tmp_path_factory.mktemp("dist")
    with pytest.MonkeyPatch.context() as env:
        env.setenv("SOURCE_DATE_EPOCH", "1767225600")
        source = Path(next(SdistBuilder(str(ROOT)).build(directory=str(out), versions=["standard"])))
        with tarfile.open(source) as packed:
            packed.extractall(out / "unpacked", filter="data")
        (unpacked,) = (out / "unpacked").iterdir()
        wheel = Path(next(WheelBuilder(str(unpacked)).build(directory=str(out / "wheel"), versions=["standard"])))
    return source, wheel


def test_the_source_package_has_all_that_tests_and_docs_need(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    for folder in ("bsb", *CARRIED, "models", "tests", "docs", "bench", "tools", ".ci"):
        assert {f"{folder}/{name}" for name in files(ROOT / folder)} <= names, folder
    assert {"README.md", "ARCHITECTURE.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "PKG-INFO"} <= names
    assert not [name for name in names if name.endswith((".pyc", ".db", ".bsbbackup"))]


def test_the_wheel_has_the_program_and_what_it_reads_and_nothing_else(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as packed:
        names = set(packed.namelist())
    expected = {f"bsb/{name}" for name in files(ROOT / "bsb")}
    for folder in CARRIED:
        expected |= {f"bsb/data/{folder}/{name}" for name in files(ROOT / folder)}
    assert {name for name in names if ".dist-info/" not in name} == expected
    must = ("locale/nb/LC_MESSAGES/messages.mo", "text/lemmas.bin", "web/static/queue.js", "py.typed")
    assert {f"bsb/{name}" for name in must} <= names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_same_source_gives_the_same_wheel(built: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as env:
        env.setenv("SOURCE_DATE_EPOCH", "1767225600")
        again = Path(next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
        source = Path(next(SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    assert again.read_bytes() == built[1].read_bytes()
    assert source.read_bytes() == built[0].read_bytes()
