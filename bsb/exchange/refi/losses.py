"""What an exchange could not carry: by kind, with numbers, so that nothing is left behind in silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from bsb.coding.in_words import thing_name
from bsb.i18n import N_
from bsb.i18n import gettext as _

#: kind -> what people read.
_NAMES = {
    "interviews_without_transcript": N_("interviews without a transcript, with who took part"),
    "pages": N_("page numbers of turns"),
    "unplaced": N_("codings without a certain place"),
    "summary_coding": N_("what summaries rest on"),
    "former": N_("former versions of transcripts"),
    "quote": N_("chosen quotes with their printed form"),
    "conference": N_("conferences"),
    "keydoc": N_("key documents"),
    "keydoc_coding": N_("codings of key documents"),
    "review": N_("records of how transcripts were reviewed"),
    "kept_form": N_("words that are always kept in a review"),
    "suggestion": N_("decisions on suggested codes"),
    "PictureSource": N_("pictures"),
    "PictureSelection": N_("passages marked in pictures"),
    "PDFSource": N_("PDF files without their text"),
    "PDFSelection": N_("passages marked on pages of PDF files"),
    "AudioSource": N_("recordings without a transcript"),
    "AudioSelection": N_("passages marked in recordings"),
    "VideoSource": N_("films without a transcript"),
    "VideoSelection": N_("passages marked in films"),
    "Graphs": N_("graphs"),
    "code twice": N_("codes with an identifier used before"),
    "sources_without_text": N_("documents whose text is not in the file"),
    "codings_without_text": N_("codings in documents whose text is not in the file"),
    "codings_of_documents": N_("codes put on whole documents"),
    "codings_of_unknown_codes": N_("codings with a code that is not in the file"),
    "codings_of_headings": N_("codings with a code that only groups others in this project"),
    "codings_outside": N_("codings outside their text"),
    "codings_not_in_turns": N_("codings on words that belong to no turn (headings, names of speakers)"),
    "codings_withdrawn": N_("codings in turns of people who have withdrawn"),
    "codings_uncertain": N_("codings whose words are not surely found in the project's text"),
    "codings_differ": N_("codings that are here already with another valence, level, phase or memo"),
    "case_codes": N_("codes that stand for cases"),
    "cases": N_("cases that are no speaker of one of the transcripts"),
    "case_values": N_("values of variables of such cases"),
    "document_values": N_("values of variables of documents"),
    "sets": N_("sets of documents, codes or notes"),
    "links": N_("links"),
    "memos_without_place": N_("memos on what is not carried"),
    "notes_without_place": N_("notes on what is not carried"),
    "empty_notes": N_("notes without a text"),
    "note_references": N_("further places of a note (it stands at the first one)"),
    "note_codings": N_("codings in notes"),
    "long_names": N_("names of codes cut at 120 characters"),
    "codes_differ": N_("codes that are here already with another description"),
    "summaries_differ": N_("summaries of cells that have another text here"),
    "dates": N_("dates and numbers that could not be read"),
    "descriptions": N_("descriptions of cases and sets"),
}


@dataclass(frozen=True, slots=True)
class Lost:
    """So many things of one kind that were not carried. ``kind`` is a stable key."""

    kind: str
    n: int

    @property
    def name(self) -> str:
        """What the kind is called, in the current language."""
        return _(_NAMES[self.kind]) if self.kind in _NAMES else thing_name(self.kind)


def losses(counts: Counter[str]) -> tuple[Lost, ...]:
    """Return what was lost, in the order of the table, unknown kinds last."""
    order = {kind: at for at, kind in enumerate(_NAMES)}
    found = [(kind, n) for kind, n in counts.items() if n]
    return tuple(Lost(kind, n) for kind, n in sorted(found, key=lambda each: (order.get(each[0], 999), each[0])))
