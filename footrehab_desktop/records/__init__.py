"""The encrypted record: schema, unit of work, migrations, audit, backup, keys."""
