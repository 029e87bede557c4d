"""Keep with an entry of the audit log the id of the request that it was written for."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a database of revision 0002 to this one; entries that are there have no id."""
    op.add_column("audit", sa.Column("request_id", sa.String(64)))


def downgrade() -> None:
    """Take this revision back; entries that had an id no longer fit their hashes."""
    op.drop_column("audit", "request_id")
