"""What the page's scripts say, from the same catalogue as everything else."""

from __future__ import annotations

from bsb.i18n import gettext as _


def words() -> dict[str, str]:
    """Return the texts by the keys that the scripts use."""
    return {
        "fault": _("That did not work."),
        "saved": _("Saved"),
        "saving": _("Saving …"),
        "gone": _("No contact with bsb. It is tried again."),
        "locked": _("bsb was started anew. Open its new link in this browser; this window then goes on by itself."),
        "close": _("Close"),
        "cancel": _("Cancel"),
    }
