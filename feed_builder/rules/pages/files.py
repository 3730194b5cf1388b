"""Problems of the files of a project: which there are, and what goes with what."""

from __future__ import annotations

from ..page import ERROR, WARNING, Page

PAGES = (
    Page(
        id="files-readable",
        severities=(ERROR,),
        text="""Every file of the show can be read.

        It belongs to somebody else, or its disk fails.

        Source: feed-builder.
        Good:
            -rw-r--r-- episodes/012-rag-paper.yaml
        Bad:
            -rw------- episodes/012-rag-paper.yaml (of another user)
        """,
    ),
    Page(
        id="files-inside",
        severities=(ERROR,),
        text="""What is published lies in the project.

        A link to a file outside of it would publish that file, perhaps by mistake, and
        another machine would not find it. The folder audio/ alone may be a link, as to
        a larger disk; then its files lie there.

        A link in templates/ may lead to another folder of the project: one that is not
        hidden and not output/, to which no other link leads, and in which the link does
        not lie. Templates of several shows are copied into each of them, or are part of
        each as a git submodule.

        Source: feed-builder; CWE-59, link following.
        Good:
            audio -> /srv/recordings
        Bad:
            episodes/012-rag-paper.txt -> /home/nora/notes.txt
            templates/parts -> ../../shared/parts
        """,
    ),
    Page(
        id="file-names-legible",
        severities=(ERROR,),
        text="""The name of a file is one line of text.

        A name whose bytes are no UTF-8, as an old archive may leave it, cannot be said,
        and one with a line break or another control character garbles what shows it.
        Such a file is not read. Accents, emoji and spaces are welcome, and an accent
        may be part of its letter or follow it, as on a Mac.

        Source: feed-builder; Unicode, UAX 31, section 2.4.
        Good:
            episodes/012-café.yaml
        Bad:
            episodes/012-caf\\xe9.yaml (a byte of Latin-1)
        """,
    ),
    Page(
        id="one-file-of-a-kind",
        severities=(WARNING,),
        text="""An episode has one file of a kind.

        Names are compared without their case and accents' composition, as on a Mac
        and on Windows. One is read, and the other passed over: the published one wins,
        else a text wins over captions, and MP3 over other audio.

        Source: feed-builder.
        Good:
            episodes/012-rag-paper.txt
        Bad:
            episodes/012-rag-paper.txt
            episodes/012-rag-paper.docx
        """,
    ),
    Page(
        id="audio-belongs",
        severities=(WARNING,),
        text="""Every audio file belongs to an episode.

        An audio file belongs to the YAML or transcript of the same name, or to the one
        that names it. Most often a name is misspelt in one of the two folders.

        Source: feed-builder.
        Good:
            audio/012-rag-paper.mp3
            episodes/012-rag-paper.yaml
        Bad:
            audio/012-rag-papers.mp3
            episodes/012-rag-paper.yaml
        """,
    ),
    Page(
        id="transcript-belongs",
        severities=(WARNING,),
        text="""Every transcript belongs to an episode.

        A transcript belongs to the YAML or audio file of the same name. Most often a
        name is misspelt, or a file is left over from a renamed episode.

        Source: feed-builder.
        Good:
            episodes/012-rag-paper.txt
            episodes/012-rag-paper.yaml
        Bad:
            episodes/012-rag-papers.txt
            episodes/012-rag-paper.yaml
        """,
    ),
    Page(
        id="unique-slugs",
        severities=(ERROR,),
        text="""No two episodes would be published at the same address.

        Names become addresses in small ASCII letters, digits and hyphens, in which two
        different ones can be the same.

        Source: feed-builder.
        Good:
            episodes/012-rag-paper.yaml
            episodes/013-rag-paper-again.yaml
        Bad:
            episodes/012-rag-paper.yaml
            episodes/012 rag paper.yaml
        """,
    ),
    Page(
        id="title-present",
        severities=(ERROR,),
        text="""An episode has a title.

        It is written in the YAML, or taken from the audio file's tags.

        Source: RSS 2.0, item; Apple, "Podcast requirements".
        Good:
            title: Rag paper
        Bad:
            (neither the key title nor a title tag)
        """,
    ),
    Page(
        id="published-present",
        severities=(WARNING,),
        text="""An episode that should be public has a publication date.

        Without one it is a draft. Dates in tags are not taken: an episode that goes out
        by itself because a file was copied cannot be taken back.

        Source: feed-builder; Spotify, "Podcast requirements": pubDate.
        Good:
            published: 2026-03-01 18:00
        Bad:
            (an episode without the key published)
        """,
    ),
    Page(
        id="feed-light",
        severities=(WARNING,),
        occasional=True,
        text="""The feed is no larger than 1 MB.

        Apps ask for it every hour, and fetch all of it when something has changed. The
        W3C's validator refuses one of more than 5 MB. What weighs is the full notes of
        old episodes, which few people read in an app. A check looks at the feed that
        was built last.

        Source: W3C feed validator, MAXDATALENGTH; fireside-features, issue 119.
        Good:
            full_notes: 50
        Bad:
            (no key full_notes, and 800 episodes with long notes)
        """,
    ),
    Page(
        id="templates-apart",
        severities=(ERROR,),
        text="""A file in templates/ does not take the place of a file of the site.

        feed.xml, index.html and the folders of the site are made by feed-builder.

        Source: feed-builder.
        Good:
            templates/humans.txt
        Bad:
            templates/feed.xml
        """,
    ),
    Page(
        id="theme-contrast",
        severities=(WARNING,),
        occasional=True,
        text="""The colours of a theme can be read.

        Text needs a contrast of 4.5 to 1 with what it stands on, in light and in dark
        pages. The message has the numbers, the hint the nearest shade that is enough.

        Source: WCAG 2.2, success criterion 1.4.3.
        Good:
            --accent: light-dark(#b3350f, #ff9c7d);
        Bad:
            --accent: #ffcc00;
        """,
    ),
    Page(
        id="templates-render",
        severities=(ERROR,),
        text="""A template can be rendered.

        The message is Jinja's; the line is the template's own.

        Source: Jinja, "Template Designer Documentation".
        Good:
            {{ episode.title }}
        Bad:
            {{ episode.titel }}
        """,
    ),
    Page(
        id="search-indexed",
        severities=(WARNING,),
        text="""The search of the site can be made.

        Its index is made by Pagefind, a program that is installed with feed-builder on
        Linux, macOS and Windows for common processors. Elsewhere build the show on such
        a machine, or do without a search. The site is whole without it: its search page
        lists all episodes.

        Source: Pagefind, "Installing and running Pagefind".
        Good:
            search: false
        Bad:
            (a machine for which there is no Pagefind)
        """,
    ),
)
