"""Broadcasts: what is still to be sent, and a log that the database keeps from being changed.

What the city told whom, when, and who pressed the button may be asked for years later; the user
ids of the parts go as soon as a broadcast has ended.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SQLITE = tuple(
    f"""
    CREATE TRIGGER broadcast_log_{name} BEFORE {name} ON broadcast_log {when}
    BEGIN SELECT RAISE(ABORT, 'broadcast_log is append-only'); END
    """
    for name, when in (
        ("update", ""),
        ("delete", ""),
        # INSERT OR REPLACE deletes without asking the trigger of DELETE.
        ("insert", "WHEN EXISTS (SELECT 1 FROM broadcast_log WHERE id = NEW.id)"),
    )
)
_POSTGRESQL = (
    """
    CREATE FUNCTION broadcast_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'broadcast_log is append-only'; END $$
    """,
    """
    CREATE TRIGGER broadcast_log_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON broadcast_log
    FOR EACH STATEMENT EXECUTE FUNCTION broadcast_log_refuse()
    """,
)


def upgrade() -> None:
    """Create the tables and what guards the log."""
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "broadcast_log",
        sa.Column("id", number, primary_key=True),
        sa.Column("broadcast_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
        sa.Column("texts", sa.JSON(), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_index("broadcast_log_broadcast", "broadcast_log", ["broadcast_id"])
    op.create_table(
        "broadcast_parts",
        sa.Column("id", number, primary_key=True),
        sa.Column("broadcast_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("users", sa.JSON(), nullable=False),
        sa.Column("retry_key", sa.Uuid(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.UniqueConstraint("retry_key", name="broadcast_parts_key"),
    )
    op.create_index("broadcast_parts_broadcast", "broadcast_parts", ["broadcast_id"])
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if on_postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("broadcast_parts")
    op.drop_table("broadcast_log")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION broadcast_log_refuse()")
