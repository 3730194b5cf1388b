"""IMPORT: an existing RSS feed in, the files of a project out."""
