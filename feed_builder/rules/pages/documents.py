"""Problems of transcript documents: whatever was read in one way could be another."""

from __future__ import annotations

from ..page import ERROR, NOTE, WARNING, Page

PAGES = (
    Page(
        id="text-document",
        severities=(ERROR,),
        text="""A transcript is a document of text.

        Plain text, Markdown, Word (.docx), HTML, WebVTT, SRT and Podcast Index JSON
        are read. A PDF or an old Word file is not; its program can save it as one. JSON
        that breaks off, or holds something else, cannot be read either.

        Source: feed-builder.
        Good:
            012-rag-paper.txt
        Bad:
            a PDF that is called 012-rag-paper.txt
        """,
    ),
    Page(
        id="turns-found",
        severities=(WARNING,),
        text="""A transcript has turns.

        Nothing looks like a person's say. Each begins on a line of its own, with a
        name or initials and a colon. Or the file is empty, or not what its name says.

        Source: feed-builder.
        Good:
            NQ: Hello Tom.
            TVR: Hello.
        Bad:
            Hello Tom. Hello.
        """,
    ),
    Page(
        id="known-speakers",
        severities=(WARNING, NOTE),
        text="""Who speaks is somebody who is named.

        Names in the header, in podcast.yaml and in the episode's YAML give the labels:
        initials, first name, surname, full name and aliases. Names are never guessed.
        A line that only looks like a label is read as text, with a note.

        Source: feed-builder.
        Good:
            Guest: Tom Van Reed

            TVR: Hello.
        Bad:
            Guest: Tom Van Reed

            XY: Hello.
        """,
    ),
    Page(
        id="times-readable",
        severities=(WARNING, NOTE),
        text="""A time in a transcript is written as a time.

        Where it can be told what was meant, it was read so. Otherwise the words are
        kept, without a time of their own.

        Source: WebVTT, section 4.1; what players read of SRT.
        Good:
            00:00:25.000 --> 00:00:33.000
        Bad:
            00:00:25:000 -> 00:00:33.000
        """,
    ),
    Page(
        id="times-ascend",
        severities=(WARNING,),
        text="""Times in a transcript run forward.

        A digit is wrong, or parts of the talk stand in the wrong order. Captions follow
        the order of the text, and do not believe a time that leads back.

        Source: WebVTT, section 4.1; feed-builder.
        Good:
            [00:00:08] NQ: Hello Tom.
            [00:00:16] TVR: Hello.
        Bad:
            [00:00:08] NQ: Hello Tom.
            [00:00:06] TVR: Hello.
        """,
    ),
    Page(
        id="captions-timed",
        severities=(WARNING,),
        text="""The words of captions stand below a line of times.

        They were read as talk that goes on. Most often an empty line stands inside a
        caption; browsers and apps pass over what is below it.

        Source: WebVTT, section 4.1.
        Good:
            00:00:25.000 --> 00:00:33.000
            Three. I keep them on a shelf.
        Bad:
            00:00:25.000 --> 00:00:33.000

            Three. I keep them on a shelf.
        """,
    ),
    Page(
        id="voices-closed",
        severities=(WARNING,),
        text="""The tag that names who speaks is closed behind the name.

        Otherwise the name is read as a part of what is said, unless it is a known one.

        Source: WebVTT, section 4.2.2: voice spans.
        Good:
            <v Nora Quill>Hello Tom.
        Bad:
            <v Nora Quill Hello Tom.
        """,
    ),
    Page(
        id="webvtt-signed",
        severities=(NOTE,),
        text="""A WebVTT file begins with the word WEBVTT.

        feed-builder reads it all the same, and publishes whole captions. Browsers and
        apps show nothing of a file without it.

        Source: WebVTT, section 4.1.
        Good:
            WEBVTT

            00:00:25.000 --> 00:00:33.000
        Bad:
            00:00:25.000 --> 00:00:33.000
        """,
    ),
    Page(
        id="speakers-named",
        severities=(NOTE,),
        text="""A document says who speaks in it.

        Where nobody is named, labels that come again are taken for speakers.

        Source: feed-builder.
        Good:
            Host: Nora Quill

            NQ: Hello.
        Bad:
            NQ: Hello.
        """,
    ),
    Page(
        id="hosts-speak",
        severities=(WARNING,),
        text="""Who is named in a document's header speaks in it.

        Another label is used, or a name is misspelt. (For people who are named in the
        YAML, see guests-speak.)

        Source: feed-builder.
        Good:
            Guest: Tom Van Reed

            TVR: Hello.
        Bad:
            Guest: Tom Van Reed

            TR: Hello.
        """,
    ),
    Page(
        id="labels-mean-one",
        severities=(WARNING, NOTE),
        text="""A label means one person.

        Two people have the same initials. A host wins over a guest, with a note;
        otherwise the speaker is left open.

        Source: feed-builder.
        Good:
            Moira: Hello.
        Bad:
            MK: Hello. (of Moira Kent and Mo Karim)
        """,
    ),
    Page(
        id="guests-named",
        severities=(WARNING, NOTE),
        text="""A header line names people.

        It is empty, or says something else. Words about a person are no second name.

        Source: feed-builder.
        Good:
            Guests: Tom Van Reed and Ada Moss
        Bad:
            Guest: TBC
        """,
    ),
    Page(
        id="turns-begin-lines",
        severities=(WARNING,),
        text="""A turn begins on a line of its own.

        A known label stands in the middle of a line; it is read as talk.

        Source: feed-builder.
        Good:
            NQ: Hello Tom.
            TVR: Hello.
        Bad:
            NQ: Hello Tom. TVR: Hello.
        """,
    ),
    Page(
        id="turns-say-something",
        severities=(WARNING,),
        text="""Behind a label, something is said.

        The words are missing, or stand behind another label.

        Source: feed-builder.
        Good:
            NQ: Hello Tom.
        Bad:
            NQ:
        """,
    ),
    Page(
        id="closed-directions",
        severities=(WARNING,),
        text="""A stage direction ends with a bracket.

        Without it, the bracket is read as text, so that nothing is lost.

        Source: feed-builder.
        Good:
            NQ: No! <laughs>
        Bad:
            NQ: No! <laughs
        """,
    ),
    Page(
        id="lines-have-a-place",
        severities=(WARNING, NOTE),
        text="""Every line is talk, or stands in a section.

        Lines before the first turn, or between sections, are not published. A line or
        two at the top are a title, and only noted.

        Source: feed-builder.
        Good:
            NQ: Hello Tom.
        Bad:
            (four lines above the first label)
        """,
    ),
    Page(
        id="headings-spelt",
        severities=(NOTE,),
        text="""A heading is spelt as it is known.

        It was understood all the same. A show's own headings can be added to its
        sections.

        Source: feed-builder.
        Good:
            Useful links
        Bad:
            Usefull lnks
        """,
    ),
    Page(
        id="sections-end",
        severities=(WARNING, NOTE),
        text="""A section ends where something else begins.

        It is very long, or holds what looks like something else: a heading seems to be
        missing.

        Source: feed-builder.
        Good:
            Drink: a peaty whisky

            Useful links
            The mill https://mill.example/
        Bad:
            Drink: a peaty whisky
            The mill https://mill.example/
        """,
    ),
    Page(
        id="sections-filled",
        severities=(WARNING,),
        text="""A section has something in it.

        Only its heading is there; nothing is published.

        Source: feed-builder.
        Good:
            Key lessons
            1 - Rags make paper
        Bad:
            Key lessons
        """,
    ),
    Page(
        id="sections-hold-no-talk",
        severities=(WARNING,),
        text="""Talk does not go on inside a section.

        The turns are read as talk. The section belongs to the end of the document.

        Source: feed-builder.
        Good:
            (talk, then the sections)
        Bad:
            (talk, the key lessons, and talk again)
        """,
    ),
    Page(
        id="lessons-filled",
        severities=(WARNING,),
        text="""Each item of a list says something.

        Only its number or mark is there.

        Source: feed-builder.
        Good:
            1 - Rags make paper
        Bad:
            1 -
        """,
    ),
    Page(
        id="lessons-numbered",
        severities=(WARNING,),
        text="""The numbers of a list follow one another.

        One is missing, or was written twice.

        Source: feed-builder.
        Good:
            1 - Rags make paper
            2 - Glue holds it
        Bad:
            1 - Rags make paper
            3 - Glue holds it
        """,
    ),
    Page(
        id="lessons-on-one-line",
        severities=(NOTE,),
        text="""Each item of a list stands on one line.

        A line without a mark was read as going on with the item above it.

        Source: feed-builder.
        Good:
            1 - Rags make paper
        Bad:
            1 - Rags make
            paper
        """,
    ),
    Page(
        id="links-have-addresses",
        severities=(WARNING,),
        text="""Each line of links has an address that a page may link to.

        It is missing, or of a kind that browsers would run instead of follow.

        Source: feed-builder.
        Good:
            The mill https://mill.example/
        Bad:
            The mill
        """,
    ),
    Page(
        id="links-have-schemes",
        severities=(WARNING, NOTE),
        text="""An address begins with https://.

        One that begins with www. was read as if it did. Other names of sites may be
        names of other things, and are not made links.

        Source: RFC 3986.
        Good:
            The mill https://www.mill.example/
        Bad:
            The mill www.mill.example
        """,
    ),
    Page(
        id="links-end-lines",
        severities=(NOTE,),
        text="""In a list of links, what is shown stands before the address.

        Words behind it are not published.

        Source: feed-builder.
        Good:
            The mill, open on Sundays https://mill.example/
        Bad:
            The mill https://mill.example/ open on Sundays
        """,
    ),
    Page(
        id="links-on-one-line",
        severities=(WARNING,),
        text="""An address stands on one line.

        What looks like its second half was left out of it.

        Source: feed-builder.
        Good:
            https://mill.example/visit/sundays
        Bad:
            https://mill.example/visit/
            sundays
        """,
    ),
    Page(
        id="links-have-headings",
        severities=(NOTE,),
        text="""Links to publish stand below a heading.

        There is no list of links, and those in the talk were taken for it.

        Source: feed-builder.
        Good:
            Useful links
            The mill https://mill.example/
        Bad:
            NQ: See https://mill.example/ for it.
        """,
    ),
    Page(
        id="plain-characters",
        severities=(NOTE,),
        text="""A transcript holds no control characters.

        They were read as spaces; XML and HTML cannot hold them.

        Source: XML 1.0, production 2.
        Good:
            Rag paper
        Bad:
            Rag<U+0007>paper
        """,
    ),
    Page(
        id="changes-accepted",
        severities=(NOTE,),
        text="""A Word document has no tracked changes left.

        It was read as if all of them were accepted.

        Source: feed-builder; ECMA-376, revisions.
        Good:
            (all changes accepted or rejected)
        Bad:
            (a deletion that is only marked)
        """,
    ),
    Page(
        id="comments-left-out",
        severities=(NOTE,),
        text="""Comments and footnotes are not part of what is published.

        They are for those who write, and stay in the document.

        Source: feed-builder.
        Good:
            (what listeners should read stands in the text)
        Bad:
            <!-- cut this? -->
        """,
    ),
)
