"""Problems of `import`: what an old feed cannot hand over, or does not say."""

from __future__ import annotations

from ..page import WARNING, Page

PAGES = (
    Page(
        id="import-carried",
        severities=(WARNING,),
        text="""What the old feed says goes into the new one.

        This tag, or this attribute of it, has no place in the YAML, or breaks the
        specification there. It is told of once, where it stands first; apps that read
        it no longer find it.

        Source: feed-builder.
        Good:
            <podcast:funding url="https://paper.example/">Buy a ream</podcast:funding>
        Bad:
            <podcast:funding>Buy a ream</podcast:funding>
        """,
    ),
    Page(
        id="import-fetched",
        severities=(WARNING,),
        text="""What `import --fetch` was asked for is in the project.

        The old host did not hand it over whole, or it is not what the feed says it is.
        The new feed names it where the old one does; nothing is lost as long as the old
        host serves it. Run the same command again: what is there is kept, and what was
        begun is gone on with.

        Source: feed-builder.
        Good:
            https://old.example/1.vtt answers 200 and its bytes
        Bad:
            https://old.example/1.vtt answers 404
        """,
    ),
    Page(
        id="import-assumed",
        severities=(WARNING,),
        text="""The old feed says what listeners see, and nothing has to be assumed.

        What it lacks was assumed, so that the project is whole. Look at it in the YAML,
        where a comment stands beside it, and write what is true.

        Source: feed-builder.
        Good:
            <pubDate>Sun, 01 Mar 2026 18:00:00 +0100</pubDate>
        Bad:
            <pubDate>Sun, 01 Mar 2026 18:00:00</pubDate>
        """,
    ),
)
