"""How far the feeds of the 気象庁 have been read, and which telegrams staff imported.

Until now only staff brought telegrams.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, and the column."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "jma_feeds",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("polled_at", moment, nullable=False),
        sa.Column("read_at", moment),
        sa.Column("updated", moment),
        sa.Column("unbroken_since", moment),
        sa.Column("good_at", moment),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
    )
    op.create_table(
        "jma_seen",
        sa.Column("address", sa.Text(), primary_key=True),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("noted_at", moment, nullable=False),
        sa.Column("updated", moment, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", moment),
        sa.Column("given_up", sa.Boolean(), nullable=False),
    )
    op.create_index("jma_seen_next", "jma_seen", ["next_at"])
    op.create_index("jma_seen_noted", "jma_seen", ["noted_at"])
    op.add_column(
        "jma_alerts", sa.Column("imported", sa.Boolean(), nullable=False, server_default=sa.true())
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_column("jma_alerts", "imported")
    op.drop_table("jma_seen")
    op.drop_table("jma_feeds")
