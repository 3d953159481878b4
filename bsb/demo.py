"""The example: a project filled with the shipped material, and all its papers."""

from __future__ import annotations

import dataclasses
import datetime
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bsb.analysis.matrix import Matrix
from bsb.coding.summaries import Written
from bsb.config import FILE, read_config
from bsb.corpus.importing import Draft
from bsb.dialogue.finding_files import plan_findings
from bsb.dialogue.verdicts import GroupReport, Judged
from bsb.errors import BsbError
from bsb.formats.yaml_file import read_yaml
from bsb.guide.model import content_hash
from bsb.i18n import gettext as _
from bsb.privacy.hits import Hit
from bsb.privacy.kept import KINDS
from bsb.privacy.review import Decision
from bsb.project import Project
from bsb.reports.reports import SUMMARIES_FROM

_QUESTIONS = {"useful": "Var det nyttig å være med?", "heard": "Følte du deg hørt?"}
FIRST_LOOK = "prosessdokumenter/prosessdokument-gamle-oslo.docx"
INTERACTION = "samspill"
#: The days on which material came in, each after what it builds on. What has a day of its own came in the day after.
_CODEBOOK, _CODINGS, _PLAN = datetime.date(2026, 4, 9), datetime.date(2026, 4, 16), datetime.date(2026, 4, 17)
_QUOTES, _SUMMARIES, _FINDINGS = datetime.date(2026, 4, 21), datetime.date(2026, 4, 22), datetime.date(2026, 4, 23)
_BEGINNING = datetime.date(2026, 1, 12)
_DAY = datetime.date(2026, 4, 27)
#: Papers that tell of what came later carry a later date, or they would tell of days that had not been.
_AFTER_CONFERENCES = datetime.date(2026, 6, 15)
_REPORTS = datetime.date(2026, 8, 24)
_A_YEAR_LATER = datetime.date(2027, 6, 7)


@dataclass(frozen=True, slots=True)
class Made:
    """One kind of thing that the demo made: what it is, how many, and the folder."""

    what: str
    number: int
    where: str


class ExampleClock:
    """The example's clock: one second further at each look, so that every run gives the same files.

    All of the example is made at once. So that its history reads like that of a project, the clock is turned on
    between what was done on different days.
    """

    def __init__(self, day: datetime.date = _DAY) -> None:
        self._now = _morning(day)

    def __call__(self) -> str:
        """Return the time, as journals write it."""
        self._now += datetime.timedelta(seconds=1)
        return self._now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def turn_to(self, day: datetime.date | str, *, later: int = 0) -> None:
        """Go on to the morning of a day (ISO date), or some days later; the clock never goes back."""
        date = datetime.date.fromisoformat(str(day)) + datetime.timedelta(days=later)
        self._now = max(self._now, _morning(date))


def _morning(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(9), datetime.UTC)


def open_example(folder: Path) -> Project:
    """Open the example in a folder as it is before it is filled, making it if the folder is empty or not there.

    Raises BsbError for a folder that holds anything else.
    """
    if (folder / FILE).is_file() and read_config(folder / FILE).example:
        return Project.open(folder, now=ExampleClock(_BEGINNING))
    if folder.exists() and any(folder.iterdir()):
        raise BsbError(
            _("The folder {folder} is not empty.").format(folder=folder),
            _("Name another: bsb demo DIR"),
        )
    return Project.from_example(folder, now=ExampleClock(_BEGINNING))


def run_demo(folder: Path, progress: Callable[[str, int, int], None]) -> tuple[Project, list[Made]]:
    """Fill the example and make its papers. Run again, it takes in what is missing and makes the papers anew.

    ``progress`` is called with what is being done, how far, and of how much.

    Raises BsbError for a folder that holds anything else.
    """
    project = open_example(folder)
    for at, (what, total) in enumerate(fill(project)):
        progress(what, at + 1, total)
    project.close()
    project = Project.open(folder, now=ExampleClock())  # the papers are of one day, whenever the last entry was made
    made = [
        _kits(project, progress),
        _training(project, progress),
        _process_documents(project, progress),
        _matrices(project, progress),
        _displays(project, progress),
        _conference_papers(project, progress),
        _comparisons(project, progress),
        _reports(project, progress),
        _final_report(project, progress),
        _interaction(project, progress),
    ]
    return project, made


def fill(project: Project) -> Iterator[tuple[str, int]]:
    """Take in all of the example's material that is not there yet; yield what was done and how many steps there are.

    A run that was stopped half way goes on where it was: each step looks at the project first.
    """
    source = project.root / "corpora" / "eksempel"
    data = read_yaml(source / "intervjuer.yaml")
    conferences = sorted((source / "konferanser").glob("*.yaml"))
    steps = len(data["interviews"]) + 8 + len(conferences)
    clock = project.now if isinstance(project.now, ExampleClock) else ExampleClock()
    # What was ever taken in is not taken in again: a person may have changed or undone it since.
    before = {(entry.action, entry.about) for entry in project.journal.entries()}
    actions = {action for action, _about in before}
    for entry in data["interviews"]:
        _interview(project, source, entry, before, clock)
        yield _("Transcript {name}").format(name=entry["name"]), steps
    if "codebook.import" not in actions:
        clock.turn_to(_CODEBOOK)
        project.codebook.import_file(source / "kodebok.yaml")
    yield _("Codebook"), steps
    if "code.import" not in actions:
        clock.turn_to(_CODINGS)
        project.codings.import_file(source / "kodinger.csv")
    yield _("Codings"), steps
    if "keydoc.import" not in actions:
        clock.turn_to(_PLAN)
        _key_document(project, source)
    yield _("Key document"), steps
    for person in data["withdrawals"]:
        if ("consent.withdraw", f"{person['interview']} {person['participant']}") not in before:
            clock.turn_to(person["date"])
            project.consent.withdraw(person["interview"], person["participant"], on=person["date"])
    yield _("Withdrawn consent"), steps
    if "quote.approved" not in actions:
        clock.turn_to(_QUOTES)
        _quotes(project, source)
    yield _("Quotes"), steps
    if "summary.write" not in actions:
        clock.turn_to(_SUMMARIES)
        _summaries(project, source)
    yield _("Summaries"), steps
    if "finding.import" not in actions:
        clock.turn_to(_FINDINGS)
        plan, new = plan_findings(source / "funn.yaml", project.findings, mark="")
        project.findings.take_in(plan, new, author="KA")
    yield _("Findings"), steps
    own = project.final_report.texts_file
    if not own.exists():
        own.parent.mkdir(exist_ok=True)
        shutil.copyfile(source / "sluttrapport.yaml", own)
    for path in conferences:
        entry = read_yaml(path)
        clock.turn_to(entry["date"], later=1)
        _conference(project, entry, path.name, before)
        yield _("Conference in {district}").format(district=entry["district"]), steps
    if "followup.set" not in actions:
        _followup(project, source, clock)
    yield _("What became of the recommendations"), steps


def _interview(
    project: Project, source: Path, entry: dict[str, Any], before: set[tuple[str, str]], clock: ExampleClock
) -> None:
    name = entry["name"]
    clock.turn_to(entry["held_on"])
    if ("interview.add", name) not in before:
        guide = project.guides.keep(entry["guide"])
        values = {k: v for k, v in entry.items() if k not in ("file", "guide")}
        project.interviews.add(guide=guide.key, guide_hash=content_hash(guide), **values)
    if ("consent.give", name) not in before:
        project.consent.give(name, on=entry["held_on"])
    if ("transcript.import", name) not in before:
        clock.turn_to(entry["held_on"], later=1)
        draft = project.importer.read(source / entry["file"])
        project.importer.store(draft, name, decisions=_read_by_hand(draft), reviewer="KA")


def _summaries(project: Project, source: Path) -> None:
    """Write the summaries, each with what stands in its cell, so that it tells when that changes."""
    written = read_yaml(source / "sammendrag.yaml")
    made = project.matrices.make(SUMMARIES_FROM)
    assert isinstance(made, Matrix)  # noqa: S101  not a reference table
    ids = project.matrices.coding_ids(made)
    uids = {coding.id: coding.uid for coding in project.codings.all()}
    texts = {
        (theme, district): Written(text, tuple(uids[i] for i in ids.get((theme, district), ()) if i in uids))
        for district, cells in written["summaries"].items()
        for theme, text in cells.items()
    }
    project.summaries.put(SUMMARIES_FROM, texts, author=written["author"])


def _quotes(project: Project, source: Path) -> None:
    """Choose the quotes, approve those that are not rejected; a coding that somebody has removed is passed over."""
    known: dict[tuple[object, ...], str] = {}
    for coding in project.codings.all():
        known.setdefault((coding.interview, coding.turn, coding.code, coding.quote), coding.ref)
    approved: list[str] = []
    for entry in read_yaml(source / "sitater.yaml")["quotes"]:
        coded = known.get((entry["interview"], entry["turn"], entry["code"], entry["words"]))
        if coded is None:
            continue
        made = project.quotes.add(coded, printed=entry.get("printed", "")).quote
        if "rejected" in entry:
            project.quotes.reject([made.ref], by="KA", reason=entry["rejected"])
        else:
            approved.append(made.ref)
    project.quotes.approve(approved, by="KA")


def _key_document(project: Project, source: Path) -> None:
    coded = read_yaml(source / "dokumentkodinger.yaml")
    document = dict(coded["document"])
    title = project.keydocs.import_file(source / document.pop("file"), **document).document.title
    for each in coded["codings"]:
        (passage,) = project.keydoc_codings.find(title, each["words"])
        project.keydoc_codings.add(passage, each["codes"], coder=coded["coder"])


def _conference(project: Project, entry: dict[str, Any], name: str, before: set[tuple[str, str]]) -> None:
    about = f"{entry['district']} {entry['date']}"
    if ("conference.add", about) not in before:
        project.conferences.add(
            entry["district"],
            held_on=str(entry["date"]),
            by_role=entry["participants"],
            place=entry["place"],
            minutes=entry["plenary"],
        )
    held = project.conferences.get(entry["district"], on=str(entry["date"]))
    if ("conference.minutes", about) not in before:
        statements = {finding.statement: finding.id for finding in project.verdicts.put_before(held)}
        reports = [
            GroupReport(held, group["name"], group["topic"], _judged(group, statements), source=name)
            for group in entry["groups"]
        ]
        project.verdicts.take_in(reports, author="KA")
    if ("conference.evaluation", about) not in before:
        forms = entry["evaluation"]
        project.evaluations.put(held, {_QUESTIONS[key]: forms[key] for key in _QUESTIONS}, forms["free"])


def _judged(group: dict[str, Any], statements: dict[str, int]) -> tuple[Judged, ...]:
    return tuple(
        Judged(
            None if each["verdict"] == "new" else statements[each["finding"]],
            each["verdict"],
            each["changed"],
            each["comment"],
            each.get("kind", "challenge"),
            themes=(each["theme"],) if "theme" in each else (),
        )
        for each in group["verdicts"]
    )


def _followup(project: Project, source: Path, clock: ExampleClock) -> None:
    known = [each.recommendation for each in project.followups.all()]
    entries = read_yaml(source / "oppfolging.yaml")["said"]
    clock.turn_to(max(str(said["date"]) for entry in entries for said in entry["sayings"]), later=1)
    for entry in entries:
        (own,) = (advice for advice in known if advice.text.startswith(entry["recommendation"]))
        for said in entry["sayings"]:
            project.followups.set(
                own.ref, said["status"], by=said["by"], on=str(said["date"]), note=said["note"], author="KA"
            )


def _read_by_hand(draft: Draft) -> dict[Hit, Decision]:
    """The example's transcripts were anonymised when they were written; every hit in them is a false alarm."""
    return {hit: Decision("keep", reason="oppdiktet", always=hit.kind in KINDS) for hit in draft.to_review}


def _kits(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    interviews = project.interviews.all()
    for at, interview in enumerate(interviews, 1):
        project.reports.kit(interview.name)
        progress(_("Kit for {name}").format(name=interview.name), at, len(interviews))
    return Made(_("interview kits"), len(interviews), "output/intervjupakker")


def _training(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    progress(_("Exercises"), 0, 1)
    written = project.reports.training()
    progress(_("Exercises"), 1, 1)
    return Made(_("exercises for new interviewers"), len(written), "output/opplaering")


def _process_documents(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    districts = project.config.districts
    for at, district in enumerate(districts, 1):
        project.reports.process(district.name)
        progress(_("Process document for {district}").format(district=district.name), at, len(districts))
    return Made(_("process documents"), len(districts), "output/prosessdokumenter")


def _matrices(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    names = [d.name for d in project.matrices.definitions()]
    written = 0
    for at, name in enumerate(names, 1):
        written += 1
        workbook = project.reports.matrix(name)
        if project.matrices.definition(name).columns == "district":
            written += 1
            project.reports.matrix(name, out=workbook.with_suffix(".docx"))
        progress(_("Matrix {name}").format(name=name), at, len(names))
    return Made(_("matrices and reference tables"), written, "output/matriser")


def _conference_papers(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    held = project.conferences.all()
    after = dataclasses.replace(project.conference_papers, today=_AFTER_CONFERENCES)
    later, count = dataclasses.replace(after, today=_A_YEAR_LATER), 0
    for at, conference in enumerate(held, 1):
        count += len(project.conference_kit.kit(conference)) + 3
        after.before_after(conference)
        later.followup_page(conference.district)
        later.moved(since=conference.held_on, district=conference.district)
        progress(_("Conference in {district}").format(district=conference.district), at, len(held))
    return Made(_("papers before and after the conferences"), count, "output/dialogkonferanser")


def _reports(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    """The reports on the districts in which a conference was held, and the two on all of them."""
    districts = list(dict.fromkeys(each.district for each in project.conferences.all()))
    reports = dataclasses.replace(project.reports, today=_REPORTS)
    for at, district in enumerate(districts, 1):
        reports.district(district)
        progress(_("Report on {district}").format(district=district), at, len(districts))
    reports.overview()
    reports.write_coreq()
    return Made(_("reports on districts, an overview, a checklist"), len(districts) + 2, "output")


def _final_report(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    progress(_("Final report"), 0, 1)
    own = project.final_report
    made = dataclasses.replace(own, reports=dataclasses.replace(own.reports, today=_REPORTS)).write()
    progress(_("Final report"), 1, 1)
    return Made(_("the final report"), 1, made.path.parent.relative_to(project.root).as_posix())


def _displays(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    progress(_("Displays"), 0, 1)
    drawn = project.displays.render()
    progress(_("Displays"), 1, 1)
    return Made(_("displays, and a page with all of them"), len(drawn.pictures), "output/displayer")


def _comparisons(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    names = [definition.name for definition in project.comparisons.definitions()]
    for at, name in enumerate(names, 1):
        project.comparisons.write(name)
        progress(_("Comparison {name}").format(name=name), at, len(names))
    return Made(_("comparisons of districts"), len(names), "output/sammenligninger")


def _interaction(project: Project, progress: Callable[[str, int, int], None]) -> Made:
    """Pictures for those who led the interviews, in a folder of their own: they are not for handing out."""
    groups = [each.name for each in project.interviews.all() if each.kind == "focus_group"]
    for at, name in enumerate(groups, 1):
        project.displays.render(["samspill"], interview=name, out=project.output / INTERACTION)
        progress(_("Who talks with whom in {name}").format(name=name), at, len(groups))
    return Made(_("pictures of who talks with whom, for facilitators"), len(groups), f"output/{INTERACTION}")
