"""What a clinician does: one named function per action, each in one unit of work."""
