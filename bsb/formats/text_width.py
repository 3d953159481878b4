"""How wide texts are in a picture: the widths of Arial, which Liberation Sans, Helvetica and BSB Sans share."""

from __future__ import annotations

import unicodedata

# Widths of the characters from blank to ~, in thousandths of the size of the type.
_REGULAR = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556),
    *(1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556),
    *(333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556),
    *(556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584),
)
_BOLD = (
    *(278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278),
    *(556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611),
    *(975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778),
    *(667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556),
    *(333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611),
    *(611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584),
)
_OTHER = {
    **dict.fromkeys("Æ—…→←↔‰", 1000),
    **dict.fromkeys("·‹›", 333),
    **dict.fromkeys("“”„", 500),
    **dict.fromkeys("‘’‚", 278),
    **dict.fromkeys("−×", 584),
    **{"æ": 889, "Ø": 778, "ø": 611, "\u00a0": 278, "\u202f": 200, "•": 350, "●": 604, "○": 604, "▲": 990},
}


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line of text, in the unit of ``size``. Characters that are not known get 0.6 of it.

    >>> text_width("Åse", 10), text_width("Åse", 10, bold=True)
    (17.23, 18.34)
    """
    widths = _KNOWN[bold]
    return round(sum(map(widths.__getitem__, unicodedata.normalize("NFC", text))) * size / 1000, 2)


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return a text as lines that fit the width; only a word that is wider alone is cut, with a hyphen.

    >>> wrap("St. Hanshaugen", 60, 10), wrap("Hjemmetjeneste", 50, 10)
    (['St.', 'Hanshaugen'], ['Hjemmetj-', 'eneste'])
    """
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= width:
            lines[-1] = joined
            continue
        rest = word
        while text_width(rest, size, bold=bold) > width and len(rest) > 5:
            cut = len(rest) - 1
            while cut > 1 and text_width(rest[:cut] + "-", size, bold=bold) > width:
                cut -= 1
            cut = max(1, min(cut, len(rest) - 3))
            lines.append(rest[:cut] + "-")
            rest = rest[cut:]
        lines.append(rest)
    return lines or [""]


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Return a text on one line, cut with … where it is too wide.

    >>> shorten("Meningsfull hverdag", 70, 10)
    'Meningsfull h…'
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(text + "…", size, bold=bold) > width:
        text = text[:-1]
    return text + "…"


class _Widths(dict[str, int]):
    """The widths of characters, each worked out when it is first met."""

    def __init__(self, plain: tuple[int, ...]) -> None:
        super().__init__(_OTHER)
        self._plain = plain

    def __missing__(self, char: str) -> int:
        base = unicodedata.normalize("NFD", char)[0]
        self[char] = self._plain[ord(base) - 32] if " " <= base <= "~" else 600
        return self[char]


_KNOWN = (_Widths(_REGULAR), _Widths(_BOLD))
