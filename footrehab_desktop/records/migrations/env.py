"""Alembic runs this file: it hands over the connection that ``records.migrate`` opened, with its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
