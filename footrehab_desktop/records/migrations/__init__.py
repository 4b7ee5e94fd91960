"""The revisions of the record's tables, run in the program itself: there is no configuration file."""
