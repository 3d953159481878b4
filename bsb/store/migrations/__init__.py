"""Running the migrations in ``versions``; each is one step of the schema and never edited once released."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bsb.errors import BsbError
from bsb.i18n import gettext as _
from bsb.store.dialect import WRITES, dialect_of

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine


def alembic_config() -> Config:
    """Return Alembic's configuration for the shipped migrations."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def upgrade(
    engine: Engine,
    current: str | None,
    before: Callable[[], object] | None = None,
    *,
    to: str = "head",
    fill: Callable[[Connection], None] | None = None,
) -> None:
    """Bring a database from its version (None: empty) to the newest or the one named, in one transaction.

    ``before`` is called first if it is not empty; what it raises stops the migration. ``fill`` may put rows into the
    new tables; what it raises takes them away again.

    Raises BsbError if the version is one that this bsb does not know.
    """
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise BsbError(
            _("The project was written by a newer version of bsb (data version {version}).").format(version=current),
            _("Update bsb: pip install --upgrade bsb"),
        )
    if before is not None and current is not None:
        before()
    with (
        engine.connect().execution_options(**{WRITES: True}) as connection,
        dialect_of(engine).migrating(connection),
    ):
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        dialect_of(engine).settle(connection)
        if fill is not None:
            fill(connection)
