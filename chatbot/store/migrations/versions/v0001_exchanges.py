"""The log of exchanges and the feedback on them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "exchanges",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), primary_key=True),
        sa.Column("answer_id", sa.Uuid(), nullable=False, unique=True),
        sa.Column("conversation_id", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("question_masked", sa.Text(), nullable=False),
        sa.Column("question_key", sa.Text(), nullable=False),
        sa.Column("answer_text", sa.Text(), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("contact", sa.JSON(), nullable=True),
        sa.Column("timing_ms", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
    )
    op.create_index("exchanges_conversation", "exchanges", ["conversation_id", "asked_at"])
    op.create_index("exchanges_asked", "exchanges", ["asked_at"])
    op.create_table(
        "feedback",
        sa.Column(
            "answer_id",
            sa.Uuid(),
            sa.ForeignKey("exchanges.answer_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("feedback_at", "feedback", ["at"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("feedback")
    op.drop_table("exchanges")
