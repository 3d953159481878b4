"""Finding what a person meant: a name, a short name, an alias or an unambiguous beginning."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from bsb.errors import BsbError
from bsb.i18n import N_
from bsb.i18n import gettext as _

_FOLD = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "đ": "d"})


def fold(name: str) -> str:
    """Return a name as it is compared: lower case, without accents, dots, blanks or hyphens.

    >>> fold("St. Hans-Haugen") == fold("st.hanshaugen")
    True
    """
    plain = unicodedata.normalize("NFD", name.casefold().translate(_FOLD))
    return re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def slug(name: str) -> str:
    """Return a name as part of a file name: small letters a-z, digits and hyphens.

    >>> slug("St. Hanshaugen"), slug("Østensjø")
    ('st-hanshaugen', 'ostensjo')
    """
    plain = unicodedata.normalize("NFD", name.casefold().translate(_FOLD))
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")


def choose(wanted: str, names: Mapping[str, Iterable[str]], what: str) -> str:
    """Return the key whose name is meant.

    ``names`` maps each key to all its names (the key itself counts). An exact name wins over a beginning,
    and a beginning must fit one key only. ``what`` names the kind of thing in the error ("district").

    Raises BsbError with "did you mean" if nothing fits, or with the candidates if several do.

    >>> choose("grü", {"Grünerløkka": ["Grunerløkka"], "Grorud": []}, "district")
    'Grünerløkka'
    """
    aim = fold(wanted)
    folded = {key: {fold(key), *map(fold, aliases)} for key, aliases in names.items()}
    exact = [key for key, forms in folded.items() if aim in forms]
    begin = [key for key, forms in folded.items() if aim and any(f.startswith(aim) for f in forms)]
    found = exact or begin
    if len(found) == 1:
        return found[0]
    if found:
        raise BsbError(
            _("“{wanted}” fits more than one {what}: {names}.").format(
                wanted=wanted, what=_(what), names=", ".join(found)
            ),
            _("Write more of the name."),
        )
    forms = {form: key for key, all_forms in folded.items() for form in all_forms}
    close = list(dict.fromkeys(forms[f] for f in difflib.get_close_matches(aim, forms, n=3, cutoff=0.6)))
    known = ", ".join(names) if len(names) <= 20 else ""
    if close:
        hint = _("Did you mean {names}?").format(names=_(" or ").join(close))
    elif known:
        hint = _("Known: {names}.").format(names=known)
    else:
        hint = ""
    raise BsbError(_("There is no {what} called “{wanted}”.").format(what=_(what), wanted=wanted), hint)


def suggest(wanted: str, known: Iterable[str]) -> str:
    """Return a hint for a word that is not among the known ones: "Did you mean ...?", or what is known.

    >>> suggest("titel", ["title", "rows"])
    'Did you mean title?'
    """
    try:
        meant = choose(wanted, dict.fromkeys(known, ()), N_("key"))
    except BsbError as error:
        return error.hint
    return _("Did you mean {names}?").format(names=meant)
