"""Exercises, protocols, sources and forms: loads and checks `resources/`, filters."""
