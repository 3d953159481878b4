"""docxtpl, with what depends on a template alone done once a template: papers made in a row come from the same ones.

What is kept is found by the words of the template themselves, so that it cannot be out of date.
"""

from __future__ import annotations

import functools
import io
import re
from types import CodeType
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Undefined
from jinja2.sandbox import SandboxedEnvironment

#: Characters that XML cannot hold, and those that docxtpl would take for a new paragraph or page.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_BREAKS = re.compile("[\t\a\n\f]")


class Template(DocxTemplate):  # type: ignore[misc]
    """A template that is to be filled in once."""

    def patch_xml(self, src_xml: str) -> str:
        """Return a part of the template as Jinja can read it."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Return a filled-in part with the line breaks of its texts as Word's own."""
        whole = super().resolve_listing
        return _PARAGRAPH.sub(lambda found: whole(found[0]) if _BREAKS.search(found[0]) else found[0], xml)


class Environment(SandboxedEnvironment):
    """An environment that notes in ``gaps`` each missing field it meets, instead of stopping at the first."""

    def __init__(self, gaps: dict[str, None]) -> None:
        class Gap(Undefined):
            __slots__ = ()

            def _note(self) -> None:
                gaps[str(self._undefined_name)] = None

            def __str__(self) -> str:
                self._note()
                return ""

            def __bool__(self) -> bool:
                self._note()
                return False

            def __len__(self) -> int:
                self._note()
                return 0

            def __iter__(self) -> Any:
                self._note()
                return iter(())

            def __getattr__(self, name: str) -> Any:
                if name.startswith("__"):
                    raise AttributeError(name)
                self._note()
                return self

            def __getitem__(self, _key: object) -> Any:
                self._note()
                return self

        super().__init__(undefined=Gap, autoescape=True, finalize=_clean)

    def compile(self, source: Any, *_rest: Any, **_named: Any) -> Any:
        """Return a text of the template as a program."""
        return _compiled(source)


@functools.lru_cache(maxsize=16)
def fields_of(template: bytes) -> frozenset[str]:
    """Return the names that a template asks its context for."""
    return frozenset(Template(io.BytesIO(template)).get_undeclared_template_variables(_plain()))


@functools.lru_cache(maxsize=64)
def _patched(xml: str) -> str:
    return str(DocxTemplate.patch_xml(None, xml))


@functools.lru_cache(maxsize=64)
def _compiled(source: str) -> CodeType:
    return _plain().compile(source)


def _plain() -> SandboxedEnvironment:
    """Return an environment that reads templates as ``Environment`` does."""
    return SandboxedEnvironment(autoescape=True, finalize=_clean)


def _clean(value: object) -> object:
    """Drop from a text what a Word file cannot hold, and write None as nothing; leave ready-made markup alone."""
    if value is None:
        return ""
    return _UNWANTED.sub("", value) if type(value) is str else value
