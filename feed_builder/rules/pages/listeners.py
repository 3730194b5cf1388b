"""Problems with what listeners were given: the ledger keeps it."""

from __future__ import annotations

from ..page import ERROR, NOTE, WARNING, Page

PAGES = (
    Page(
        id="guids-kept",
        severities=(ERROR,),
        final=True,
        text="""A published episode keeps its guid.

        Apps know an episode by it. With another one it is a new episode: everybody
        downloads it again, and it is shown twice.

        Source: Apple, "Podcast requirements": GUIDs never change; gpodder, issue 1407.
        Good:
            guid: 3f1c… (as it was)
        Bad:
            guid: 99aa… (where it was 3f1c…)
        """,
    ),
    Page(
        id="guids-given-once",
        severities=(ERROR,),
        final=True,
        text="""A guid that another episode had is not given again.

        Apps that know the old one would never show the new one.

        Source: Apple, "Podcast requirements".
        Good:
            (no key guid: each episode has one of its own)
        Bad:
            guid: 3f1c… (which a withdrawn episode had)
        """,
    ),
    Page(
        id="podcast-guid-kept",
        severities=(ERROR,),
        final=True,
        text="""A podcast keeps its guid, wherever it moves.

        Apps and payments know the podcast by it.

        Source: Podcast namespace, podcast:guid: assigned once.
        Good:
            guid: 5f1f… (as it was)
        Bad:
            guid: 77bb… (where it was 5f1f…)
        """,
    ),
    Page(
        id="episodes-kept",
        severities=(ERROR,),
        final=True,
        text="""A published episode does not vanish.

        Its files were moved, made a draft or dated later; or the machine's clock is
        wrong. Directories would drop it, and show it twice when it comes back with
        another guid.

        Source: podlove-publisher, issue 1151: lists that shrink.
        Good:
            feed-builder withdraw 012-rag-paper
        Bad:
            rm episodes/012-rag-paper.yaml
        """,
    ),
    Page(
        id="dates-kept",
        severities=(ERROR,),
        final=True,
        text="""A published episode keeps its date, but for a correction of a day.

        Apps sort by it, and show an old episode as new.

        Source: syndicated-media/sn-spec, issue 58.
        Good:
            published: 2026-03-01 18:00 (as it was)
        Bad:
            published: 2026-06-01 18:00 (where it was 2026-03-01)
        """,
    ),
    Page(
        id="audio-kept",
        severities=(ERROR,),
        final=True,
        text="""Published audio does not change at an unchanged address.

        Directories fetched it once, and do not look again: half of the listeners would
        hear the old one for ever. Tags may change. Of audio that is hosted elsewhere,
        its address, length and type tell: a figure that was only written wrongly before
        is accepted like another recording.

        Source: Spotify, "Podcast Delivery Specification" (as quoted by others);
            PodcastGenerator, issue 574.
        Good:
            feed-builder accept 012-rag-paper audio
        Bad:
            (another recording under the same name)
        """,
    ),
    Page(
        id="addresses-kept",
        severities=(ERROR,),
        final=True,
        text="""Pages and audio stay below the same address.

        Links that people have shared, and downloads that apps have planned, lead there.

        Source: feed-builder; RFC 9110, 301 Moved Permanently.
        Good:
            link: https://paper.example/ (as it was)
        Bad:
            link: https://other.example/ (without redirects)
        """,
    ),
    Page(
        id="feed-address-kept",
        severities=(ERROR,),
        final=True,
        text="""The feed stays at the same address.

        Subscribers' apps ask there. A feed can move, but the old address must lead to
        the new one for good.

        Source: Apple, "A Podcaster's Guide to RSS": itunes:new-feed-url; AntennaPod,
            issue 1393.
        Good:
            feed_url: https://paper.example/feed.xml (as it was)
        Bad:
            feed_url: https://other.example/feed.xml (without a redirect)
        """,
    ),
    Page(
        id="transcripts-kept",
        severities=(WARNING,),
        final=True,
        text="""A published episode keeps its transcript.

        Its document was deleted or renamed, and captions, the page's text and the
        sections at its end would go with it. Those who read or search the text miss it
        most.

        Source: feed-builder; W3C, WCAG 2.2, success criterion 1.2.1.
        Good:
            episodes/012-rag-paper.txt (as it was)
        Bad:
            rm episodes/012-rag-paper.txt
        """,
    ),
    Page(
        id="chapters-kept",
        severities=(WARNING,),
        final=True,
        text="""A published episode keeps its chapters, or has others.

        A new export of the audio often comes without the chapters that the former one
        had in its tags.

        Source: feed-builder.
        Good:
            chapters: [0:00 Hello, 4:30 Rags]
        Bad:
            (neither the key chapters nor chapters in the tags, where there were some)
        """,
    ),
    Page(
        id="renamed-files-known",
        severities=(NOTE,),
        final=True,
        text="""A published episode's files keep their names.

        A renamed one is known again by its audio and text, and keeps its guid and its
        addresses. So the file and the page have different names.

        Source: feed-builder.
        Good:
            episodes/012-rag-paper.yaml (as it was)
        Bad:
            episodes/012-rags.yaml (where it was 012-rag-paper.yaml)
        """,
    ),
    Page(
        id="withdrawn-stays",
        severities=(WARNING,),
        final=True,
        text="""A withdrawn episode is not published again.

        It was taken back for good, and its guid is never given again.

        Source: feed-builder.
        Good:
            episodes/031-rag-paper-again.yaml
        Bad:
            episodes/012-rag-paper.yaml (which was withdrawn)
        """,
    ),
    Page(
        id="audio-remembered",
        severities=(NOTE,),
        final=True,
        text="""The audio of a published episode is on this machine.

        Where it is not, the feed announces what listeners were given of it.

        Source: feed-builder.
        Good:
            audio/012-rag-paper.mp3
        Bad:
            (no such file here, but in published.json)
        """,
    ),
    Page(
        id="ledger-kept",
        severities=(WARNING, NOTE),
        final=True,
        text="""The ledger, published.json, is kept with the show's files.

        It was lost or cut off, and made anew from output/: from the last feed, and from
        the pages that say that an episode is no longer available. These know neither
        the audio's digest nor former guids. Bring the file back from git if you can,
        and commit it.

        Where the show was not live until now, none is lost: it is a note that the
        ledger begins.

        Source: feed-builder.
        Good:
            git add published.json
        Bad:
            rm published.json
        """,
    ),
    Page(
        id="ledger-merged",
        severities=(ERROR,),
        final=True,
        text="""The ledger holds one version, not two with git's marks between them.

        Two branches each published something. Both were given to listeners, and so
        both are kept.

        Source: git, "How to resolve conflicts".
        Good:
            (the episodes of both branches)
        Bad:
            <<<<<<< HEAD
        """,
    ),
    Page(
        id="ledger-whole",
        severities=(ERROR,),
        final=True,
        text="""The ledger is whole.

        It was cut off, as by a full disk, and there is no feed in output/ of which it
        could be made anew. git has the last good one.

        Source: feed-builder.
        Good:
            git checkout published.json
        Bad:
            {"version": 1, "episo
        """,
    ),
    Page(
        id="ledger-valid",
        severities=(ERROR,),
        final=True,
        text="""The ledger is JSON, with each episode in it once.

        It was edited or merged by hand, and a comma is missing, or something stands in
        it twice. What listeners were given is not guessed: nothing is built until the
        line is mended, or the last good version is back.

        Source: RFC 8259; feed-builder.
        Good:
            "length": 720501,
        Bad:
            "length": 720501 (without the comma, and more below it)
        """,
    ),
)
