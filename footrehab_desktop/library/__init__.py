"""Exercises, protocols, sources and forms: read from resources, checked when read, filtered."""
