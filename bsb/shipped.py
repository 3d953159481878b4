"""Where the shipped folders are: in an installed wheel inside the package, in a checkout beside it."""

from __future__ import annotations

from pathlib import Path

from bsb.errors import BsbError
from bsb.i18n import gettext as _

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return the path of a shipped folder ("guides", "corpora", "matrices" or "templates").

    Raises BsbError if the installation lacks it.
    """
    for base in (_PACKAGE / "data", _PACKAGE.parent):
        if (path := base / folder).is_dir():
            return path
    raise BsbError(
        _("The installation lacks its folder “{folder}”.").format(folder=folder),
        _("Install bsb again: pip install --force-reinstall bsb"),
    )
