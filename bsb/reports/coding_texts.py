"""Examples of what people can write to code a passage."""

from __future__ import annotations

from collections.abc import Sequence

from bsb.formats.texts import Texts

FILE = "koding.yaml"


def examples(texts: Texts, labels: Sequence[str]) -> list[dict[str, str]]:
    """Return examples of comments, made of the first two codes, with what they mean."""
    a, b = (*labels, *labels)[:2]
    level = "organisation implementation" if texts.language == "en" else "organisasjon gjennomføring"
    rows = [
        (f"{a} -", texts("one", a=a)),
        (f"{a}, {b} +", texts["two"]),
        (f"{a} -, {b} +", texts("each", a=a, b=b)),
        (f"{a.lower()} ±; {texts['memo_text']}", texts("memo", a=a)),
        (f"{a} - {level}", texts("level", a=a)),
        (texts["remark_text"], texts["remark"]),
    ]
    return [{"written": written, "means": means} for written, means in rows]
