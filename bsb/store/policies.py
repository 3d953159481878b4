"""What PostgreSQL itself lets each login see and do: the rule of ``bsb.store.visibility``, kept by the server.

The views of ``visibility`` are courtesy: another program would see past them. Where coders log in to the server as
themselves, these policies hold whatever program they use. They do not bind who owns the database or runs the server.

A login is a coder of a round if it is the coder's sign or the login that was named with it. The functions are run
as the owner, since what decides must be seen whole; they name every schema, so that nobody's own tables come between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bsb.store import schema
from bsb.store.references import pointing

#: What coders write. All else (people, transcripts, key documents, rounds, bundles) is its owner's to change.
_WORK = (
    *(
        "code",
        "coding",
        "unplaced",
        "summary",
        "summary_coding",
        "memo",
        "quote",
        "quote_use",
        "suggestion",
        "counter",
    ),
    *("finding", "finding_code", "finding_evidence", "recommendation", "finding_recommendation", "keydoc_coding"),
    *("conference", "conference_group", "verdict", "evaluation", "followup"),
)
_AS_OWNER = "LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp"
_FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION public.bsb_no_round() RETURNS boolean {_AS_OWNER}
AS $$ SELECT NOT EXISTS (SELECT 1 FROM public.blind_round WHERE closed_at IS NULL) $$""",
    f"""CREATE OR REPLACE FUNCTION public.bsb_is_me(who text) RETURNS boolean {_AS_OWNER}
AS $$ SELECT EXISTS (SELECT 1 FROM public.blind_coder c JOIN public.blind_round r ON r.id = c.round_id
WHERE r.closed_at IS NULL AND lower(session_user) IN (lower(c.coder), lower(c.login))
AND lower(who) IN (lower(c.coder), lower(c.login), lower(session_user))) $$""",
    # Of several coders with one login the first counts, as in visibility.own_sign.
    f"""CREATE OR REPLACE FUNCTION public.bsb_hides(interview integer, who text) RETURNS boolean {_AS_OWNER}
AS $$ SELECT EXISTS (SELECT 1 FROM public.blind_interview i
JOIN public.blind_round r ON r.id = i.round_id AND r.closed_at IS NULL
WHERE i.interview_id = interview AND who IS DISTINCT FROM (SELECT c.coder FROM public.blind_coder c
WHERE c.round_id = r.id AND lower(session_user) IN (lower(c.coder), lower(c.login)) ORDER BY c.id LIMIT 1)) $$""",
    # A former version of a transcript belongs to the interview of the version that replaced it.
    f"""CREATE OR REPLACE FUNCTION public.bsb_hides_coding(coding integer, place integer, who text) RETURNS boolean
{_AS_OWNER} AS $$ WITH RECURSIVE later (id, interview_id) AS (
SELECT t.id, t.interview_id FROM public.transcript t
WHERE t.id = coalesce(place, (SELECT u.transcript_id FROM public.unplaced u WHERE u.coding_id = coding))
UNION SELECT t.id, t.interview_id FROM public.transcript t JOIN later ON t.replaces = later.id)
SELECT public.bsb_hides((SELECT max(interview_id) FROM later), who) $$""",
    f"""CREATE OR REPLACE FUNCTION public.bsb_hides_uid(uid text) RETURNS boolean {_AS_OWNER}
AS $$ SELECT EXISTS (SELECT 1 FROM public.coding c WHERE c.uid = bsb_hides_uid.uid
AND public.bsb_hides_coding(c.id, c.transcript_id, c.coder)) $$""",
    f"""CREATE OR REPLACE FUNCTION public.bsb_hides_name(interview text, who text) RETURNS boolean {_AS_OWNER}
AS $$ SELECT public.bsb_hides((SELECT i.id FROM public.interview i WHERE i.name = interview), who) $$""",
)
_OWN_CODING = "(coding_id IS NULL OR coding_id IN (SELECT c.id FROM public.coding c))"
_SEEN = {
    "coding": "NOT public.bsb_hides_coding(id, transcript_id, coder)",
    "summary_coding": "NOT public.bsb_hides_uid(coding_uid)",
    "suggestion": "NOT public.bsb_hides_name(interview, coder)",
    "memo": f"{_OWN_CODING} AND NOT public.bsb_hides(interview_id, author)",
}


def statements(logins: Sequence[str]) -> Iterator[str]:
    """Yield what is said to the server, as the owner of the database, to let logins code; it can be said again.

    >>> [each for each in statements(["kari"]) if each.startswith("GRANT SELECT")]
    ['GRANT SELECT ON ALL TABLES IN SCHEMA public TO "kari"']
    """
    yield "REVOKE CREATE ON SCHEMA public FROM PUBLIC"
    yield from _FUNCTIONS
    for table, seen in _policies().items():
        yield from _policy(table, "bsb_blind", f"FOR ALL USING (public.bsb_no_round() OR ({seen}))")
    hidden = " OR ".join(f"""strpos(changes, '"table":"{table}"') > 0""" for table in _policies())
    entries = f"public.bsb_no_round() OR public.bsb_is_me(actor) OR NOT ({hidden})"
    yield from _policy("journal", "bsb_read", f"FOR SELECT USING ({entries})")
    yield from _policy("journal", "bsb_enter", "FOR INSERT WITH CHECK (true)")
    yield from _policy("journal", "bsb_reverse", f"FOR UPDATE USING ({entries}) WITH CHECK (true)")
    to = ", ".join('"' + login.replace('"', '""') + '"' for login in logins)
    yield f"GRANT USAGE ON SCHEMA public TO {to}"
    yield f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {to}"
    yield f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {to}"
    yield f"GRANT INSERT, UPDATE, DELETE ON {', '.join(_WORK)} TO {to}"
    yield f"GRANT INSERT, UPDATE ON journal TO {to}"


def _policies() -> dict[str, str]:
    """Return which rows of a table are seen while a round is open: of all that have to do with codings."""
    resting = {table.name: f"{_OWN_CODING}" for table, _column in pointing(schema.coding)}
    return resting | _SEEN


def _policy(table: str, name: str, rule: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"DROP POLICY IF EXISTS {name} ON {table}"
    yield f"CREATE POLICY {name} ON {table} {rule}"
