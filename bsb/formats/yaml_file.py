"""YAML files that people write: read safely, with the line in every error."""

from __future__ import annotations

import copy
import functools
from pathlib import Path
from typing import Any

from bsb.errors import BsbError
from bsb.i18n import gettext as _

_MOST_BYTES = 4_000_000


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the mapping that a YAML file holds. Only plain data is read; tags, anchors and aliases are refused.

    Raises BsbError (with line) for a file that is missing, too large, not UTF-8, not YAML, or not a mapping.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BsbError(_("{file} is too large for a file of this kind.").format(file=path.name), "")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BsbError(_("There is no file {file}.").format(file=path), _("Check the name and the folder.")) from None
    except (OSError, UnicodeDecodeError):
        raise BsbError(
            _("{file} cannot be read as text.").format(file=path.name), _("Save it as UTF-8 text.")
        ) from None
    data = copy.deepcopy(_parsed(path.name, text))
    if not isinstance(data, dict):
        raise BsbError(
            _("{file} does not hold “name: value” lines.").format(file=path.name),
            _("Start from a shipped file."),
        )
    return data


@functools.lru_cache(maxsize=32)
def _parsed(name: str, text: str) -> Any:
    """Return what a text holds; ``name`` is the file's, for errors. Papers made in a row read the same texts."""
    import yaml

    try:
        for token in yaml.scan(text, Loader=yaml.SafeLoader):
            # An alias can blow a few bytes up to gigabytes; nothing people write here needs one.
            if isinstance(token, yaml.AliasToken):
                raise BsbError(
                    _("{file}, line {line}: “*” marks an alias, which is not used here.").format(
                        file=name, line=token.start_mark.line + 1
                    ),
                    _("Put quotation marks around the text."),
                )
            if isinstance(token, yaml.ScalarToken):
                token.value.encode()  # a half of a character can be stored nowhere
        return yaml.safe_load(text)
    except RecursionError:
        raise BsbError(_("{file} is nested too deeply.").format(file=name), "") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BsbError(
            _("{file}, line {line}: this is not well-formed YAML ({why}).").format(
                file=name, line=mark.line + 1 if mark else 1, why=getattr(error, "problem", None) or "?"
            ),
            _("Look for a missing colon, quotation mark or indentation there."),
        ) from None
    except (ValueError, OverflowError):
        raise BsbError(
            _("{file} holds a date, a number or a character’s code that cannot be.").format(file=name),
            _("Put quotation marks around what is meant as text, and write characters themselves."),
        ) from None
