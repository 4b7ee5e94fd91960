"""Small form parts that every page uses, so that one thing looks and behaves the same everywhere."""
