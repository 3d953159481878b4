"""The list of commands is what the commands say, in both languages, and names nothing of the other one."""

from __future__ import annotations

import pytest

from bsb.cli.main import COMMANDS
from tools.reference import FILES, written


@pytest.mark.parametrize("language", FILES)
def test_the_list_of_commands_is_current(language: str) -> None:
    page = written(language)
    assert all(f"\n## bsb {name}\n" in page for name in COMMANDS)
    assert FILES[language].read_text(encoding="utf-8") == page, "run: python -m tools.reference"


def test_click_speaks_both_languages() -> None:
    pages = {language: FILES[language].read_text(encoding="utf-8") for language in FILES}
    for word in ("[OPTIONS]", "[required]", "[default:", "INTEGER"):
        assert word not in pages["nb"]
    for word in ("[VALG]", "må oppgis", "[ellers:", "TALL"):
        assert word not in pages["en"]
