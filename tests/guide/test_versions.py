from pathlib import Path

import pytest

from bsb.errors import BsbError
from bsb.guide.library import VERSIONS, Guides
from bsb.guide.model import content_hash


@pytest.fixture
def guides(guide_file: Path) -> Guides:
    return Guides([guide_file.parent])


def test_the_version_that_was_used_is_found_after_a_change(guides: Guides, guide_file: Path, sound: str) -> None:
    first = guides.keep("liten")
    version = content_hash(first)
    assert guides.used("liten", version).guide == first
    guide_file.write_text(sound.replace("Hvordan bor du?", "Hvordan bor dere?"), encoding="utf-8")
    used = guides.used("liten", version)
    assert (used.guide, used.changed) == (first, False)
    assert guides.get("liten") != first
    assert guides.get(f"liten@{version[:8]}") == first


def test_a_version_that_is_gone_is_said_to_be(guides: Guides, guide_file: Path) -> None:
    used = guides.used("liten", "0" * 64)
    assert used.changed
    assert used.guide == guides.get("liten")
    assert not guides.used("liten", "").changed
    with pytest.raises(BsbError, match="no version") as caught:
        guides.get("liten@00000000")
    assert f"liten@{content_hash(used.guide)[:8]}" in caught.value.hint
    with pytest.raises(BsbError):
        guides.used("borte", "0" * 64)


def test_a_copy_is_kept_once_and_is_no_guide_of_its_own(guides: Guides, guide_file: Path) -> None:
    guides.keep("liten")
    guides.keep("liten")
    assert len(list((guide_file.parent / VERSIONS).iterdir())) == 1
    assert [guide.key for guide in guides.list()] == ["liten"]


def test_a_renamed_guide_is_found_by_its_content(guides: Guides, guide_file: Path) -> None:
    version = content_hash(guides.get("liten"))
    guide_file.rename(guide_file.with_name("annen.yaml"))
    assert guides.used("liten", version).guide.key == "liten"
