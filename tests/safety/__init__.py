"""The safety file: generated pages are up to date, and every control names a test that exists."""
