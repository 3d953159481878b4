"""``bsb guide new|diff|coverage|kit|training`` as a newcomer uses them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bsb.cli.guide import guide
from bsb.cli.interview import interview
from bsb.errors import BsbError
from bsb.guide.model import load_guide
from bsb.project import Project


@pytest.fixture
def root(tmp_path: Path) -> Path:
    project = Project.init(tmp_path / "p")
    project.close()
    return project.root


def run(root: Path, name: str, *args: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(guide, [name, *args, "-C", str(root)], input=typed)


def test_new_asks_and_writes_a_checked_guide(root: Path) -> None:
    done = run(root, "new", "kveld", typed="bolig, dps\n75\n")
    assert done.exit_code == 0, done.output
    assert "kveld: nothing to mend." in done.output
    made = load_guide(root / "guides" / "kveld.yaml")
    assert made.minutes == 75
    assert {"bolig", "helse"} <= {topic.key for topic in made.topics}


def test_new_takes_options_and_never_writes_over_a_guide(root: Path) -> None:
    args = ("kveld", "--minutes", "90", "--topic", "temaguide-rus-psykisk/venting", "--title", "Kveld", "--yes")
    assert run(root, "new", *args).exit_code == 0
    before = (root / "guides" / "kveld.yaml").read_bytes()
    assert load_guide(root / "guides" / "kveld.yaml").name == "Kveld"
    for name in ("kveld", "temaguide-full"):
        again = run(root, "new", name, "--yes")
        assert isinstance(again.exception, BsbError)
        assert "already" in again.exception.message
    assert (root / "guides" / "kveld.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("Vår guide",), "var-guide"),
        (("x", "--from", "temaguide-fulll"), "temaguide-full"),
        (("x", "--topic", "venting"), "GUIDE/TOPIC"),
        (("x", "--topic", "temaguide-full/bolgi"), "bolig"),
        (("x", "--service", "bolgi"), "bolig"),
        (("x", "--minutes", "5"), "20 to 240"),
    ],
)
def test_new_says_what_to_do_and_writes_nothing(root: Path, args: tuple[str, ...], words: str) -> None:
    failed = run(root, "new", *args, "--yes")
    assert isinstance(failed.exception, BsbError)
    assert words in failed.exception.message + failed.exception.hint
    assert not list((root / "guides").glob("*.yaml"))


def test_diff_tells_in_words_and_as_data(root: Path) -> None:
    run(root, "new", "kort", "--minutes", "60", "--yes")
    told = run(root, "diff", "temaguide-full", str(root / "guides" / "kort.yaml"))
    assert "The talk took 120 minutes and takes 60." in told.output
    assert "is gone." in told.output
    data = json.loads(run(root, "diff", "temaguide-full", "kort", "--json").stdout)
    assert {"kind": "minutes", "topic": "", "old": "120", "new": "60"}.items() <= data[0].items()
    assert "They say the same." in run(root, "diff", "kort", "kort").output


def test_an_interview_records_its_guide_and_the_kit_goes_by_that_version(root: Path, tmp_path: Path) -> None:
    run(root, "new", "kort", "--minutes", "60", "--yes")
    add = ["add", "alna-fg1", "--district", "Alna", "--guide", "kort", "-C", str(root)]
    assert CliRunner().invoke(interview, add).exit_code == 0
    path = root / "guides" / "kort.yaml"
    version = json.loads(run(root, "show", "kort", "--json").stdout)["hash"]
    path.write_text(path.read_text(encoding="utf-8").replace("Hva skjedde?", "Hva hendte?"), encoding="utf-8")
    out = str(tmp_path / "a.docx")
    made = json.loads(run(root, "kit", "--interview", "alna-fg1", "-o", out, "--json").stdout)
    assert (made["guide_hash"], made["guide_changed"]) == (version, False)
    told = run(root, "diff", f"kort@{version[:8]}", "kort")
    assert "New probe: Hva hendte?" in told.output
    for kept in (root / "guides" / "utgaver").iterdir():
        kept.unlink()
    told = run(root, "kit", "--interview", "alna-fg1", "-o", out)
    assert "The guide has changed" in told.output
    assert "LIX" in told.output


def test_coverage_as_a_table_and_as_data(example: Project) -> None:
    root = example.root
    table = run(root, "coverage")
    assert table.exit_code == 0, table.output
    assert "Thinnest so far:" in table.output
    one = run(root, "coverage", "sagene-fg1")
    assert "Individuell plan" in one.output
    data = json.loads(run(root, "coverage", "--json").stdout)
    assert len(data) == 17
    assert {"topic", "asked", "words", "coded", "level"} <= set(data[0]["topics"][0])


def test_coverage_without_transcripts_says_what_to_do(root: Path) -> None:
    failed = run(root, "coverage")
    assert isinstance(failed.exception, BsbError)
    assert "transcript import" in failed.exception.hint


def test_training_writes_two_papers(root: Path, tmp_path: Path) -> None:
    done = run(root, "training", "-o", str(tmp_path / "ut"))
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in (tmp_path / "ut").iterdir()) == ["ovelser-veileder.docx", "ovelser.docx"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: [", "line"),
        ("name: x\n  language: nb\n", "line"),
        ("name: x\nlanguage: nb\ntopics: []\n", "kveld.yaml, line"),
        ("", "kveld.yaml"),
    ],
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_a_broken_guide_is_named_with_its_line(root: Path, command: str, text: str, words: str) -> None:
    (root / "guides" / "kveld.yaml").write_text(text, encoding="utf-8")
    failed = run(root, command, "kveld")
    assert isinstance(failed.exception, BsbError)
    assert words in failed.exception.message
    assert failed.exception.hint


def test_a_guide_that_is_gone_is_named(root: Path, tmp_path: Path) -> None:
    run(root, "new", "kort", "--minutes", "60", "--yes")
    add = ["add", "alna-fg1", "--district", "Alna", "--guide", "kort", "-C", str(root)]
    assert CliRunner().invoke(interview, add).exit_code == 0
    (root / "guides" / "kort.yaml").unlink()
    kept = run(root, "kit", "--interview", "alna-fg1", "-o", str(tmp_path / "a.docx"))
    assert kept.exit_code == 0, kept.output
    for copy in (root / "guides" / "utgaver").iterdir():
        copy.unlink()
    failed = run(root, "kit", "--interview", "alna-fg1", "-o", str(tmp_path / "b.docx"))
    assert isinstance(failed.exception, BsbError)
    assert "kort" in failed.exception.message
    assert not (tmp_path / "b.docx").exists()
    missing = run(root, "diff", "borte.yaml", "temaguide-full")
    assert isinstance(missing.exception, BsbError)
    assert "borte.yaml" in missing.exception.message


def test_the_check_says_what_it_does_not_see_in_a_language(root: Path) -> None:
    assert "Weaker in this language" in run(root, "check", "temaguide-english").output
    assert "Weaker in this language" not in run(root, "check", "temaguide-nynorsk").output
    (told,) = json.loads(run(root, "check", "temaguide-english", "--json").stdout)
    assert told["language"] == "en"
    assert told["not_checked"]
