"""The benchmark: every figure as a ratio against the bare toolkit doing the same work in the same run, or in ms."""

import os

# No screen needed; both sides of a figure run on the same platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
