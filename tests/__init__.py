"""All tests. A package of its own name, because a locked dependency brings a top-level package `tests` along."""
