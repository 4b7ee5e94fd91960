"""Finds links in Markdown."""

import re


def links_in(markdown: str) -> list[str]:
    """Return the targets of all links."""
    return re.findall(r"\]\(([^)]+)\)", markdown)
