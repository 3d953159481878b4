"""PDF files with a text layer."""

from __future__ import annotations

import logging
import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.errors import BsbError
from bsb.formats import left_out
from bsb.formats.in_memory import openable
from bsb.formats.limits import LIMITS, Limits, check_size, damaged, locked
from bsb.formats.pages import paragraphs, usual_width, without_furniture
from bsb.formats.source import Block, Source, clean
from bsb.i18n import gettext as _
from bsb.i18n import ngettext

if TYPE_CHECKING:
    from pypdf import PdfReader


def read(path: Path, *, emphasis: bool = False, limits: Limits = LIMITS) -> Source:
    """Read the text layer of a PDF, one block a paragraph, with its page.

    Running heads and feet are dropped and counted, words broken at line ends joined. Bold and italic are not
    to be had from a PDF. A page without a text layer is counted in the notices.

    Raises BsbError if the file is damaged or protected, has too many pages, or holds more text than the limits.
    """
    check_size(path, limits.file_bytes)
    pages = _pages(path, limits)
    blank = sum(not page for page in pages)
    kept, dropped = without_furniture(pages)
    width = usual_width(line for page in kept for line in page)
    blocks = tuple(
        Block(text, page=number) for number, page in enumerate(kept, 1) for text in paragraphs(page, width)
    )
    notices = left_out.notices(Counter(furniture=dropped))
    if blank and blocks:
        notices += (
            ngettext(
                "{n} page holds no text (perhaps scanned).", "{n} pages hold no text (perhaps scanned).", blank
            ).format(n=blank),
        )
    return Source(blocks, notices, "pdf")


def _pages(path: Path, limits: Limits) -> list[list[str]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings may quote the text
    pages = []
    total = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            reader = PdfReader(openable(path))
            _check(path, reader, limits)
            for page in reader.pages:
                text = clean(page.extract_text())
                total += len(text)
                if total > limits.text_bytes:
                    raise too_much(path)
                pages.append([line for line in text.split("\n") if line.strip()])
        except BsbError:
            raise
        except DependencyError as error:
            raise locked(path) from error
        except Exception as error:  # pypdf raises whatever the broken part makes it stumble on
            raise damaged(path) from error
    return pages


def _check(path: Path, reader: PdfReader, limits: Limits) -> None:
    if reader.is_encrypted and not reader.decrypt(""):
        raise locked(path)
    if len(reader.pages) > limits.pages:
        raise too_much(path)


def too_much(path: Path) -> BsbError:
    """Return the error for a PDF of more pages or text than a document has."""
    return BsbError(
        _("{file} has more pages or text than a report has and was not read.").format(file=path.name),
        _("Split it, or save the pages that matter as a file of their own."),
    )
