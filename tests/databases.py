"""New databases for tests: copies of one whose tables were made once.

Making the tables step by step takes longer than most tests; a copy has the same tables and no row.
"""

import shutil
from functools import cache
from pathlib import Path

from portal.database import Database, open_database
from tests.made_once import folder_made_once


@cache
def _with_tables() -> Path:
    """An SQLite file with all tables."""
    made = folder_made_once(
        "tables", lambda folder: open_database(f"sqlite:///{folder / 'tables.db'}").close()
    )
    return made / "tables.db"


def new_file(path: Path) -> str:
    """Put an SQLite file with all tables and no rows at a path; returns its address."""
    assert not path.exists(), f"{path} is there already"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_with_tables(), path)
    return f"sqlite:///{path}"


def new_database(path: Path, *, queue_limit: int = 5000) -> Database:
    """The same, opened."""
    return open_database(new_file(path), queue_limit=queue_limit)
