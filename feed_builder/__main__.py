"""``python -m feed_builder`` is ``feed-builder``."""

from __future__ import annotations

from .cli import main

main()
