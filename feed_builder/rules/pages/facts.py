"""Problems of the author's YAML."""

from __future__ import annotations

from ..page import ERROR, NOTE, WARNING, Page

PAGES = (
    Page(
        id="utf-8",
        severities=(WARNING,),
        text="""Files are text in UTF-8.

        Every editor can save it. What is in another encoding is read as Windows-1252,
        as old programs wrote it; letters may be wrong then.

        Source: YAML 1.2, section 5.2; RFC 3629.
        Good:
            a file saved as UTF-8
        Bad:
            a file saved as Latin 1, ANSI or Mac Roman
        """,
    ),
    Page(
        id="no-control-characters",
        severities=(WARNING,),
        text="""Texts hold no control characters.

        They come along invisibly when text is pasted from other programs. XML cannot
        hold them at all, and so they are left out of everything that is published.

        Source: XML 1.0, production 2; podlove-publisher, issue 1035.
        Good:
            title: Rag paper
        Bad:
            title: Rag<U+001E>paper
        """,
    ),
    Page(
        id="letters-right",
        severities=(WARNING,),
        text="""Letters are those that were meant.

        A program read a file in UTF-8 as if it were Windows-1252, and saved it so. The
        first such word of a file is told of; most often there are more.

        Source: feed-builder; RFC 3629.
        Good:
            title: Café
        Bad:
            title: CafÃ©
        """,
    ),
    Page(
        id="texts-uncut",
        severities=(WARNING,),
        text="""A text is not cut off by a hash sign.

        In YAML, a # behind a space begins a comment, and nobody reads it. A text with
        one in it needs quotes. Comments with a space behind the sign are left alone.

        Source: YAML 1.2, section 6.6.
        Good:
            title: "Rag paper #4"
        Bad:
            title: Rag paper #4
        """,
    ),
    Page(
        id="titles-filled",
        severities=(WARNING,),
        text="""Behind the key of a title, there is one.

        Nothing, or only spaces, stand behind it. The title in the audio file's tags is
        taken then, as if the key were not there.

        Source: feed-builder, who wins.
        Good:
            title: Rag paper
        Bad:
            title:
        """,
    ),
    Page(
        id="yaml-syntax",
        severities=(ERROR,),
        text="""A YAML file can be read.

        Most often a text with a colon or a quote in it needs quotes around it, or a
        line is indented by a tab. The message says how the line should read. Further
        mistakes are told of in the same run; nothing is published from such a file.

        Source: YAML 1.2.
        Good:
            title: "Paper: made of rags"
        Bad:
            title: Paper: made of rags
        """,
    ),
    Page(
        id="yaml-mapping",
        severities=(ERROR,),
        text="""A YAML file holds keys and values.

        Each line is a key, a colon and a space, and a value.

        Source: feed-builder, reference of keys.
        Good:
            title: Rag paper
        Bad:
            - Rag paper
        """,
    ),
    Page(
        id="yaml-bounded",
        severities=(ERROR,),
        text="""A YAML file is small, and its values are not nested endlessly.

        Nobody writes such a file by hand; it would fill the memory of the machine.

        Source: feed-builder; YAML bombs are an old trick.
        Good:
            guests: [Tom Van Reed]
        Bad:
            [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[…
        """,
    ),
    Page(
        id="no-yaml-tags",
        severities=(ERROR,),
        text="""Values have no YAML tags.

        A word that begins with an exclamation mark stands for a type in YAML. None
        means anything here. A text that begins so needs quotes.

        Source: feed-builder; other programs run code that such tags name.
        Good:
            title: "!Attention"
        Bad:
            title: !Attention
        """,
    ),
    Page(
        id="keys-are-words",
        severities=(ERROR,),
        text="""A key is a plain word.

        YAML allows lists and mappings as keys. They are slips here.

        Source: feed-builder, reference of keys.
        Good:
            title: Rag paper
        Bad:
            [title]: Rag paper
        """,
    ),
    Page(
        id="unique-keys",
        severities=(ERROR,),
        text="""A key is written once.

        Of two, other programs take the last one without a word. A key and its name in
        other tools, as published and date, are the same one.

        Source: YAML 1.2, section 3.2.1.3.
        Good:
            title: Rag paper
        Bad:
            title: Rag paper
            title: Bookbinding
        """,
    ),
    Page(
        id="known-keys",
        severities=(ERROR,),
        text="""Every key is a known one.

        A misspelt key that is passed over in silence publishes the wrong thing. Names
        that other tools have for a key are read, with a note.

        Source: feed-builder, reference of keys.
        Good:
            explicit: true
        Bad:
            explict: true
        """,
    ),
    Page(
        id="own-key-names",
        severities=(NOTE,),
        text="""Keys go by their own names.

        Names from other tools are read as a courtesy. The file is easier to compare
        with the reference when it uses the same.

        Source: feed-builder, reference of keys.
        Good:
            published: 2026-03-01 18:00
        Bad:
            pub_date: 2026-03-01 18:00
        """,
    ),
    Page(
        id="required-keys",
        severities=(ERROR,),
        text="""What every feed needs is written.

        For a show these are title, description, link and language. Some values need
        others beside them: audio at an address needs its length and duration.

        Source: RSS 2.0, required channel elements; Apple, "Podcast requirements".
        Good:
            title: Paper & Ink
            description: Talks about paper.
            link: https://paper.example/
            language: en
        Bad:
            title: Paper & Ink
        """,
    ),
    Page(
        id="values-fit",
        severities=(ERROR,),
        text="""A value is of the kind that its key takes.

        The message says what was needed, and the hint how to write it.

        Source: feed-builder, reference of keys.
        Good:
            season: 2
        Bad:
            season: two
        """,
    ),
    Page(
        id="dates-have-times",
        severities=(ERROR,),
        text="""A date has a time of day.

        Without one, an episode would go out at midnight of some time zone. Days that
        are wrong by one are among the oldest faults of feeds.

        Source: RFC 2822, section 3.3; PodcastGenerator, issue 568.
        Good:
            published: 2026-03-01 18:00
        Bad:
            published: 2026-03-01
        """,
    ),
    Page(
        id="dates-have-zones",
        severities=(ERROR,),
        text="""A date has a time zone, its own or the show's.

        The same file is built on a laptop in one zone and on a server in another, and
        must mean the same moment.

        Source: RFC 2822, section 3.3; Proclaim, issue 1423: 110 of 117 dates wrong.
        Good:
            timezone: Europe/London (in podcast.yaml)
        Bad:
            published: 2026-03-01 18:00 (and no timezone in podcast.yaml)
        """,
    ),
    Page(
        id="tags-whole",
        severities=(ERROR, WARNING),
        text="""The parts of a podcast tag go together.

        The specification says of some tags that one part needs, or excludes, another.

        Source: Podcast namespace, the page of each tag.
        Good:
            license: cc-by-4.0
        Bad:
            license: our own (without a url)
        """,
    ),
    Page(
        id="tags-once",
        severities=(ERROR,),
        text="""A podcast tag that may stand once is written once.

        Apps take one of two, and it is not known which.

        Source: Podcast namespace, "count" of each tag.
        Good:
            medium: podcast
        Bad:
            medium: [podcast, music]
        """,
    ),
    Page(
        id="extra-whole",
        severities=(ERROR,),
        text="""What stands under `extra` is XML: whole tags, and nothing beside them.

        It goes into the feed as it is. A tag that is not closed would take the rest of
        the feed with it, and every app would refuse that. An ampersand is `&amp;`.

        Source: XML 1.0; Namespaces in XML 1.0.
        Good:
            extra: <itunes:keywords>paper &amp; rags</itunes:keywords>
        Bad:
            extra: <itunes:keywords>paper & rags
        """,
    ),
    Page(
        id="extra-apart",
        severities=(ERROR,),
        text="""What stands under `extra` is what no build writes, and may be published.

        A tag with a key of its own would be in the feed twice, and apps take one of
        two. Scripts, pages and addresses that could be run are never published. A
        picture there counts as long as the project has no artwork.

        Source: feed-builder.
        Good:
            extra: <itunes:keywords>paper</itunes:keywords>
        Bad:
            extra: <itunes:explicit>no</itunes:explicit>
        """,
    ),
    Page(
        id="tags-current",
        severities=(WARNING,),
        text="""A podcast tag is one that apps still read.

        Some tags were replaced by others that say more.

        Source: Podcast namespace, deprecated tags.
        Good:
            podcast: {image: {href: "https://paper.example/wide.jpg"}}
        Bad:
            podcast: {images: {srcset: "https://paper.example/wide.jpg 3000w"}}
        """,
    ),
    Page(
        id="texts-short",
        severities=(ERROR, WARNING),
        text="""The texts of podcast tags are as short as the specification wants.

        Apps show them in places where there is no room for more.

        Source: Podcast namespace, limits of each tag.
        Good:
            funding: {url: "https://paper.example/give", text: Support us}
        Bad:
            funding: {url: "https://paper.example/give", text: (130 letters)}
        """,
    ),
    Page(
        id="ignores-known",
        severities=(WARNING,),
        final=True,
        text="""A rule that is ignored is a rule.

        Its id is misspelt, or the rule is gone from this version.

        Source: feed-builder, list of rules.
        Good:
            ignore: {artwork-light: the printer wants it so}
        Bad:
            ignore: {artwork-lite: the printer wants it so}
        """,
    ),
    Page(
        id="ignores-allowed",
        severities=(WARNING,),
        final=True,
        text="""A rule that is ignored is one that may be.

        What harms those who listen cannot be ignored, nor a file that cannot be read.
        What listeners were given can be changed by `feed-builder accept` only.

        Source: feed-builder, list of rules.
        Good:
            ignore: {titles-unnumbered: listeners ask for episodes by number}
        Bad:
            ignore: {unique-guids: it has always been so}
        """,
    ),
    Page(
        id="ignores-needed",
        severities=(NOTE,),
        final=True,
        text="""A rule that is ignored would be broken otherwise.

        The file was mended since. An ignore that stays hides the next breach.

        Source: feed-builder.
        Good:
            ignore: {artwork-light: …} (and artwork.png has 4 MB)
        Bad:
            ignore: {artwork-light: …} (and artwork.png has 300 kB)
        """,
    ),
)
