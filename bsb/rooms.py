"""The rooms of a project, wired together: each is made when it is first asked for."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.config import Config
from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.shipped import shipped

if TYPE_CHECKING:
    from bsb.analysis.analyses import Analyses
    from bsb.analysis.coverage import Coverage
    from bsb.analysis.matrices import Matrices
    from bsb.coding.agreement.report import Agreement
    from bsb.coding.codebook import Codebook
    from bsb.coding.codings import Codings
    from bsb.coding.memos import Memos
    from bsb.coding.round_trip.room import RoundTrip
    from bsb.coding.rounds import Rounds
    from bsb.coding.suggest import Suggestions
    from bsb.coding.summaries import Summaries
    from bsb.corpus.batch import Batch
    from bsb.corpus.conferences import Conferences
    from bsb.corpus.consent import Consent
    from bsb.corpus.importing import Importer
    from bsb.corpus.interviews import Interviews
    from bsb.corpus.keydoc_codings import KeyDocCodings
    from bsb.corpus.keydoc_search import KeyDocSearch
    from bsb.corpus.keydocs import KeyDocs
    from bsb.corpus.placing import Placing
    from bsb.corpus.removing import Removing
    from bsb.corpus.reviews import Reviews
    from bsb.corpus.revise import Revisions
    from bsb.corpus.search import Search
    from bsb.corpus.transcripts import Transcripts
    from bsb.corpus.words import Words
    from bsb.dialogue.chosen_quotes import Quotes
    from bsb.dialogue.evaluation import Evaluations
    from bsb.dialogue.findings import Findings
    from bsb.dialogue.followup_page import FollowupPages
    from bsb.dialogue.followups import Followups
    from bsb.dialogue.minutes import MinutesReader
    from bsb.dialogue.verdicts import Verdicts
    from bsb.exchange.refi.room import Refi
    from bsb.exchange.tables import Tables
    from bsb.exchange.team.team import Team
    from bsb.guide.library import Guides
    from bsb.privacy.known import Known
    from bsb.privacy.scan import Scanner
    from bsb.reports.coding_files import CodingFiles
    from bsb.reports.comparisons import Comparisons
    from bsb.reports.conference_kit import ConferenceKit
    from bsb.reports.conference_papers import ConferencePapers
    from bsb.reports.display_files import DisplayFiles
    from bsb.reports.final.room import FinalReports
    from bsb.reports.progress import Progress
    from bsb.reports.reports import Reports
    from bsb.reports.tracing import Tracing
    from bsb.store.engine import Store
    from bsb.store.journal import Journal
    from bsb.upkeep.backups import Backups

DATABASE = "bsb.db"
#: Says where the database of a project on a server is.
STORE = "BSB_STORE"


def utc_now() -> str:
    """Return the time as ``2026-05-20T12:00:00Z``."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Rooms:
    """What can be done in a project's folder, room by room. ``Project`` opens and makes such folders."""

    def __init__(
        self, root: Path, config: Config, *, now: Callable[[], str] = utc_now, read_only: bool = False
    ) -> None:
        self.root = root
        self.config = config
        self.now = now
        self.read_only = read_only

    @property
    def output(self) -> Path:
        """The folder for what is produced."""
        return self.root / "output"

    @property
    def today(self) -> datetime.date:
        """The date that documents carry."""
        return datetime.date.fromisoformat(self.now()[:10])

    def folders(self, name: str) -> list[Path]:
        """Return where files of a kind are looked for: the project's own folder, then the shipped one."""
        return [self.root / name, shipped(name)]

    def template(self, name: str) -> Path:
        """Return a template: the project's own of that name, else the shipped one."""
        for folder in self.folders("templates"):
            if (folder / name).is_file():
                return folder / name
        raise BsbError(_("There is no template {name}.").format(name=name), "")

    @property
    def place(self) -> Path | str:
        """Where the database is: the file in the folder, or an address on a server.

        For a project on a server BSB_STORE goes before what ``bsb.toml`` says, so that an address can be said for a
        while, or with a password.
        """
        return (os.environ.get(STORE) or self.config.store) if self.config.store else self.root / DATABASE

    @cached_property
    def store(self) -> Store:
        """The database."""
        from bsb.store.engine import Store

        if self.read_only:
            store = Store.open_to_read(self.place)
        else:
            store = Store.open(self.place, before=lambda: self.backups.make())
        store.viewer = who_is_looking
        if isinstance(self.place, str):
            store.viewer = lambda: [self._served_login(), *who_is_looking()]
        return store

    @cached_property
    def journal(self) -> Journal:
        """The journal: history, undo and redo. Its actor is BSB_USER, else the name one is logged in with.

        On a server it is the login there: that is known, and by it the server tells whose entry is whose.
        """
        from bsb.store.journal import Journal

        return Journal(self.store, actor=self._served_login() or actor(), now=self.now)

    def _served_login(self) -> str:
        """Return one's login on the server; "" for a project in a file."""
        if not isinstance(self.place, str):
            return ""
        return self.store.engine.url.username or os.environ.get("PGUSER") or login()

    @cached_property
    def backups(self) -> Backups:
        """Backups of the project. One is made before an older database is migrated."""
        from bsb.upkeep.backups import Backups

        return Backups(self.root, self.config.name, self.now, self.place)

    @cached_property
    def interviews(self) -> Interviews:
        """Interviews and participants."""
        from bsb.corpus.interviews import Interviews

        return Interviews(self.journal, self.config)

    @cached_property
    def importer(self) -> Importer:
        """Reading, scanning and storing transcripts."""
        from bsb.corpus.importing import Importer

        return Importer(self.journal, self.config, self.interviews, self.reviews)

    @cached_property
    def batch(self) -> Batch:
        """Many transcripts read at once, by processes or a cluster."""
        from bsb.corpus.batch import Batch

        return Batch(self.journal, self.interviews, self.importer)

    @cached_property
    def reviews(self) -> Reviews:
        """What reviewers decided: forms kept for good, and numbers of decisions."""
        from bsb.corpus.reviews import Reviews

        return Reviews(self.journal)

    @cached_property
    def transcripts(self) -> Transcripts:
        """The stored transcripts."""
        from bsb.corpus.transcripts import Transcripts

        return Transcripts(self.journal, self.interviews)

    @cached_property
    def revisions(self) -> Revisions:
        """Corrected transcripts, with codings carried over."""
        from bsb.corpus.revise import Revisions

        return Revisions(self.journal, self.interviews, self.transcripts, self.importer)

    @cached_property
    def placing(self) -> Placing:
        """Codings that a revision could not place with certainty."""
        from bsb.corpus.placing import Placing

        return Placing(self.journal, self.transcripts)

    @cached_property
    def removing(self) -> Removing:
        """Erasing a transcript with its codings."""
        from bsb.corpus.removing import Removing

        return Removing(self.journal, self.transcripts)

    @cached_property
    def search(self) -> Search:
        """Search in the transcripts."""
        from bsb.corpus.search import Search

        return Search(self.store, self.config, self.interviews, self.codebook)

    @cached_property
    def words(self) -> Words:
        """Word lists, keyness and collocations."""
        from bsb.corpus.words import Words

        return Words(self.store)

    @cached_property
    def keydocs(self) -> KeyDocs:
        """Key documents with their pages."""
        from bsb.corpus.keydocs import KeyDocs

        return KeyDocs(self.journal)

    @cached_property
    def keydoc_codings(self) -> KeyDocCodings:
        """Coded passages of the key documents."""
        from bsb.corpus.keydoc_codings import KeyDocCodings

        return KeyDocCodings(self.journal, self.keydocs, self.codebook)

    @cached_property
    def keydoc_search(self) -> KeyDocSearch:
        """Search in the key documents, tolerant to faults of text recognition where asked for."""
        from bsb.corpus.keydoc_search import KeyDocSearch

        return KeyDocSearch(self.store, self.keydocs)

    @cached_property
    def consent(self) -> Consent:
        """Consent and withdrawal."""
        from bsb.corpus.consent import Consent

        return Consent(self.journal, self.interviews, self.summaries, self.root)

    @cached_property
    def known(self) -> Known:
        """What papers that leave may say: our own phrases, the project's names, and the forms that are kept."""
        from bsb.corpus import ours
        from bsb.dialogue.group_sheet import NEW_POINTS
        from bsb.privacy.known import Known
        from bsb.text.language import days

        codes = self.codebook.all()
        interviews = self.interviews.all()
        folders = [folder for name in ("guides", "matrices", "templates") for folder in self.folders(name)]
        others = [i.name for i in interviews] + [coder for coder, _codings, _interviews in self.codings.coders()]
        conferences = self.conferences.all()
        findings = self.findings.all()
        others += [c.ref for c in conferences] + [finding.ref for finding in findings]
        others += [advice.ref for finding in findings for advice in finding.recommendations]
        others += [f"N{n}" for n in range(1, NEW_POINTS + 1)]
        dates = [i.held_on for i in interviews if i.held_on] + [c.held_on for c in conferences]
        dates += [saying.said_on for each in self.followups.all() for saying in each.sayings]
        others += days([*dates, *(entry.at for entry in self.journal.entries()), self.now()])
        return Known(ours.texts(folders, codes), ours.names(self.config, codes, others), self.reviews.kept())

    def output_scanner(self) -> Scanner:
        """Return a scanner for what is about to leave."""
        return self.importer.output_scanner(self.known)

    def left(self, path: Path) -> None:
        """Record that a file was written, if it lies outside the project's folder: a withdrawal cannot find it there.

        Only its name is kept, and that of its folder.
        """
        from bsb.store.journal import LEFT

        place = path.resolve()
        if not place.is_relative_to(self.root.resolve()):
            self.journal.note(LEFT, f"{place.parent.name}/{place.name}")

    @cached_property
    def conferences(self) -> Conferences:
        """The dialogue conferences that were held."""
        from bsb.corpus.conferences import Conferences

        return Conferences(self.journal, self.config)

    @cached_property
    def codebook(self) -> Codebook:
        """The codes."""
        from bsb.coding.codebook import Codebook

        return Codebook(self.journal)

    @cached_property
    def codings(self) -> Codings:
        """The coded passages."""
        from bsb.coding.codings import Codings

        return Codings(self.journal, self.codebook)

    @cached_property
    def round_trip(self) -> RoundTrip:
        """Codings that come back from Word and Excel."""
        from bsb.coding.round_trip.room import RoundTrip

        return RoundTrip(self.journal, self.codebook, self.codings)

    @cached_property
    def coding_files(self) -> CodingFiles:
        """Transcripts as files that people code in."""
        from bsb.reports.coding_files import CodingFiles

        return CodingFiles(
            config=self.config,
            interviews=self.interviews,
            transcripts=self.transcripts,
            codebook=self.codebook,
            codings=self.codings,
            round_trip=self.round_trip,
            template=self.template,
            output=self.output,
            today=self.today,
        )

    @cached_property
    def quotes(self) -> Quotes:
        """The quotes that people choose."""
        from bsb.dialogue.chosen_quotes import Quotes

        return Quotes(self.journal, self.codings, self.importer.output_scanner)

    @cached_property
    def memos(self) -> Memos:
        """Memos on the project, interviews, codes, codings and cells."""
        from bsb.coding.memos import Memos

        return Memos(self.journal, self.codebook, self.codings)

    @cached_property
    def tables(self) -> Tables:
        """Tables of everything, for R, Excel and other programs."""
        from bsb.exchange.dialogue_tables import DialogueTables
        from bsb.exchange.tables import Tables

        dialogue = DialogueTables(
            self.codebook, self.conferences, self.quotes, self.findings, self.verdicts, self.followups
        )
        return Tables(
            self.store, self.codebook, self.codings, self.summaries, self.memos, self.keydoc_codings, dialogue
        )

    @cached_property
    def refi(self) -> Refi:
        """The project to and from other programs, as .qdpx files."""
        from bsb.exchange.refi.room import Refi

        return Refi(self.journal, self.config, self.importer, self.output_scanner)

    @cached_property
    def agreement(self) -> Agreement:
        """Where coders agree and where not."""
        from bsb.coding.agreement.report import Agreement

        return Agreement(self.store, self.codebook)

    @cached_property
    def rounds(self) -> Rounds:
        """Blind rounds of coding."""
        from bsb.coding.rounds import Rounds

        return Rounds(self.journal)

    @cached_property
    def team(self) -> Team:
        """Bundles for coders on machines of their own, and what comes back from them."""
        from bsb.exchange.team.team import Team

        return Team(self.journal, self.rounds, self.root, self.config.name)

    @cached_property
    def suggestions(self) -> Suggestions:
        """Codes proposed for uncoded turns, from what has been coded."""
        from bsb.coding.suggest import Suggestions

        return Suggestions(self.journal, self.codebook)

    @cached_property
    def summaries(self) -> Summaries:
        """The written summaries of matrix cells."""
        from bsb.coding.summaries import Summaries

        return Summaries(self.journal)

    @cached_property
    def matrices(self) -> Matrices:
        """Matrices and reference tables."""
        from bsb.analysis.matrices import Matrices

        return Matrices(self.store, self.codebook, self.config, self.folders("matrices"))

    @cached_property
    def analyses(self) -> Analyses:
        """Comparison of districts, interaction, saturation, and cautions."""
        from bsb.analysis.analyses import Analyses

        return Analyses(self.store, self.codebook, self.config, self.matrices)

    @cached_property
    def comparisons(self) -> Comparisons:
        """Districts side by side, as papers."""
        from bsb.reports.comparisons import Comparisons

        return Comparisons(
            self.analyses, self.config, self.folders("matrices"), self.template, self.output, self.today
        )

    @cached_property
    def displays(self) -> DisplayFiles:
        """Pictures of what the material shows."""
        from bsb.analysis.displays.displays import Displays
        from bsb.reports.display_files import DisplayFiles

        made = Displays(
            self.store, self.codebook, self.config, self.matrices, self.analyses, self.folders("matrices")
        )
        return DisplayFiles(
            made,
            self.store,
            self.interviews,
            self.config,
            self.output,
            self.today,
            lambda district: self.verdicts.counts(district=district),
        )

    @cached_property
    def findings(self) -> Findings:
        """What the evaluation found, with what it rests on and what should be done."""
        from bsb.dialogue.findings import Findings

        return Findings(self.journal, self.config, self.codebook, self.codings, self.matrices, self.keydocs)

    @cached_property
    def verdicts(self) -> Verdicts:
        """What conferences made of the findings."""
        from bsb.dialogue.verdicts import Verdicts

        return Verdicts(self.journal, self.conferences, self.findings)

    @cached_property
    def minutes(self) -> MinutesReader:
        """Filled-in group sheets and free minutes of conferences."""
        from bsb.dialogue.minutes import MinutesReader

        mark, scanner = self.summaries.mark, self.importer.output_scanner
        return MinutesReader(self.conferences, self.verdicts, mark, scanner)

    @cached_property
    def evaluations(self) -> Evaluations:
        """Evaluation forms of conferences, counted."""
        from bsb.dialogue.evaluation import Evaluations

        return Evaluations(self.journal, self.config.privacy.smallest_cell)

    @cached_property
    def followups(self) -> Followups:
        """What became of the recommendations."""
        from bsb.dialogue.followups import Followups

        return Followups(self.journal, self.findings)

    @cached_property
    def followup_pages(self) -> FollowupPages:
        """Filled-in pages of follow-up meetings."""
        from bsb.dialogue.followup_page import FollowupPages

        return FollowupPages(self.followups, self.config, self.summaries.mark, self.importer.output_scanner)

    @cached_property
    def conference_papers(self) -> ConferencePapers:
        """Group sheets, the table of before and after, and the papers of the follow-up meeting."""
        from bsb.reports.conference_papers import ConferencePapers

        return ConferencePapers(
            config=self.config,
            codebook=self.codebook,
            verdicts=self.verdicts,
            followups=self.followups,
            reports=self.reports,
            mark=self.summaries.mark,
            template=self.template,
            output=self.output,
            today=self.today,
        )

    @cached_property
    def conference_kit(self) -> ConferenceKit:
        """All that is made before a conference."""
        from bsb.reports.conference_kit import ConferenceKit

        return ConferenceKit(self.conference_papers, self.reports)

    @cached_property
    def coverage(self) -> Coverage:
        """Which topics of its guide each interview reached."""
        from bsb.analysis.coverage import Coverage

        return Coverage(self.interviews, self.transcripts, self.codebook, self.codings, self.guides)

    @cached_property
    def guides(self) -> Guides:
        """The topic guides."""
        from bsb.guide.library import Guides

        return Guides(self.folders("guides"))

    @cached_property
    def reports(self) -> Reports:
        """The papers that people hand out."""
        from bsb.reports.final.texts import FILE as FILE_OF_TEXTS
        from bsb.reports.final.texts import FOLDER
        from bsb.reports.reports import Reports
        from bsb.version import __version__

        return Reports(
            config=self.config,
            store=self.store,
            journal=self.journal,
            interviews=self.interviews,
            codebook=self.codebook,
            codings=self.codings,
            summaries=self.summaries,
            quotes=self.quotes,
            conferences=self.conferences,
            keydoc_codings=self.keydoc_codings,
            findings=self.findings,
            verdicts=self.verdicts,
            evaluations=self.evaluations,
            matrices=self.matrices,
            displays=self.displays,
            analyses=self.analyses,
            written=self.memos,
            guides=self.guides,
            template=self.template,
            output=self.output,
            today=self.today,
            final_texts=self.root / FOLDER / FILE_OF_TEXTS,
            version=__version__,
        )

    @cached_property
    def final_report(self) -> FinalReports:
        """The final report, and the texts that people write for it."""
        from bsb.reports.final.room import FinalReports

        return FinalReports(self.reports, self.keydocs, self.comparisons, self.agreement)

    @cached_property
    def tracing(self) -> Tracing:
        """From what stands in papers back to the store."""
        from bsb.reports.tracing import Tracing

        return Tracing(self.reports, self.followups, self.comparisons)

    def progress(self) -> Progress:
        """Return where the project stands in the circle of steps, and what comes next."""
        from bsb.reports.progress import measure
        from bsb.reports.waiting import waiting

        conferences = self.conferences.all()
        return measure(
            self.config,
            self.interviews.all(),
            self.interviews.participants(),
            self.codebook,
            self.codings,
            conferences,
            len(list((self.output / "prosessdokumenter").glob("*.docx"))),
            waiting(
                self.quotes.all(),
                self.findings.all(),
                conferences,
                self.verdicts.all(),
                self.followups.all(),
                self.today,
            ),
        )

    def close(self) -> None:
        """Let go of the database."""
        if "store" in self.__dict__:
            self.store.close()


def who_is_looking() -> list[str]:
    """Return the names by which the person at the machine may be known: BSB_USER, BSB_CODER, the login."""
    names = (os.environ.get("BSB_USER"), os.environ.get("BSB_CODER"), login())
    return [name for name in names if name]


def actor() -> str:
    """Return who changes something here: BSB_USER, else the name one is logged in with."""
    return os.environ.get("BSB_USER") or login()


def login() -> str:
    """Return the name one is logged in with on this machine; "?" if it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"
