"""What staff said of shelters, which the database itself keeps from being changed.

Its triggers refuse UPDATE and DELETE (and TRUNCATE, which SQLite doesn't have): who sent people to
a place, when and why may be asked for years later.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SQLITE = tuple(
    f"""
    CREATE TRIGGER shelter_status_{name} BEFORE {name} ON shelter_status {when}
    BEGIN SELECT RAISE(ABORT, 'shelter_status is append-only'); END
    """
    for name, when in (
        ("update", ""),
        ("delete", ""),
        # INSERT OR REPLACE deletes without asking the trigger of DELETE.
        ("insert", "WHEN EXISTS (SELECT 1 FROM shelter_status WHERE id = NEW.id)"),
    )
)
_POSTGRESQL = (
    """
    CREATE FUNCTION shelter_status_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'shelter_status is append-only'; END $$
    """,
    """
    CREATE TRIGGER shelter_status_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON shelter_status
    FOR EACH STATEMENT EXECUTE FUNCTION shelter_status_refuse()
    """,
)


def upgrade() -> None:
    """Create the table and what guards it."""
    op.create_table(
        "shelter_status",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("shelter_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drill", sa.Boolean(), nullable=False),
    )
    op.create_index("shelter_status_at", "shelter_status", ["at"])
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in _POSTGRESQL if on_postgresql else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("shelter_status")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION shelter_status_refuse()")
