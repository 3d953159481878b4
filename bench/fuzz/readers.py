"""Every reader of files from outside, and the good files that its broken ones are made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.fuzz import world
from bsb.project import Project
from bsb.shipped import shipped

_EACH = 8
Read = Callable[[Path, Project], object]


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file: its ending, how it is broken (see ``mutate.mutated``), good ones, and what reads it.

    ``quiet`` says that no error may repeat what stands in it: it holds what people said.
    """

    ending: str
    kind: str
    good: list[bytes]
    read: Read
    quiet: bool = False


class _UndoneError(Exception):
    """Takes a change back."""


def _talk(path: Path, project: Project) -> object:
    from bsb.corpus.turns import find_turns
    from bsb.formats.read import read_source

    if path.stat().st_size % _EACH == 0:  # now and then with the scan for names, which takes longer
        return project.importer.read(path)
    return find_turns(read_source(path))


def _book(path: Path, project: Project) -> None:
    from bsb.coding.book_files import read_book
    from bsb.coding.codebook import put_codes

    codes = read_book(path, known=project.codebook.all())
    try:
        with project.journal.change("fuzz", "") as change:
            put_codes(change, codes)
            raise _UndoneError
    except _UndoneError:
        pass


def _summaries(path: Path, project: Project) -> object:
    return project.reports.matrices_on_paper.plan(path)


def _quotes(path: Path, project: Project) -> object:
    from bsb.dialogue.quote_sheet import plan_quotes

    return plan_quotes(path, project.quotes.all(), mark=project.summaries.mark())


def _findings(path: Path, project: Project) -> object:
    from bsb.dialogue.finding_files import plan_findings

    return plan_findings(path, project.findings, mark=project.summaries.mark())


def _coded(path: Path, project: Project) -> object:
    return project.round_trip.plan(project.round_trip.read(path), coder="KA")


def _worksheet(path: Path, _project: Project) -> object:
    from bsb.coding.book_split import read_worksheet

    return read_worksheet(path)


def _review(path: Path, project: Project) -> object:
    from bsb.corpus.review_sheet import read_review

    return read_review(path, project.importer.read(project.root / "corpora" / "alna-fg1.txt"))


def _answers(path: Path, project: Project) -> object:
    return project.evaluations.read(path, project.conferences.get("Alna"))


def _codings(path: Path, project: Project) -> object:
    return project.codings.import_file(path, rehearse=True)


def _guide(path: Path, _project: Project) -> object:
    from bsb.guide.model import load_guide

    return load_guide(path)


def _matrix(path: Path, project: Project) -> object:
    from bsb.analysis.definitions import load_definition

    return project.matrices.make(load_definition(path))


def _reference(path: Path, _project: Project) -> object:
    from bsb.analysis.definitions import load_definition
    from bsb.analysis.reference import read_reference

    definition = path.with_name("tabell.yaml")
    definition.write_text(f"title: Tabell\nreference: {path.name}\nsum: numbers\n", encoding="utf-8")
    return read_reference(load_definition(definition))


def _display(path: Path, _project: Project) -> object:
    from bsb.analysis.displays.definition import load_display

    return load_display(path)


def _comparison(path: Path, _project: Project) -> object:
    from bsb.analysis.comparison_definitions import load_comparison

    return load_comparison(path)


def _programme(path: Path, _project: Project) -> object:
    from bsb.reports.programme import programme, read_parts

    return programme(read_parts(path))


def _exercises(path: Path, _project: Project) -> object:
    from bsb.guide.factors import load_factors
    from bsb.reports.training import load_exercises

    factors = load_factors(shipped("guides") / "faktorer.yaml")
    return load_exercises(path, [each.key for each in factors])


def _factors(path: Path, _project: Project) -> object:
    from bsb.guide.factors import load_factors

    return load_factors(path)


def _settings(path: Path, _project: Project) -> object:
    from bsb.config import read_config

    return read_config(path)


def _register(path: Path, _project: Project) -> object:
    from bsb.privacy.register import Register

    return list(Register.load(path).find("Kari Nordmann bor på Alna helsehus."))


def _qdpx(path: Path, project: Project) -> object:
    from bsb.privacy.review import Decision

    incoming = project.refi.read(path, district="Alna")
    keep = {hit: Decision("keep", "", "oppdiktet") for hit in incoming.review.to_review}
    return project.refi.store(incoming, decisions=keep, reviewer="KA")


def _bundle(path: Path, _project: Project) -> None:
    from bsb.exchange.team.payload import unpack

    place = path.parent / "plass"
    try:
        Project.from_bundle(place, unpack(path.read_bytes(), "bundle", path.name)).close()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _return(path: Path, project: Project) -> object:
    from bsb.exchange.team.payload import unpack

    return project.team.preview(unpack(path.read_bytes(), "return", path.name))


def _backup(path: Path, _project: Project) -> None:
    place = path.parent / "fra"
    try:
        Project.from_backup(path, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _paper(path: Path, project: Project) -> None:
    from bsb.reports.audit.audit import audit_file

    project.tracing.trace(path)
    audit_file(path, project.config, scanner=None)


def _leaving(path: Path, project: Project) -> object:
    from bsb.privacy.check_output import check_file

    return check_file(path, scanner=project.output_scanner())


def _template(path: Path, _project: Project) -> object:
    from bsb.formats.word_template import _open

    return _open(path)


def _minutes(path: Path, project: Project) -> object:
    return project.minutes.read([path], conference=project.conferences.get("Alna"))


def _keydoc(path: Path, project: Project) -> object:
    return project.keydocs.import_file(path, title=path.read_bytes()[:16].hex())


def readers(project: Project, made: dict[str, Path]) -> dict[str, Reader]:
    """Return every reader by name. ``made`` are the files of ``world.files``."""
    own = {name: [path.read_bytes()] for name, path in made.items()}
    sheet, commas = world.tables()
    plain = ["\n".join(f"{who}: {words}" for who, words in world.talk()).encode()]
    markdown = [plain[0].replace(b"B1:", b"**B1:**") + b"\n# T\n\n> a\n\n* b\n\n|a|b|\n|-|-|\n|B1|ja|\n"]
    scores = b"Var det nyttig?;kommentar\n5;fint\n4;\n"
    page = b"<!doctype html><html><body><h1>Kari</h1><p>Tekst &amp; mer</p><table><tr><td>a</td></tr></table>"
    drawing = b"<svg xmlns='http://www.w3.org/2000/svg'><title>T</title><text x='1'>Kari Nordmann</text></svg>"
    names = b"Kari Nordmann, Kalle\n# merknad\nsted: Alna helsehus\nbydel: Alna\n"
    book = (project.root / "kodebok.yaml").read_bytes()
    return {
        "docx": Reader(".docx", "zip", world.word(), _talk, True),
        "odt": Reader(".odt", "zip", world.opendocument(), _talk, True),
        "rtf": Reader(".rtf", "bytes", world.rich_text(), _talk, True),
        "txt": Reader(".txt", "text", plain, _talk, True),
        "md": Reader(".md", "text", markdown, _talk, True),
        "vtt": Reader(".vtt", "text", world.captions("vtt"), _talk, True),
        "srt": Reader(".srt", "text", world.captions("srt"), _talk, True),
        "pdf": Reader(".pdf", "bytes", world.pdf(), _talk, True),
        "xlsx": Reader(".xlsx", "zip", sheet, _talk, True),
        "csv": Reader(".csv", "text", commas, _talk, True),
        "key document": Reader(".pdf", "bytes", world.pdf()[:1], _keydoc, True),
        "qdpx": Reader(".qdpx", "zip", own["project.qdpx"], _qdpx),
        "qdc": Reader(".qdc", "xml", own["book.qdc"], _book),
        "codebook .yaml": Reader(".yaml", "yaml", [book], _book),
        "codebook .xlsx": Reader(".xlsx", "zip", own["book.xlsx"], _book),
        "codebook .csv": Reader(".csv", "text", own["book.csv"], _book),
        "codings .csv": Reader(".csv", "text", [(project.root / "kodinger.csv").read_bytes()], _codings, True),
        "coded .docx": Reader(".docx", "zip", own["coded.docx"], _coded),
        "coded .xlsx": Reader(".xlsx", "zip", own["coded.xlsx"], _coded),
        "guide": Reader(".yaml", "yaml", _shipped("guides", "temaguide-enkelt.yaml"), _guide),
        "matrix": Reader(".yaml", "yaml", _shipped("matrices", "te*-*.yaml"), _matrix),
        "reference table": Reader(".csv", "text", _shipped("matrices", "*.csv"), _reference),
        "display": Reader(".yaml", "yaml", _shipped("matrices", "displays/*.yaml"), _display),
        "comparison": Reader(".yaml", "yaml", _shipped("matrices", "comparisons/*.yaml"), _comparison),
        "programme": Reader(".yaml", "yaml", _shipped("templates", "konferanseprogram.yaml"), _programme),
        "critical factors": Reader(".yaml", "yaml", _shipped("guides", "faktorer*.yaml"), _factors),
        "exercises": Reader(".yaml", "yaml", _shipped("guides", "ovelser.yaml"), _exercises),
        "summaries": Reader(".xlsx", "zip", own["matrix.xlsx"], _summaries),
        "quotes": Reader(".xlsx", "zip", own["quotes.xlsx"], _quotes),
        "findings .yaml": Reader(".yaml", "yaml", own["findings.yaml"], _findings),
        "findings .xlsx": Reader(".xlsx", "zip", own["findings.xlsx"], _findings),
        "worksheet": Reader(".xlsx", "zip", own["worksheet.xlsx"], _worksheet),
        "review": Reader(".xlsx", "zip", own["review.xlsx"], _review),
        "group sheet .docx": Reader(".docx", "zip", own["group.docx"], _minutes),
        "group sheet .xlsx": Reader(".xlsx", "zip", own["group.xlsx"], _minutes),
        "evaluation": Reader(".csv", "text", [scores], _answers),
        "bsb.toml": Reader(".toml", "text", [(project.root / "bsb.toml").read_bytes()], _settings),
        "register": Reader(".txt", "text", [names], _register),
        "bundle": Reader(".bsbteam", "json", own["bundle"], _bundle),
        "return": Reader(".bsbteam", "json", own["return"], _return),
        "backup": Reader(".bsbbackup", "backup", own["backup"], _backup),
        "paper .docx": Reader(".docx", "zip", own["process.docx"], _paper),
        "template": Reader(".docx", "zip", _shipped("templates", "prosessdokument.docx"), _template),
        "leaving .docx": Reader(".docx", "zip", own["coded.docx"], _leaving),
        "leaving .xlsx": Reader(".xlsx", "zip", own["matrix.xlsx"], _leaving),
        "leaving .pptx": Reader(".pptx", "zip", own["slides.pptx"], _leaving),
        "leaving .html": Reader(".html", "text", [page], _leaving),
        "leaving .svg": Reader(".svg", "xml", [drawing], _leaving),
    }


def _shipped(folder: str, names: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted(shipped(folder).glob(names))]
