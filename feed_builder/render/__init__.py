"""RENDER: a podcast in, the bytes of every output file out; no clock, no network."""
