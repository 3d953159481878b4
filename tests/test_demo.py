"""The example: what ``bsb demo`` makes from the shipped material."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

from bsb.demo import FIRST_LOOK, run_demo
from bsb.errors import BsbError
from bsb.project import Project
from bsb.shipped import shipped
from bsb.text.marks import words
from bsb.text.normal import digest
from tests.conftest import need

SOURCE = shipped("corpora") / "eksempel"


def prints(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file()
    }


def facts() -> list[dict[str, object]]:
    data = yaml.safe_load((SOURCE / "intervjuer.yaml").read_text(encoding="utf-8"))
    found: list[dict[str, object]] = data["interviews"]
    return found


def test_it_writes_all_the_papers(example: Project) -> None:
    assert len(list((example.output / "prosessdokumenter").glob("*.docx"))) == 15
    assert len(list((example.output / "intervjupakker").glob("*.docx"))) == len(facts())
    matrices = {p.name for p in (example.output / "matriser").iterdir()}
    assert {"temaer-bydeler.xlsx", "temaer-bydeler.docx", "tabell-4.xlsx"} <= matrices
    assert (example.output / FIRST_LOOK).is_file()
    for conference in example.conferences.all():
        kit = {p.name for p in (example.output / "dialogkonferanser" / conference.ref).iterdir()}
        assert {"lysark.pptx", "innbydelse.docx", "program.docx", "gruppeark-gruppe-1.docx"} <= kit
    held = {conference.district for conference in example.conferences.all()}
    assert len(list((example.output / "delrapporter").glob("*.docx"))) == len(held)
    later = Project.open(example.root, now=lambda: "2027-07-01T12:00:00Z")  # all its conferences have been held
    traces = later.tracing.stale([later.output])
    later.close()
    assert sum(len(each.passages) for each in traces) > 300
    assert not [each.path for each in traces if each.stale]


def test_the_talk_with_one_person_followed_a_guide_for_one(example: Project, tmp_path: Path) -> None:
    alone = [each.name for each in example.interviews.all() if each.kind == "individual"]
    assert alone
    for name in alone:
        assert not example.reports.kit(name, out=tmp_path / "kit.docx").speaks_to_a_group


def test_the_interview_table_equals_the_examples_facts(example: Project) -> None:
    interviews = Counter(str(entry["district"]) for entry in facts())
    people: Counter[str] = Counter()
    for entry in facts():
        people[str(entry["district"])] += len(entry["participants"])  # type: ignore[arg-type]
    people["Frogner"] -= 1  # B4 has withdrawn
    conferences = {}
    for path in (SOURCE / "konferanser").glob("*.yaml"):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        conferences[held["district"]] = sum(held["participants"].values())
    rows = {row[0]: row[1:] for row in example.interviews.table().rows}
    assert rows == {d: (interviews[d], people[d], conferences.get(d, 0)) for d in rows}
    assert len(rows) == 15


def test_the_example_is_what_it_says(example: Project) -> None:
    """Every district has a transcript; each is long enough, has its people, and was coded by two."""
    endings = set()
    for entry in facts():
        found = example.transcripts.get(str(entry["name"]))
        participants = {t.speaker for t in found.turns if t.role == "participant"}
        assert len(words(found.text)) >= 700
        assert participants == set(entry["participants"])  # type: ignore[call-overload]
        assert all(found.text[t.start : t.end] == t.text for t in found.turns)
        coders = {c.coder for c in example.codings.all(interviews=[found.interview])}
        assert coders == {"KA", "TL"}
        endings.add(Path(str(entry["file"])).suffix)
    assert {".docx", ".txt", ".vtt"} <= endings
    assert len(example.codings.all()) > 600


def test_every_coding_stands_on_its_words(example: Project) -> None:
    with example.store.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT c.start, c.end, c.sha256, t.text FROM coding c JOIN transcript t ON t.id = c.transcript_id"
        ).all()
    assert all(digest(text[start:end]) == sha for start, end, sha, text in rows)


def test_one_theme_is_one_loud_voice_and_one_service_is_one_districts(example: Project) -> None:
    themes = example.matrices.make("temaer-bydeler")
    cell = themes.cell("medisiner", "Ullern")  # type: ignore[union-attr]
    assert cell.speakers == 1
    assert cell.turns >= 4
    services = example.matrices.make("tjenester-bydeler")
    districts = {column for (row, column) in services.cells if row == "likepersonhus"}  # type: ignore[union-attr]
    assert districts == {"Gamle Oslo"}


def test_its_history_reads_like_that_of_a_project(example: Project) -> None:
    entries = sorted(example.journal.entries(), key=lambda entry: entry.id)
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
    days = {(entry.action, entry.about): entry.at[:10] for entry in entries}
    for fact in facts():
        assert days["transcript.import", str(fact["name"])] > str(fact["held_on"])
    first = {action: min(day for (each, _about), day in days.items() if each == action) for action, _about in days}
    order = [
        "transcript.import",
        "codebook.import",
        "code.import",
        "quote.approved",
        "summary.write",
        "finding.import",
    ]
    order += ["conference.minutes", "followup.set"]
    assert [first[action] for action in order] == sorted({first[action] for action in order})
    for conference in example.conferences.all():
        assert days["conference.minutes", f"{conference.district} {conference.held_on}"] > conference.held_on
    assert example.today.isoformat() < first["conference.minutes"]


def test_the_minutes_are_from_the_groups_whose_sheets_are_printed(example: Project) -> None:
    for path in (SOURCE / "konferanser").glob("*.yaml"):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        held = example.conferences.get(told["district"], on=str(told["date"]))
        printed = [
            (g.name, g.topic, {f.statement for f in g.findings}) for g in example.conference_papers.groups(held)
        ]
        assert printed == [
            (g["name"], g["topic"], {v["finding"] for v in g["verdicts"] if v["verdict"] != "new"})
            for g in told["groups"]
        ]


def test_no_paper_is_older_than_what_it_tells_of(example: Project) -> None:
    folder = example.output / "dialogkonferanser"
    for held in example.conferences.all():
        with ZipFile(folder / held.ref / "for-og-etter.docx") as document:
            core = document.read("docProps/core.xml").decode()
        assert max(re.findall(r"\d{4}-\d\d-\d\d", core)) > held.held_on


def test_the_one_who_withdrew_is_nowhere(example: Project) -> None:
    lines = [t for t in example.transcripts.get("frogner-fg1").turns if t.speaker == "B4"]
    assert lines
    assert all(t.removed and not t.text for t in lines)
    assert "B4" not in {c.speaker for c in example.codings.all(interviews=["frogner-fg1"])}


def test_every_summary_rests_on_the_codings_of_its_cell(example: Project) -> None:
    summaries = example.summaries.of("temaer-bydeler")
    assert summaries and all(each.rests_on and not each.stale for each in summaries.values())


def test_a_second_run_gives_the_same_files(example: Project) -> None:
    before = prints(example.output)
    project, _made = run_demo(example.root, lambda _what, _at, _of: None)
    project.close()
    assert prints(example.output) == before


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    class StopError(Exception):
        pass

    def stop(_what: str, at: int, _of: int) -> None:
        if at == 4:
            raise StopError

    with pytest.raises(StopError):
        run_demo(tmp_path / "d", stop)
    assert len(Project.open(tmp_path / "d").transcripts.all()) == 4
    seen = []
    project, _made = run_demo(tmp_path / "d", lambda what, _at, _of: seen.append(what))
    assert len(project.transcripts.all()) == len(facts())
    assert project.codings.coders()
    project.close()


def test_a_second_run_leaves_a_persons_changes_alone(example: Project, tmp_path: Path) -> None:
    shutil.copytree(example.root, tmp_path / "d")
    mine = Project.open(tmp_path / "d")
    mine.journal.undo(next(e.id for e in mine.journal.entries() if e.action == "summary.write"))
    mine.close()
    project, _made = run_demo(tmp_path / "d", lambda _what, _at, _of: None)
    assert project.summaries.of("temaer-bydeler") == {}
    project.close()


def test_another_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("mitt", encoding="utf-8")
    with pytest.raises(BsbError, match="not empty"):
        run_demo(tmp_path, lambda _what, _at, _of: None)
    assert [p.name for p in tmp_path.iterdir()] == ["brev.txt"]


def test_no_document_has_a_hole_in_it(example: Project) -> None:
    for path in example.output.rglob("*.docx"):
        with ZipFile(path) as archive:
            text = archive.read("word/document.xml").decode("utf-8")
        assert "{{" not in text
        assert "{%" not in text
        assert 'w:val="nb-NO"' in text + ZipFile(path).read("word/styles.xml").decode("utf-8")


def test_word_documents_open_elsewhere(example: Project, tmp_path: Path) -> None:
    program = need("soffice")
    paths = [example.output / FIRST_LOOK, example.output / "matriser" / "temaer-bydeler.docx"]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, paths)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for path in paths:
        done = subprocess.run(
            [need("pdftotext"), str(tmp_path / f"{path.stem}.pdf"), "-"], check=True, capture_output=True
        )
        assert "Gamle Oslo" in done.stdout.decode("utf-8")
