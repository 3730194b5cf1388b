"""A transcript document, a few facts and audio become a podcast's feed and notes."""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers know it, without importing typing
if TYPE_CHECKING:
    from .model import Episode, Podcast
    from .pipeline import build, check
    from .problems import Problem, Report
    from .project import Project, find_project
    from .sources.transcript import read_transcript

__version__ = "0.1.0"
__all__ = [
    "Episode",
    "Podcast",
    "Problem",
    "Project",
    "Report",
    "build",
    "check",
    "find_project",
    "read_transcript",
]

_HOMES = {
    "Episode": "model",
    "Podcast": "model",
    "Problem": "problems",
    "Project": "project",
    "Report": "problems",
    "build": "pipeline",
    "check": "pipeline",
    "find_project": "project",
    "read_transcript": "sources.transcript",
}


def __getattr__(name: str) -> object:
    # Late, so that the command line starts without everything that a build needs.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
