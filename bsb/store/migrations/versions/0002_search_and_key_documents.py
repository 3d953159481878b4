"""Key documents, and the index that a search reads."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bsb.text.tokens import without_marks

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# remove_diacritics 0: å is not a. "&" and "@" belong to words on printed pages, where they may be misread letters.
# detail=none: the index tells which rows hold a word; its places are found in the rows' text.
_FTS = (
    """CREATE VIRTUAL TABLE turn_fts USING fts5(words, content='', columnsize=0, detail=none,
       tokenize="unicode61 remove_diacritics 0")""",
    """CREATE VIRTUAL TABLE keydoc_fts USING fts5(text, content='keydoc_page', content_rowid='id', columnsize=0,
       detail=none, tokenize="unicode61 remove_diacritics 0 tokenchars '&@'")""",
    "CREATE VIRTUAL TABLE keydoc_fts_words USING fts5vocab(keydoc_fts, row)",
    # Whatever takes the words away (undo, withdrawal, revision), the index follows ...
    """CREATE TRIGGER turn_words_delete AFTER DELETE ON turn_words BEGIN
       INSERT INTO turn_fts(turn_fts, rowid, words)
       VALUES ('delete', old.turn_id, coalesce(old.words, old.text)); END""",
    """CREATE TRIGGER keydoc_page_delete AFTER DELETE ON keydoc_page BEGIN
       INSERT INTO keydoc_fts(keydoc_fts, rowid, text) VALUES ('delete', old.id, old.text); END""",
    # ... and what is deleted is merged away at once: FTS5 would keep the words beside a mark of deletion.
    """CREATE TRIGGER transcript_delete AFTER DELETE ON transcript BEGIN
       INSERT INTO turn_fts(turn_fts) VALUES ('optimize'); END""",
    """CREATE TRIGGER keydoc_delete AFTER DELETE ON keydoc BEGIN
       INSERT INTO keydoc_fts(keydoc_fts) VALUES ('optimize'); END""",
)


# PostgreSQL is handed the words, parted by bsb.text.tokens (see bsb.store.postgres_fts).
_TSVECTOR = (
    """CREATE TABLE turn_fts (rowid integer PRIMARY KEY REFERENCES turn_words (turn_id) ON DELETE CASCADE,
       words tsvector NOT NULL)""",
    """CREATE TABLE keydoc_fts (rowid integer PRIMARY KEY REFERENCES keydoc_page (id) ON DELETE CASCADE,
       words tsvector NOT NULL)""",
    "CREATE INDEX ix_turn_fts_words ON turn_fts USING gin (words)",
    "CREATE INDEX ix_keydoc_fts_words ON keydoc_fts USING gin (words)",
    """CREATE VIEW keydoc_fts_words AS
       SELECT word AS term FROM ts_stat('SELECT words FROM public.keydoc_fts') ORDER BY word COLLATE "C" """,
)


def upgrade() -> None:
    """Make the tables, and index the transcripts that there are."""
    op.create_table(
        "turn_words",
        sa.Column("turn_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turn.id"], name=op.f("fk_turn_words_turn_id_turn"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("turn_id", name=op.f("pk_turn_words")),
    )
    op.create_table(
        "keydoc",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("file", sa.String(length=200), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source_format", sa.String(length=8), nullable=False),
        sa.Column("paged", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keydoc")),
        sa.UniqueConstraint("title", name=op.f("uq_keydoc_title")),
    )
    op.create_index(op.f("ix_keydoc_sha256"), "keydoc", ["sha256"], unique=False)
    op.create_index(op.f("ix_keydoc_source_sha256"), "keydoc", ["source_sha256"], unique=False)
    op.create_table(
        "keydoc_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("keydoc_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Float(), nullable=True),
        sa.CheckConstraint('"end" >= start', name=op.f("ck_keydoc_page_span")),
        sa.ForeignKeyConstraint(["keydoc_id"], ["keydoc.id"], name=op.f("fk_keydoc_page_keydoc_id_keydoc")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keydoc_page")),
        sa.UniqueConstraint("keydoc_id", "number", name=op.f("uq_keydoc_page_keydoc_id_number")),
    )
    if op.get_bind().dialect.name == "sqlite":
        for statement in _FTS:
            op.execute(statement)
        _index_what_is_there()
    else:  # a project on a server begins with this step: there is nothing yet to index
        for statement in _TSVECTOR:
            op.execute(statement)


def _index_what_is_there() -> None:
    connection = op.get_bind()
    spans = sa.text('SELECT id, start, "end" FROM turn WHERE transcript_id = :transcript AND removed = 0')
    for transcript, text in connection.execute(sa.text("SELECT id, text FROM transcript")).all():
        rows = [
            {"id": turn, "text": text[start:end], "words": without_marks(text[start:end])}
            for turn, start, end in connection.execute(spans, {"transcript": transcript}).all()
            if end > start
        ]
        if rows:
            connection.execute(sa.text("INSERT INTO turn_words VALUES (:id, :text, :words)"), rows)
    op.execute("INSERT INTO turn_fts(rowid, words) SELECT turn_id, coalesce(words, text) FROM turn_words")


def downgrade() -> None:
    """Drop the tables."""
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("turn_words_delete", "keydoc_page_delete", "transcript_delete", "keydoc_delete"):
            op.execute(f"DROP TRIGGER {trigger}")
        op.execute("DROP TABLE keydoc_fts_words")
    else:
        op.execute("DROP VIEW keydoc_fts_words")
    for table in ("keydoc_fts", "turn_fts"):
        op.execute(f"DROP TABLE {table}")
    op.drop_table("keydoc_page")
    op.drop_index(op.f("ix_keydoc_source_sha256"), table_name="keydoc")
    op.drop_index(op.f("ix_keydoc_sha256"), table_name="keydoc")
    op.drop_table("keydoc")
    op.drop_table("turn_words")
