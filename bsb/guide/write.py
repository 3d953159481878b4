"""Writing a guide as a file that people go on with: YAML with remarks, read back the same."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from bsb.errors import BsbError
from bsb.guide.model import Guide, Topic
from bsb.i18n import gettext as _

#: What stands at the top of the file, in the guide's language: it is for those who write the guide on.
_REMARKS = {
    "nb": """
        {name}
        Satt sammen av «bsb guide new» fra {source}. Skriv om alt du vil: dette er deres guide.
        Linjer som begynner med #, er merknader og kommer ikke med på papiret.
        Når du har endret noe: bsb guide check {key}

          about      det samtalen handler om, slik det står i invitasjonen («en samtale om …»)
          minutes    hele samtalen: minuttene til temaene pluss pausen (break) skal bli akkurat dette
          intro      leses høyt når dere begynner (en tom linje gir nytt avsnitt). Sier den hvor lenge dere holder på?
          consent    det deltakerne sier ja til, ett punkt på hver linje
          closing    leses høyt til slutt
          topics     temaene i rekkefølge. Det første og det siste er alltid med
            purpose    hva temaet skal gi svar på (leses ikke høyt)
            services   nøklene til de tjenestene i kodeboken temaet passer for; [] betyr alle
            codes      nøklene til de temaene i kodeboken som samtalen pleier å gi (telles av «bsb guide coverage»)
            words      ord som kan trenge en forklaring
            questions  ask = spørsmålet, probes = det dere kan spørre videre om
        """,
    "nn": """
        {name}
        Sett saman av «bsb guide new» frå {source}. Skriv om alt du vil: dette er guiden dykkar.
        Linjer som byrjar med #, er merknader og kjem ikkje med på papiret.
        Når du har endra noko: bsb guide check {key}

          about      det samtalen handlar om, slik det står i invitasjonen («ein samtale om …»)
          minutes    heile samtalen: minutta til temaa pluss pausen (break) skal bli nett dette
          intro      blir lese høgt når de byrjar (ei tom linje gjev nytt avsnitt). Seier han kor lenge de held på?
          consent    det deltakarane seier ja til, eitt punkt på kvar linje
          closing    blir lese høgt til slutt
          topics     temaa i rekkjefølgje. Det fyrste og det siste er alltid med
            purpose    kva temaet skal gje svar på (blir ikkje lese høgt)
            services   nøklane til dei tenestene i kodeboka temaet passar for; [] tyder alle
            codes      nøklane til dei temaa i kodeboka som samtalen plar gje (blir talde av «bsb guide coverage»)
            words      ord som kan trenge ei forklaring
            questions  ask = spørsmålet, probes = det de kan spørje vidare om
        """,
    "en": """
        {name}
        Put together by "bsb guide new" from {source}. Change all you like: this is your guide.
        Lines that begin with # are remarks and do not come on paper.
        When you have changed something: bsb guide check {key}

          about      what the talk is about, as it stands in the invitation ("a talk about ...")
          minutes    the whole talk: the minutes of the topics and the break must add up to exactly this
          intro      read aloud when you begin (an empty line makes a new paragraph). Does it say how long you talk?
          consent    what people say yes to, one point a line
          closing    read aloud at the end
          topics     in their order; the first and the last are always kept
            purpose    what the topic is to tell us (not read aloud)
            services   keys of the services in the codebook that the topic fits; [] means all
            codes      keys of the themes in the codebook that the topic usually gives (for "bsb guide coverage")
            words      words that may want an explanation
            questions  ask = the question, probes = what you can go on to ask
        """,
}
_WIDTH = 116


def guide_yaml(guide: Guide, *, source: str) -> str:
    """Return a guide as YAML with remarks in its own language. ``source`` names what it was made from."""
    remarks = textwrap.dedent(_REMARKS[guide.language]).strip("\n").split("\n")
    lines = [f"# {line}".rstrip().format(name=guide.name, source=source, key=guide.key) for line in remarks]
    lines += [f"name: {_text(guide.name)}", f"language: {guide.language}"]
    if guide.about:
        lines.append(f"about: {_text(guide.about)}")
    lines += [f"minutes: {guide.minutes}", f"break: {guide.break_minutes}"]
    lines += [*_long("intro", guide.intro), "consent:", *(f"  - {_text(point)}" for point in guide.consent)]
    lines += [*_long("closing", guide.closing), "topics:"]
    for number, topic in enumerate(guide.topics):
        lines += [*([""] if number else []), *_topic(topic)]
    return "\n".join(lines) + "\n"


def write_guide(guide: Guide, folder: Path, *, source: str) -> Path:
    """Write a guide to ``folder`` under its key, and return where it lies.

    Raises BsbError, with nothing written, if there is a file of that name already.
    """
    path = folder / f"{guide.key}.yaml"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(guide_yaml(guide, source=source))
    except FileExistsError:
        raise BsbError(
            _("There is a guide called “{name}” already.").format(name=guide.key),
            _("Choose another name; nothing was changed."),
        ) from None
    return path


def _topic(topic: Topic) -> Iterator[str]:
    yield f"  - key: {topic.key}"
    yield f"    name: {_text(topic.name)}"
    yield f"    purpose: {_text(topic.purpose)}"
    yield f"    minutes: {topic.minutes}"
    yield f"    services: [{', '.join(map(_text, topic.services))}]"
    yield f"    codes: [{', '.join(map(_text, topic.codes))}]"
    if topic.words:
        yield "    words:"
        yield from (f"      {_text(word)}: {_text(meaning)}" for word, meaning in topic.words)
    else:
        yield "    words: {}"
    yield "    questions:"
    for question in topic.questions:
        yield f"      - ask: {_text(question.ask)}"
        if question.probes:
            yield "        probes:"
            yield from (f"          - {_text(probe)}" for probe in question.probes)


def _long(key: str, text: str) -> Iterator[str]:
    """Yield a text of several paragraphs, folded; one that YAML would fold otherwise goes in quotation marks."""
    paragraphs = text.split("\n")
    if any(p != p.strip() or p.startswith("#") for p in paragraphs):
        yield f"{key}: {_quoted(text)}"
        return
    yield f"{key}: >-"
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield ""
        yield from (
            f"  {line}" for line in textwrap.wrap(paragraph, _WIDTH, break_long_words=False, break_on_hyphens=False)
        )


def _text(text: str) -> str:
    """Return a text as YAML takes it: plain where that is read back as the same text, else in quotation marks."""
    import yaml

    if "\n" in text or ": " in text or " #" in text or any(sign in text for sign in "[]{},"):
        return _quoted(text)
    try:
        plain = yaml.safe_load(text)
        listed = yaml.safe_load(f"- {text}")
    except (yaml.YAMLError, ValueError):
        return _quoted(text)
    return text if plain == text and listed == [text] else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
