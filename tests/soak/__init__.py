"""Long trials of what must never happen: ``python3 packaging/dev.py soak``. The suite runs a part of each."""
