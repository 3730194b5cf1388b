"""Manual pages by where the problems are found; a page is text, and imports nothing."""
