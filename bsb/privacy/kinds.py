"""What people read for each kind of hit."""

from __future__ import annotations

from bsb.i18n import N_
from bsb.i18n import gettext as _

_NAMES = {
    "person": N_("name of a person"),
    "place": N_("place"),
    "district": N_("district"),
    "institution": N_("institution"),
    "phone": N_("phone number"),
    "email": N_("e-mail address"),
    "url": N_("web address"),
    "id_number": N_("national identity number"),
    "account": N_("account number"),
    "org_number": N_("organisation number"),
    "post_code": N_("post code"),
    "address": N_("address"),
    "date": N_("date"),
    "age": N_("age"),
    "health": N_("diagnosis or illness"),
    "job": N_("job or employer"),
    "family": N_("family"),
    "unknown_word": N_("unknown word"),
}


def kind_name(kind: str) -> str:
    """Return the name of a kind in the current language.

    >>> kind_name("phone")
    'phone number'
    """
    return _(_NAMES[kind])
