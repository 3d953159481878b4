from __future__ import annotations

import pytest

from bsb.i18n import pick_language


@pytest.mark.parametrize(
    ("environ", "project", "language"),
    [
        ({}, None, "nb"),
        ({"LANG": "C.UTF-8"}, None, "nb"),
        ({"LANG": "en_GB.UTF-8"}, None, "en"),
        ({"LANG": "en_GB.UTF-8"}, "nb", "nb"),
        ({"BSB_LANG": "en"}, "nb", "en"),
        ({"LC_ALL": "nn_NO.UTF-8", "LANG": "en"}, None, "nb"),
        ({"BSB_LANG": "xx"}, "en", "en"),
    ],
)
def test_which_language(environ: dict[str, str], project: str | None, language: str) -> None:
    assert pick_language(environ, project) == language
