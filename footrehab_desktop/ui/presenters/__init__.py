"""What pages show, prepared without Qt."""
