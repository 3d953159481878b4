"""The language that people read: gettext catalogues in ``bsb/locale``, chosen once at the edge.

The msgids are English. click takes its own strings from the same ``messages`` domain, so one catalogue
gives Norwegian help and errors throughout.
"""

from __future__ import annotations

import gettext as _gettext
import locale
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

LANGUAGES = ("nb", "en")
_LOCALE = Path(__file__).parent / "locale"
_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"
_spoken: ContextVar[tuple[str, _gettext.NullTranslations] | None] = ContextVar("spoken", default=None)


def N_(message: str) -> str:  # noqa: N802  the name gettext tools look for
    """Mark a message for translation where it cannot be translated yet; return it unchanged."""
    return message


def gettext(message: str) -> str:
    """Return the message in the current language."""
    return _translations().gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """Return the form of the message that fits the number n, in the current language."""
    return _translations().ngettext(one, many, n)


def pick_language(environ: Mapping[str, str], project_language: str | None = None) -> str:
    """Choose the language: BSB_LANG, else the project's, else the machine's; bokmål where that says nothing.

    >>> pick_language({"BSB_LANG": "en"}, "nb")
    'en'
    >>> pick_language({"LANG": "nn_NO.UTF-8"})
    'nb'
    """
    wanted = [environ.get("BSB_LANG"), project_language]
    wanted += [environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":
        wanted.append(locale.getlocale()[0])
    for value in filter(None, wanted):
        short = value.replace("-", "_").split("_")[0].split(".")[0].lower()
        if short in ("nb", "nn", "no", "norwegian"):
            return "nb"
        if short in ("en", "english"):
            return "en"
    return "nb"


def _translations() -> _gettext.NullTranslations:
    spoken = _spoken.get()
    return spoken[1] if spoken else _current


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let a paper or an answer be in a language of its own, whatever the current one is.

    >>> with speaking("nb"):
    ...     gettext("critical")
    'kritisk'
    """
    token = _spoken.set((language, _gettext.translation("messages", _LOCALE, languages=[language], fallback=True)))
    try:
        yield
    finally:
        _spoken.reset(token)


def messages(language: str) -> list[str]:
    """Return every message of a catalogue, and what it says in a language; [] where there is no catalogue."""
    found = _gettext.translation("messages", _LOCALE, languages=[language], fallback=True)
    catalogue: dict[object, str] = getattr(found, "_catalog", {})
    keys = (key[0] if isinstance(key, tuple) else key for key in catalogue)
    return [text for text in (*map(str, keys), *catalogue.values()) if text]


def set_language(language: str) -> None:
    """Make a language current, for this package and for click's own strings."""
    global _current, _language
    _language = language
    _current = _gettext.translation("messages", _LOCALE, languages=[language], fallback=True)
    os.environ["LANGUAGE"] = language
    _gettext.bindtextdomain("messages", str(_LOCALE))
    _gettext.textdomain("messages")


def current_language() -> str:
    """Return the code of the current language ("nb" or "en")."""
    spoken = _spoken.get()
    return spoken[0] if spoken else _language


def thousands(n: int) -> str:
    """Return a whole number as people read it in the current language.

    >>> thousands(30000)
    '30,000'
    """
    return f"{n:,}" if current_language() == "en" else f"{n:,}".replace(",", "\u00a0")
