"""What the language model was used for on each day: tokens and cost have a limit for all processes.

No amount tells what was asked, or who asked it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "llm_usage",
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("measure", sa.Text(), primary_key=True),
        sa.Column("amount", sa.Double(), nullable=False),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("llm_usage")
