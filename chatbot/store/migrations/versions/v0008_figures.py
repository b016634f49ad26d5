"""What the staff pages count by, and the indexes that they count on.

Of what was asked before, the desk that a question without an answer was sent to is known; the topic
of an answer isn't, and stays empty.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_FIGURES = ["asked_at", "status", "reason", "topic", "language", "channel", "mode"]
_DESK = {
    "sqlite": "json_extract(contact, '$.department')",
    "postgresql": "contact->>'department'",
}


def upgrade() -> None:
    """Add the column and the indexes; two take the place of those with their first column alone."""
    op.add_column("exchanges", sa.Column("topic", sa.Text(), nullable=False, server_default=""))
    desk = _DESK[op.get_bind().dialect.name]
    op.execute(
        f"UPDATE exchanges SET topic = {desk} "  # noqa: S608  # one of ours
        f"WHERE status = 'no_answer' AND {desk} IS NOT NULL"
    )
    op.create_index("exchanges_figures", "exchanges", _FIGURES)
    op.drop_index("exchanges_asked", "exchanges")
    op.create_index("feedback_figures", "feedback", ["at", "helpful"])
    op.drop_index("feedback_at", "feedback")
    op.create_index("feedback_unhelpful", "feedback", ["helpful", "answer_id"])


def downgrade() -> None:
    """Put them back."""
    op.drop_index("feedback_unhelpful", "feedback")
    op.create_index("feedback_at", "feedback", ["at"])
    op.drop_index("feedback_figures", "feedback")
    op.create_index("exchanges_asked", "exchanges", ["asked_at"])
    op.drop_index("exchanges_figures", "exchanges")
    op.drop_column("exchanges", "topic")
