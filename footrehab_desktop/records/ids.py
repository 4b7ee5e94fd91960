"""Ids of rows: UUIDv7, so that rows of several laptops never clash and sort by the time they were made."""

import uuid_utils


def new_id() -> str:
    """Return a fresh UUIDv7 as 36 characters."""
    return str(uuid_utils.uuid7())
