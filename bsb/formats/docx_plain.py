"""The main part of a Word file that holds nothing but plain paragraphs, read without a tree: three times as quick.

The grammar here is a small part of what Word writes: paragraphs of runs of text, with looks that change no words.
Whatever is not in it, from a tab to a tracked change, is for the full reader, ``bsb.formats.docx``; what is in it
gives the same paragraphs there. Unlike a parser, it does not mind an attribute that stands twice.
"""

from __future__ import annotations

import re

from bsb.formats.source import clean, is_clean

_NAMESPACE = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ATTRIBUTES = rb'(?: [\w.:-]++="[^"<&]*+")*+'
_LOOKS = rb"b|bCs|i|iCs|u|color|sz|szCs|rFonts|rStyle|lang|noProof|highlight|shd|kern|spacing|position|w"
_LAYOUT = rb"spacing|ind|jc|keepNext|keepLines|widowControl|contextualSpacing|outlineLvl|suppressAutoHyphens|bidi"
_PAGE = rb"pgSz|pgMar|cols|docGrid|type|pgNumType"
_BETWEEN = rb"proofErr|bookmarkStart|bookmarkEnd"


def _empty(names: bytes) -> bytes:
    return rb"<w:(?:" + names + rb")" + _ATTRIBUTES + rb" ?/>"


def _around(name: bytes, inside: bytes) -> bytes:
    return rb"(?:<w:" + name + rb">(?:" + inside + rb")*+</w:" + name + rb">|<w:" + name + rb" ?/>)?+"


_RUN_LOOKS = _around(b"rPr", _empty(_LOOKS))
_STYLE = rb'<w:pStyle w:val="(?!(?i:heading|overskrift|title|tittel|subtitle|undertittel))[^"<&]*+" ?/>'
_PARAGRAPH_LOOKS = _around(b"pPr", rb"%b|%b|<w:rPr>(?:%b)*+</w:rPr>" % (_empty(_LAYOUT), _STYLE, _empty(_LOOKS)))
# A line feed, and the end of CDATA or a sign that XML does not know, are for the parser to judge.
_WORDS = rb"(?:[^<>&\x00-\x1f]++|&(?:amp|lt|gt|quot|apos);)*+"
_TEXT = rb'(?:<w:t(?: xml:space="(?:preserve|default)")?+>%b</w:t>|<w:lastRenderedPageBreak ?/>)' % _WORDS
_RUN = rb"<w:r%b>%b(?:%b)*+</w:r>" % (_ATTRIBUTES, _RUN_LOOKS, _TEXT)
_PARAGRAPH = rb"<w:p%b(?: ?/>|>%b(?:%b|%b)*+</w:p>)" % (_ATTRIBUTES, _PARAGRAPH_LOOKS, _RUN, _empty(_BETWEEN))
_SECTION = rb"(?:<w:sectPr%b(?: ?/>|>(?:%b)*+</w:sectPr>))?+" % (_ATTRIBUTES, _empty(_PAGE))
_DOCUMENT = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?i:utf-8)")?(?: standalone="(?:yes|no)")?\?>\s*)?'
    rb"<w:document%b><w:body>(?P<body>(?:%b)*+)%b</w:body></w:document>\s*" % (_ATTRIBUTES, _PARAGRAPH, _SECTION)
)
_OTHER_TAGS = re.compile(rb"<(?!/w:p>)[^>]*+>")
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def paragraphs(data: bytes) -> list[str] | None:
    """Return the paragraphs with words in them, cleaned, or None if the full reader has to look.

    >>> head = b"<w:document " + _NAMESPACE + b"><w:body>"
    >>> paragraphs(head + b"<w:p><w:r><w:t>Hei &amp; hun</w:t></w:r></w:p></w:body></w:document>")
    ['Hei & hun']
    >>> paragraphs(head + b"<w:p><w:r><w:tab/></w:r></w:p></w:body></w:document>") is None
    True
    """
    if data.count(b"xmlns:w=") != 1 or _NAMESPACE not in data:
        return None
    match = _DOCUMENT.fullmatch(data)
    if match is None:
        return None
    try:
        text = _OTHER_TAGS.sub(b"", match["body"]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    found = text.split("</w:p>")
    if "&" in text:
        found = [_with_signs(each) for each in found]
    if "&" in text or not is_clean(text):
        if "\ufffe" in text or "\uffff" in text:  # no XML may hold these
            return None
        found = [clean(each) for each in found]
    return [each for each in map(str.rstrip, found) if each]


def _with_signs(text: str) -> str:
    for entity, sign in _ENTITIES:
        text = text.replace(entity, sign)
    return text
