"""What pages ask of the clinic, run in the background."""
