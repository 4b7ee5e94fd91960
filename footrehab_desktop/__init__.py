"""FootRehab Desktop: foot and toe rehabilitation, from the first assessment back to running."""

__version__ = "0.1.0"
