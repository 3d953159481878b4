"""The tables. Every change of them is an Alembic migration in ``bsb/store/migrations/versions``.

Foreign keys restrict: a row that others point to cannot go before them, so an undo never takes later work
with it. ``info["journal"]`` says what the journal keeps of a table's rows: ``"rows"`` (whole rows, so that a
change can be undone and redone) or ``"ids"`` (keys only: rows with participants' words, whose undo erases).
``info["plain"]`` names the columns of such a table that hold no words: a change of these alone can be undone.
"""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ROWS = {"journal": "rows"}
IDS = {"journal": "ids"}

KINDS = ("focus_group", "individual")
ROLES = ("facilitator", "participant", "unknown")
FACETS = ("service", "theme", "free")
VALENCES = ("positive", "critical", "mixed", "neutral")
LEVELS = ("individual", "organisation")
PHASES = ("planning", "implementation")
REVIEWED = ("accept", "replace", "keep", "stood", "open")
MEMO_KINDS = ("project", "interview", "code", "coding", "cell")
FINDING_KINDS = ("good", "challenge")
EVIDENCE_KINDS = ("coding", "cell", "page")
VERDICTS = ("confirmed", "nuanced", "disputed", "new")
FOLLOWUP_STATUSES = ("not_begun", "begun", "done", "dropped")
QUOTE_STATES = ("proposed", "approved", "rejected", "lapsed")


def _one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    allowed = ", ".join(f"'{v}'" for v in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=column)


interview = Table(
    "interview",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("district", String(80), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("held_on", String(10)),  # ISO date
    Column("minutes", Integer),
    Column("facilitators", String(80), nullable=False, default=""),
    Column("setting", Text, nullable=False, default=""),
    Column("recruited", Text, nullable=False, default=""),
    Column("guide", String(120), nullable=False, default=""),
    Column("guide_hash", String(64), nullable=False, default=""),
    _one_of("kind", KINDS),
    info=ROWS,
)

participant = Table(
    "participant",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interview_id", ForeignKey("interview.id"), nullable=False),
    Column("pseudonym", String(16), nullable=False),
    Column("attributes", Text, nullable=False, default="{}"),  # JSON, coarse attributes only
    Column("consent", String(16), nullable=False, default="given"),  # unknown | given | withdrawn
    Column("consent_on", String(10)),
    Column("scope", Text, nullable=False, default=""),
    UniqueConstraint("interview_id", "pseudonym"),
    CheckConstraint("consent IN ('unknown', 'given', 'withdrawn')", name="consent"),
    info=ROWS,
)

transcript = Table(
    "transcript",
    metadata,
    Column("id", Integer, primary_key=True),
    # None in a version that another has replaced: it belongs to no interview, so that nothing counts or finds it.
    Column("interview_id", ForeignKey("interview.id"), unique=True),
    Column("replaces", ForeignKey("transcript.id"), unique=True),  # the version before, while kept
    Column("version", Integer, nullable=False, default=1),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False, index=True),
    Column("source_sha256", String(64), nullable=False, index=True),
    Column("source_format", String(8), nullable=False),
    Column("words", Integer, nullable=False),
    Column("approved_by", String(80), nullable=False),
    Column("approved_at", String(20), nullable=False),
    info=IDS | {"plain": ("interview_id", "replaces")},
)

turn = Table(
    "turn",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("transcript_id", ForeignKey("transcript.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("speaker", String(16), nullable=False),
    Column("role", String(16), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("time_ms", Integer),
    Column("page", Integer),
    Column("removed", Integer, nullable=False, default=0),  # 1: erased after a withdrawal, number kept
    UniqueConstraint("transcript_id", "number"),
    Index("ix_turn_transcript_id_start_end", "transcript_id", "start", "end"),
    _one_of("role", ROLES),
    CheckConstraint('"end" >= start', name="span"),
    info=IDS,
)

code = Table(
    "code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("facet", String(8), nullable=False),
    Column("parent_id", ForeignKey("code.id")),
    Column("position", Integer, nullable=False, default=0),
    Column("name", String(120), nullable=False),
    Column("short", String(40), nullable=False, default=""),
    Column("definition", Text, nullable=False, default=""),
    Column("include", Text, nullable=False, default=""),
    Column("exclude", Text, nullable=False, default=""),
    Column("example", Text, nullable=False, default=""),
    Column("memo", Text, nullable=False, default=""),
    Column("colour", String(7), nullable=False, default="#5a6473"),
    Column("codable", Integer, nullable=False, default=1),
    Column("status", String(16), nullable=False, default="active"),
    _one_of("facet", FACETS),
    info=ROWS,
)

coding = Table(
    "coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),  # the same on every machine
    # None while a revision has left it without a certain place (see unplaced): then nothing counts or shows it.
    Column("transcript_id", ForeignKey("transcript.id")),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the coded passage
    Column("code_id", ForeignKey("code.id"), nullable=False, index=True),
    Column("coder", String(40), nullable=False),
    Column("valence", String(8), nullable=False, default="neutral"),
    Column("level", String(16)),
    Column("phase", String(16)),
    Column("memo", Text, nullable=False, default=""),
    Column("at", String(20), nullable=False),
    UniqueConstraint("transcript_id", "start", "end", "code_id", "coder"),
    Index("ix_coding_transcript_id_start_end", "transcript_id", "start", "end"),
    _one_of("valence", VALENCES),
    _one_of("level", LEVELS),
    _one_of("phase", PHASES),
    CheckConstraint('"end" > start', name="span"),
    info=ROWS,
)

# A coding that no longer has a certain place: start, end and hash in its own row are those it had last.
unplaced = Table(
    "unplaced",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("coding_id", ForeignKey("coding.id"), nullable=False, unique=True),
    Column("transcript_id", ForeignKey("transcript.id"), nullable=False, index=True),
    Column("near_start", Integer, nullable=False),  # where it may belong in that transcript's text; may be empty
    Column("near_end", Integer, nullable=False),
    CheckConstraint("near_end >= near_start", name="span"),
    info=ROWS,
)

summary = Table(
    "summary",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("matrix", String(80), nullable=False),
    Column("row_key", String(80), nullable=False),
    Column("column_key", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String(40), nullable=False),
    Column("at", String(20), nullable=False),
    UniqueConstraint("matrix", "row_key", "column_key"),
    info=ROWS,
)

# What a summary rests on. By uid and not by key: a coding may change or go, and the summary then tells so.
summary_coding = Table(
    "summary_coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("summary_id", ForeignKey("summary.id"), nullable=False),
    Column("coding_uid", String(32), nullable=False),
    # How the coding was (see bsb.store.summaries). Too short a digest to tell words by, once they are erased.
    Column("state", String(8), nullable=False),
    UniqueConstraint("summary_id", "coding_uid"),
    info=ROWS,
)

# What someone thinks of a thing: the project, an interview, a code, a coding, or the cell of a matrix.
memo = Table(
    "memo",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),  # the same on every machine
    Column("kind", String(16), nullable=False),
    Column("interview_id", ForeignKey("interview.id"), index=True),
    Column("code_id", ForeignKey("code.id"), index=True),
    Column("coding_id", ForeignKey("coding.id"), index=True),
    Column("matrix", String(80)),
    Column("row_key", String(80)),
    Column("column_key", String(80)),
    Column("title", String(120), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("author", String(40), nullable=False),
    Column("at", String(20), nullable=False),
    Column("edited", String(20)),  # when it was last changed
    _one_of("kind", MEMO_KINDS),
    info=ROWS,
)

# A chosen passage and its printed form. ``pieces`` (see bsb.text.pieces) holds offsets in the coded passage and what
# people put between them, none of the participant's words.
quote = Table(
    "quote",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("coding_id", ForeignKey("coding.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False),  # of the passage that the pieces are cut from
    Column("pieces", Text, nullable=False),
    Column("status", String(8), nullable=False, default="proposed"),
    Column("reason", Text, nullable=False, default=""),  # why it was proposed, or rejected
    Column("made_by", String(80), nullable=False),
    Column("made_at", String(20), nullable=False),
    Column("decided_by", String(80)),
    Column("decided_at", String(20)),
    _one_of("status", QUOTE_STATES),
    info=ROWS,
)

# Where quotes were printed. By uid and not by key: what was handed out stays known when a quote is erased. Not
# journalled, for undoing a change does not take back a paper.
quote_use = Table(
    "quote_use",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("quote_uid", String(32), nullable=False),
    Column("paper", String(200), nullable=False),
    Column("state", String(8), nullable=False),  # of the printed form; too short a digest to tell words by
    Column("at", String(20), nullable=False),
    UniqueConstraint("quote_uid", "paper"),
    info={"journal": "none"},
)

conference = Table(
    "conference",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("district", String(80), nullable=False),
    Column("held_on", String(10), nullable=False),
    Column("place", Text, nullable=False, default=""),
    Column("participants", Integer, nullable=False),
    Column("by_role", Text, nullable=False, default="{}"),  # JSON: role -> number
    Column("minutes", Text, nullable=False, default=""),
    UniqueConstraint("district", "held_on"),
    info=ROWS,
)

# What the evaluation found. ``conference_id`` and ``group_name`` say where it came from, if a conference added it.
finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),  # people call it F and this number
    Column("uid", String(32), nullable=False, unique=True),
    Column("statement", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("districts", Text, nullable=False, default="[]"),  # JSON: names
    Column("assessment", Text, nullable=False, default=""),
    Column("conference_id", ForeignKey("conference.id"), index=True),
    Column("group_name", String(80), nullable=False, default=""),
    Column("author", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    _one_of("kind", FINDING_KINDS),
    info=ROWS,
)

# Its themes and services, the first theme first.
finding_code = Table(
    "finding_code",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("finding_id", ForeignKey("finding.id"), nullable=False),
    Column("code_id", ForeignKey("code.id"), nullable=False, index=True),
    UniqueConstraint("finding_id", "code_id"),
    info=ROWS,
)

# What a finding rests on: a coding (by uid: it may change or go, and the finding then tells so), a cell of a matrix,
# or the page of a key document.
finding_evidence = Table(
    "finding_evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("finding_id", ForeignKey("finding.id"), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("coding_uid", String(32), index=True),
    Column("state", String(8)),  # of the coding, see bsb.store.summaries
    Column("matrix", String(80)),
    Column("row_key", String(80)),
    Column("column_key", String(80)),
    Column("keydoc_id", ForeignKey("keydoc.id")),
    Column("page", Integer),
    _one_of("kind", EVIDENCE_KINDS),
    info=ROWS,
)

recommendation = Table(
    "recommendation",
    metadata,
    Column("id", Integer, primary_key=True),  # people call it R and this number
    Column("uid", String(32), nullable=False, unique=True),
    Column("text", Text, nullable=False),
    Column("addressee", String(80), nullable=False),
    Column("author", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    info=ROWS,
)

finding_recommendation = Table(
    "finding_recommendation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("finding_id", ForeignKey("finding.id"), nullable=False),
    Column("recommendation_id", ForeignKey("recommendation.id"), nullable=False, index=True),
    UniqueConstraint("finding_id", "recommendation_id"),
    info=ROWS,
)

# A group at a conference, with what its sheet said beside the verdicts.
conference_group = Table(
    "conference_group",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conference_id", ForeignKey("conference.id"), nullable=False),
    Column("name", String(80), nullable=False),
    Column("topic", Text, nullable=False, default=""),
    Column("notes", Text, nullable=False, default=""),
    Column("source", String(200), nullable=False, default=""),  # the file it was read from
    Column("author", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    UniqueConstraint("conference_id", "name"),
    info=ROWS,
)

# ``before`` is the statement as the group had it before them, ``after`` their own wording of it.
verdict = Table(
    "verdict",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("group_id", ForeignKey("conference_group.id"), nullable=False),
    Column("finding_id", ForeignKey("finding.id"), nullable=False, index=True),
    Column("verdict", String(16), nullable=False),
    Column("before", Text, nullable=False, default=""),
    Column("after", Text, nullable=False, default=""),
    Column("comment", Text, nullable=False, default=""),
    UniqueConstraint("group_id", "finding_id"),
    _one_of("verdict", VERDICTS),
    info=ROWS,
)

# Evaluation forms, counted: how many gave a question that answer; or, without an answer, a comment in free text.
evaluation = Table(
    "evaluation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("conference_id", ForeignKey("conference.id"), nullable=False, index=True),
    Column("question", String(200), nullable=False),
    Column("answer", Integer),
    Column("n", Integer, nullable=False, default=1),
    Column("text", Text, nullable=False, default=""),
    info=ROWS,
)

# What someone says has become of a recommendation, at a time.
followup = Table(
    "followup",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendation.id"), nullable=False, index=True),
    Column("status", String(16), nullable=False),
    Column("said_by", String(80), nullable=False),
    Column("said_on", String(10), nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("author", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    _one_of("status", FOLLOWUP_STATUSES),
    info=ROWS,
)

# What a search reads. Not journalled: it is made from turns and goes with them (see bsb.store.search).
turn_words = Table(
    "turn_words",
    metadata,
    Column("turn_id", ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),  # as it stands in the transcript
    Column("words", Text),  # what the index holds, where that is not the text: marks in brackets left out
    info={"journal": "none"},
)

keydoc = Table(
    "keydoc",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(200), nullable=False, unique=True),
    Column("year", Integer),
    Column("publisher", String(200), nullable=False, default=""),
    Column("file", String(200), nullable=False),
    Column("source_sha256", String(64), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),  # of its pages with a line feed between
    Column("source_format", String(8), nullable=False),
    Column("paged", Integer, nullable=False),  # 0: the file told of no pages, so that none may be cited
    info=ROWS,
)

keydoc_page = Table(
    "keydoc_page",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("keydoc_id", ForeignKey("keydoc.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),  # in the document's text, code points, half-open
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("quality", Float),  # share of known words; None where there are none
    UniqueConstraint("keydoc_id", "number"),
    CheckConstraint('"end" >= start', name="span"),
    info=IDS,
)

# A coded passage of a key document, apart from what participants said: it is cited, never counted with their words.
keydoc_coding = Table(
    "keydoc_coding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),  # the same on every machine
    Column("keydoc_id", ForeignKey("keydoc.id"), nullable=False),
    Column("start", Integer, nullable=False),  # in the document's text, code points, half-open
    Column("end", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),  # of the coded passage
    Column("code_id", ForeignKey("code.id"), nullable=False, index=True),
    Column("coder", String(40), nullable=False),
    Column("memo", Text, nullable=False, default=""),
    Column("at", String(20), nullable=False),
    UniqueConstraint("keydoc_id", "start", "end", "code_id", "coder"),
    CheckConstraint('"end" > start', name="span"),
    info=ROWS,
)

# A record of what people did with suggested codes. By name and not by key: it outlives codes and transcripts, and
# stands in nobody's way when these go.
suggestion = Table(
    "suggestion",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interview", String(64), nullable=False),
    Column("turn", Integer, nullable=False),
    Column("code", String(64), nullable=False),
    Column("coder", String(40), nullable=False),
    Column("model", String(40), nullable=False),
    Column("decision", String(8), nullable=False),
    Column("at", String(20), nullable=False),
    UniqueConstraint("interview", "turn", "code", "coder"),
    _one_of("decision", ("accepted", "refused")),
    info=ROWS,
)

# How the hits of a transcript's scan were decided on: numbers, never words. By name and not by key, as it outlives
# the transcript; when and by whom is in the row, as a revision has a reviewer of its own.
review = Table(
    "review",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("interview", String(64), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("decision", String(8), nullable=False),
    Column("hits", Integer, nullable=False),
    Column("reviewer", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    _one_of("decision", REVIEWED),
    info=ROWS,
)

# Forms that people decided to keep for good, as salted hashes (see bsb.privacy.kept); one salt a project.
kept_form = Table(
    "kept_form",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("mark", String(24), nullable=False, unique=True),
    Column("salt", String(32), nullable=False),
    Column("by", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    info=ROWS,
)

# A blind round: while it is open, nobody sees the others' codings in its interviews (see bsb.store.visibility).
blind_round = Table(
    "blind_round",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("opened_by", String(80), nullable=False),
    Column("opened_at", String(20), nullable=False),
    Column("closed_by", String(80)),
    Column("closed_at", String(20)),  # None while it is open
    info=ROWS,
)

blind_coder = Table(
    "blind_coder",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("blind_round.id"), nullable=False),
    Column("coder", String(40), nullable=False),
    Column("login", String(80), nullable=False, default=""),  # who that is at the machine, where it is not the sign
    UniqueConstraint("round_id", "coder"),
    info=ROWS,
)

blind_interview = Table(
    "blind_interview",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("round_id", ForeignKey("blind_round.id"), nullable=False),
    Column("interview_id", ForeignKey("interview.id"), nullable=False),
    UniqueConstraint("round_id", "interview_id"),
    info=ROWS,
)

# A bundle that was handed out: who has it, and marks of what was in it, which hold nobody's words.
bundle = Table(
    "bundle",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("coder", String(40), nullable=False),
    Column("round", String(80), nullable=False, default=""),
    Column("interviews", Text, nullable=False, default="[]"),  # JSON: names
    Column("by", String(80), nullable=False),
    Column("at", String(20), nullable=False),
    Column("sha256", String(64), nullable=False),  # of the file
    Column("marks", Text, nullable=False),  # JSON, see bsb.exchange.team.marks
    Column("destroyed_at", String(20)),  # None while the copy is out there
    info=ROWS,
)

# What was last taken in from one workplace that a bundle was opened in; a coder may have several.
bundle_return = Table(
    "bundle_return",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bundle_id", ForeignKey("bundle.id"), nullable=False),
    Column("place", String(32), nullable=False),
    Column("serial", Integer, nullable=False),  # how often that workplace had sent
    Column("at", String(20), nullable=False),
    Column("marks", Text, nullable=False),
    UniqueConstraint("bundle_id", "place"),
    info=ROWS,
)

# One row in a project that was made from a bundle: whose workplace it is, and what to compare with when it is sent.
workplace = Table(
    "workplace",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("place", String(32), nullable=False),
    Column("coder", String(40), nullable=False),
    Column("project", String(16), nullable=False),  # the mark of the main project
    Column("bundle", String(32), nullable=False),
    Column("bundle_at", String(20), nullable=False),
    Column("round", String(80), nullable=False, default=""),
    Column("marks", Text, nullable=False),
    Column("sent", Text, nullable=False, default=""),  # marks of what was last sent
    Column("serial", Integer, nullable=False, default=0),
    info=IDS,
)

counter = Table(
    "counter",
    metadata,
    Column("name", String(40), primary_key=True),  # of the table
    Column("next", Integer, nullable=False),  # ids are never used twice, so that an undo cannot meet a stranger
    info={"journal": "none"},
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),  # "interview.add", "undo" ...
    Column("about", Text, nullable=False),  # one line that people read; never a participant's words
    Column("changes", Text, nullable=False),  # JSON list, see bsb.store.journal
    Column("reverses", ForeignKey("journal.id")),  # the entry that this one undid
    Column("reversed_by", ForeignKey("journal.id")),
    info={"journal": "none"},
    implicit_returning=False,  # who may not read what they have done, in a round, may do it all the same
)
