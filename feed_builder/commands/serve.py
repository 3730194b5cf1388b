"""``feed-builder serve``."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import click

from .. import pipeline
from ..problems import Location, Problem, Report, Severity
from ..telling.rebuild import Rebuilt
from ..telling.said import Told
from .options import Wishes, common


@click.command()
@click.option("--drafts", is_flag=True, help="Show drafts too.")
@click.option("--future", is_flag=True, help="Show what goes out later, too.")
@click.option("--open", "opened", is_flag=True, help="Open it in the browser.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    metavar="NUMBER",
    help="Serve at this port; 0 is any free one.  [default: the first free from 8000]",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Serve at this address of the machine; 0.0.0.0 is all of them.",
)
@common
@click.pass_obj
def serve(
    wishes: Wishes,
    drafts: bool,
    future: bool,
    opened: bool,
    port: int | None,
    host: str,
) -> Told:
    """Show the site in a browser, anew whenever a file changes.

    It is built into a temporary folder: neither output/ nor published.json is touched.
    Pages that are open load by themselves what is new, and show what is wrong. Ctrl-C
    ends it.
    """
    from ..serving import serve as serve_site
    from ..serving.address import browser_address, is_private, listening

    project = wishes.project()
    ahead = wishes.now - wishes.clock()  # with --now, time goes on from there

    def rebuild(folder: Path, changed: tuple[str, ...]) -> Report:
        begun = wishes.clock()
        try:
            report = pipeline.build(
                project,
                now=begun + ahead,
                output=folder,
                drafts=drafts,
                future=future,
                strict=wishes.strict,
                lasting=False,
                jobs=1,  # to fork a process that has threads is not safe
            )
        except OSError as error:
            report = Report(problems=(_unreadable(error),))
        took = wishes.clock() - begun
        wishes.show(Rebuilt(report=report, changed=changed, took=took))
        return report

    with listening(host, port) as listener:
        address = browser_address(host, listener)
        lines = [f"Serving {address} until you press Ctrl-C."]
        if not is_private(listener):
            lines.append("Warning: whoever is in your network can see all of it.")
        wishes.show(Told(lines=tuple(lines)))
        if opened:
            click.launch(address)
        with suppress(KeyboardInterrupt):
            serve_site(
                project,
                listener,
                rebuild=rebuild,
                strict=wishes.strict,
                debug=wishes.debug,
            )
    return Told(lines=("Stopped.",))


def _unreadable(error: OSError) -> Problem:
    """A file that was there when it was listed, and could not be read any more."""
    place = Location(path=Path(error.filename)) if error.filename else None
    return Problem(
        rule="files-readable",
        severity=Severity.ERROR,
        message=f"the site could not be built: {error.strerror or error}",
        location=place,
        hint="it is built again as soon as a file changes",
    )
