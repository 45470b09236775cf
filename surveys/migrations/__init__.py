"""How the tables came to be, step by step (Alembic)."""

HEAD = "0026"
"""The newest revision; a database that is there already needs no look at the steps."""
