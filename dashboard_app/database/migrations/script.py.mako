"""${message}."""

from alembic import op
import sqlalchemy as sa
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring a database to this revision."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Take a database back."""
    ${downgrades if downgrades else "pass"}
