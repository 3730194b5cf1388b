"""Problems of the published addresses, which `check --online` asks."""

from __future__ import annotations

from ..page import ERROR, NOTE, WARNING, Page

PAGES = (
    Page(
        id="online-reachable",
        severities=(ERROR, WARNING),
        occasional=True,
        text="""A published address answers.

        Apps that find nothing there try again and again, and show an error. Where a
        portrait or the picture of a chapter, which others serve, is gone, they show
        none: that is a warning.

        Source: Apple, "Podcast requirements"; podlove-publisher, issue 1254.
        Good:
            200 OK
        Bad:
            404 Not Found
        """,
    ),
    Page(
        id="online-head",
        severities=(ERROR,),
        occasional=True,
        text="""A server answers HEAD as it answers GET.

        Apple asks so before it fetches audio and artwork, and takes a refusal for a
        missing file.

        Source: Apple, "Podcast requirements"; Audicle, issue 52.
        Good:
            HEAD /artwork/0f3a.jpg: 200 OK
        Bad:
            HEAD /artwork/0f3a.jpg: 405 Method Not Allowed
        """,
    ),
    Page(
        id="online-ranges",
        severities=(ERROR,),
        occasional=True,
        text="""A server sends a part of an audio file when it is asked for one.

        Without it, players cannot seek, and Apple refuses the show.

        Source: Apple, "Podcast requirements": byte ranges; Podcast-Manager, issue 92.
        Good:
            Range: bytes=0-1 → 206 Partial Content
        Bad:
            Range: bytes=0-1 → 200 OK
        """,
    ),
    Page(
        id="online-length",
        severities=(ERROR,),
        occasional=True,
        text="""A published audio file is as long as the feed announces.

        It is another version, or its upload was interrupted.

        Source: Apple, "A Podcaster's Guide to RSS": enclosure; gpodder, issue 745.
        Good:
            Content-Length: 8731648 (as in the feed)
        Bad:
            Content-Length: 4800000
        """,
    ),
    Page(
        id="online-type",
        severities=(WARNING,),
        occasional=True,
        text="""A server announces the right type of each file.

        Some devices play nothing whose type they do not know. And the address of a
        portrait often leads to a page that shows it, which is no picture.

        Source: RFC 9110, Content-Type; podspine, issue 20.
        Good:
            Content-Type: audio/mpeg
        Bad:
            Content-Type: application/octet-stream
        """,
    ),
    Page(
        id="online-https",
        severities=(WARNING,),
        occasional=True,
        text="""An https address does not lead to http.

        Web players may not load what is not encrypted.

        Source: W3C, "Mixed Content".
        Good:
            https://paper.example/feed.xml: 200 OK
        Bad:
            https://paper.example/feed.xml: 301 to http://paper.example/feed.xml
        """,
    ),
    Page(
        id="online-redirects-last",
        severities=(WARNING,),
        occasional=True,
        text="""The feed's address redirects for good, if it does.

        Apps follow a temporary redirect once, and never learn the new address.

        Source: AntennaPod, issue 1393; RFC 9110, 301 and 308.
        Good:
            301 Moved Permanently
        Bad:
            302 Found
        """,
    ),
    Page(
        id="online-validators",
        severities=(WARNING,),
        occasional=True,
        text="""A server says when a file last changed.

        Apps that know it fetch the feed only when there is something new.

        Source: RFC 9110, section 8.8; podcast namespace, issue 90; Apple asks for
            Last-Modified of artwork.
        Good:
            ETag: "5f1f-63c"
        Bad:
            (neither an ETag nor a Last-Modified)
        """,
    ),
    Page(
        id="online-cors",
        severities=(WARNING,),
        occasional=True,
        text="""Web players may read the captions.

        Browsers let a page read files of another site only when that site says so.

        Source: Podcast namespace, transcripts; Fetch standard, CORS.
        Good:
            Access-Control-Allow-Origin: *
        Bad:
            (no such header)
        """,
    ),
    Page(
        id="online-feed-fresh",
        severities=(WARNING,),
        occasional=True,
        text="""The published feed has all public episodes.

        It was not uploaded yet, or a cache serves an old one.

        Source: feed-builder.
        Good:
            rsync output/ …, the feed last
        Bad:
            (a new episode's page is there, but the feed is yesterday's)
        """,
    ),
    Page(
        id="online-certificate",
        severities=(WARNING,),
        occasional=True,
        text="""The certificate of the site is valid for more than two weeks.

        From the day on which it ends, apps fetch nothing.

        Source: RFC 5280; feed-builder: renewals mostly happen a month before.
        Good:
            (a certificate that ends in two months)
        Bad:
            (a certificate that ends in a week)
        """,
    ),
    Page(
        id="online-audio-first",
        severities=(WARNING,),
        occasional=True,
        text="""Audio that lies elsewhere is there before the feed announces it.

        `build --online` holds the episode back until then.

        Source: podlove-publisher, issue 1254: apps hammer what is missing.
        Good:
            (upload the audio, then build)
        Bad:
            (build, then upload the audio)
        """,
    ),
    Page(
        id="audio-facts-learned",
        severities=(WARNING, NOTE),
        occasional=True,
        text="""What is needed of audio that lies elsewhere is in the YAML.

        Length, type and duration are asked of the address once, and written down, so
        that a build needs no network.

        Source: feed-builder.
        Good:
            audio: {url: "https://…/1.mp3", length: 8731648, duration: "24:15"}
        Bad:
            audio: https://…/1.mp3
        """,
    ),
)
