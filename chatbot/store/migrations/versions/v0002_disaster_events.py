"""The log of disaster mode, which the database itself keeps from being changed.

Its triggers refuse UPDATE and DELETE (and TRUNCATE, which SQLite doesn't have): what the city
switched on, when and why may be asked for years later.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = tuple(
    f"""
    CREATE TRIGGER disaster_events_{name} BEFORE {name} ON disaster_events {when}
    BEGIN SELECT RAISE(ABORT, 'disaster_events is append-only'); END
    """
    for name, when in (
        ("update", ""),
        ("delete", ""),
        # INSERT OR REPLACE deletes without asking the trigger of DELETE.
        ("insert", "WHEN EXISTS (SELECT 1 FROM disaster_events WHERE id = NEW.id)"),
    )
)
_POSTGRESQL = (
    """
    CREATE FUNCTION disaster_events_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'disaster_events is append-only'; END $$
    """,
    """
    CREATE TRIGGER disaster_events_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON disaster_events
    FOR EACH STATEMENT EXECUTE FUNCTION disaster_events_refuse()
    """,
)


def upgrade() -> None:
    """Create the table and what guards it."""
    op.create_table(
        "disaster_events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("hazards", sa.JSON(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("areas", sa.JSON(), nullable=False),
        sa.Column("order", sa.Text(), nullable=False),
        sa.Column("telegram", sa.Text(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
    )
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if on_postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("disaster_events")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION disaster_events_refuse()")
