"""TELL: what a command hands back, each kind with the words to show it in."""
