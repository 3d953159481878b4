from __future__ import annotations

import os
from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.project import Project
from bsb.store.network import network

pytestmark = pytest.mark.file_only


@pytest.mark.skipif(os.name != "posix", reason="reads Linux's table of mounts")
def test_a_network_folder(tmp_path: Path) -> None:
    mounts = tmp_path / "mountinfo"
    line = "36 35 98:0 / {} rw,noatime master:1 - {} /dev/root rw\n"
    mounts.write_text(line.format("/", "ext4") + line.format(tmp_path, "nfs4"), encoding="utf-8")
    assert network(tmp_path / "x.db", mounts) == "nfs4"
    assert network(Path("/usr"), mounts) == ""
    assert network(tmp_path, tmp_path / "none") == ""


def test_a_project_in_a_network_folder_is_refused_before_anything_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bsb.store.sqlite.network", lambda _path: "nfs4")
    with pytest.raises(BsbError, match=r"network folder \(nfs4\)"):
        Project.init(tmp_path / "p")
    assert not (tmp_path / "p").exists()
