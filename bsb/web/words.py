"""What the page's scripts say, from the same catalogue as everything else."""

from __future__ import annotations

from bsb.analysis.matrix_lines import label_of
from bsb.coding.codes import FACETS, facet_name
from bsb.coding.codings import LEVELS, PHASES, VALENCES
from bsb.i18n import gettext as _


def words() -> dict[str, str]:
    """Return the texts by the keys that the scripts use."""
    return {
        "fault": _("That did not work."),
        "gone": _("No contact with bsb. It is tried again."),
        "locked": _("bsb was started anew. Open its new link in this browser; this window then goes on by itself."),
        "back": _("Contact again. Everything is saved."),
        "unsaved": _("Not saved yet: {n}."),
        "notSaved": _("not saved yet"),
        "turn": _("turn"),
        "code": _("Code"),
        "valence": _("Valence"),
        "level": _("Level"),
        "phase": _("Phase"),
        "memo": _("Memo"),
        "hasMemo": _("with a memo"),
        "whoCodes": _("Write who codes, such as your initials."),
        "pickFirst": _("Select words first, or a turn with Space."),
        "codedWith": _("Coded: {code}"),
        "removedOne": _("Removed. Undo brings it back."),
        "removed": _("It has been removed."),
        "findOther": _("Find the other code."),
        "saved": _("Saved."),
        "moved": _("Moved."),
        "merged": _("Merged."),
        "codings": _("Codings"),
        "wrote": _("Wrote {file}."),
        "voices": _("Voices: {n}."),
        "since": _("Since it was written: {what}."),
        "turns": _("turns"),
        "places": _("Places: {n}"),
        "more": _("{n} more"),
        "weak": _("Weak signs too: {n}"),
        "forAll": _("All of them:"),
        "thisOne": _("This place"),
        "accept": _("Accept"),
        "replace": _("Replace with …"),
        "keep": _("Keep …"),
        "keepAlways": _("Never ask again …"),
        "keptAlways": _("kept, and not asked about again in this project"),
        "each": _("Each by itself"),
        "replaceWith": _("What shall stand there (Enter)"),
        "keepWhy": _("Why it may stay (Enter)"),
        "accepted": _("accepted"),
        "kept": _("kept"),
        "left": _("Still to be decided: {n}"),
        "allDecided": _("Everything is decided."),
        "stored": _("{interview} is stored: {turns} turns, {replaced} places replaced."),
        "balance": _("+{positive} −{critical}, voices {speakers}, interviews {interviews}, approved {approved}"),
        "nothingNew": _("There is nothing new to propose."),
        "undone": _("Undone."),
        "redone": _("Done again."),
        "noneUncoded": _("No uncoded turn further on."),
        "newCode": _("New code “{name}” …"),
        "definition": _("Means"),
        "include": _("Use when"),
        "exclude": _("Do not use when"),
        "example": _("Example"),
        **{facet: facet_name(facet) for facet in FACETS},
        **{valence: label_of("valence", valence) for valence in VALENCES},
        **{level: label_of("level", level) for level in LEVELS},
        **{phase: label_of("phase", phase) for phase in PHASES},
    }
