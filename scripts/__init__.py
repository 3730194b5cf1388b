"""Makers of what is committed but not written by hand: docs, sample, test cases."""
