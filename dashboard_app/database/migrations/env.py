"""How migrations run: on the connection of `dashboard_app.database.alembic_upgrade`, inside its transaction."""

from alembic import context

from dashboard_app.database.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
