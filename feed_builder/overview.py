"""What the program is, and what its commands are for."""

from __future__ import annotations

from . import __version__

PURPOSE = "Turn transcripts, a few facts and audio into a podcast feed and show notes."
FIRST = "Begin with `feed-builder init my-podcast`."
VERSION = f"feed-builder {__version__}"

OPTIONS = {
    "-V, --version": "Show the version and exit.",
    "-C DIR": "Work in this folder instead of the current one.",
    "--debug": "Show the traceback of a bug.",
    "-h, --help": "Show this message and exit.",
}

#: What each command is for; its module is imported when it is called.
COMMANDS = {
    "init": "Begin a show that can be built at once.",
    "new": "Begin an episode from its audio, its transcript, or a title.",
    "import": "Make a project of an existing feed.",
    "build": "Write the feed and the show notes.",
    "check": "Find what is wrong, and write nothing.",
    "serve": "Show the site in a browser, anew whenever a file changes.",
    "status": "Show the show at a glance.",
    "diff": "Show what listeners would notice of the next build.",
    "explain": "Show where each value of an episode came from.",
    "rule": "Explain a rule, or list all.",
    "tag": "Write an episode's facts into a copy of its audio.",
    "transcript": "Show how a transcript document is understood.",
    "accept": "Accept a change to what listeners were given.",
    "withdraw": "Take a published episode back, for good.",
}


def overview() -> str:
    """What ``--help`` tells of the whole program; a test holds it to the parser."""
    return f"""\
Usage: feed-builder [OPTIONS] COMMAND [ARGS]...

  {PURPOSE}

Options:
{_table(OPTIONS)}

Commands:
{_table(COMMANDS)}

  {FIRST}"""


def _table(rows: dict[str, str]) -> str:
    width = max(map(len, rows))
    return "\n".join(f"  {name:<{width}}  {text}" for name, text in rows.items())
