"""Problems of audio files and pictures."""

from __future__ import annotations

from ..page import ERROR, NOTE, WARNING, Page

PAGES = (
    Page(
        id="audio-present",
        severities=(ERROR,),
        text="""An episode has audio.

        It is the file of the same name in audio/, or what the key audio names.
        Directories refuse an item without an enclosure.

        Source: Apple, "Podcast requirements"; PSP-1, enclosure; Podcast Index drops
            such items.
        Good:
            audio/012-rag-paper.mp3
        Bad:
            (no such file, and no key audio)
        """,
    ),
    Page(
        id="audio-exists",
        severities=(ERROR,),
        text="""An audio file is where it is said to be.

        The key audio names another file than those beside it; or it was moved while it
        was read, or leads to a place that is gone. Where its whole folder is missing, a
        published episode stays as it is: this may be a machine without the audio.

        Source: feed-builder.
        Good:
            audio: audio/012-rag-paper.mp3
        Bad:
            audio: audio/rag-paper.mp3 (where there is only 012-rag-paper.mp3)
        """,
    ),
    Page(
        id="audio-not-empty",
        severities=(ERROR, WARNING),
        final=True,
        text="""An audio file is not empty.

        An export or a copy has just begun, or was interrupted before its first byte.
        Its episode is left for the next run, as one is whose audio is not complete.

        Source: AntennaPod, issue 382: episodes with 0 bytes vanish.
        Good:
            audio/012-rag-paper.mp3, 23 MB
        Bad:
            audio/012-rag-paper.mp3, 0 bytes
        """,
    ),
    Page(
        id="audio-readable",
        severities=(ERROR,),
        text="""An audio file holds sound that podcast apps play.

        What a file is, is told by its first bytes and not by its name: a download may
        be a web page that says "not found".

        Source: Apple, "Podcast requirements".
        Good:
            a file exported as MP3
        Bad:
            a web page that was saved as 012-rag-paper.mp3
        """,
    ),
    Page(
        id="audio-taggable",
        severities=(ERROR,),
        text="""New tags can be written without touching the sound.

        `feed-builder tag` compares the sound of its copy with the original, bit for
        bit. Where a file is built so oddly that it would differ, or cannot be taken
        apart, nothing is written.

        Source: feed-builder.
        Good:
            a file exported as MP3 or M4A
        Bad:
            an M4A file whose table of sounds is cut off
        """,
        occasional=True,
    ),
    Page(
        id="audio-whole",
        severities=(ERROR, WARNING),
        text="""An audio file is complete.

        It announces more than it holds, or lacks what stands at the end of its kind: it
        is still being written, or a copy or an export was interrupted. Its episode is
        left for the next run, whether that is its own audio or another recording: a new
        one is held back, and a published one stays as it was published. All others are
        published.

        If it is whole for all that (a program that cut it forgot its header), let the
        episode's YAML ignore this, and it is published as it is.

        Source: gpodder, issue 745: 4.8 of 47 MB served.
        Good:
            a file that was copied to its end
        Bad:
            a file whose copying was interrupted
        """,
    ),
    Page(
        id="audio-settled",
        severities=(WARNING,),
        final=True,
        occasional=True,
        text="""An audio file does not change while it is read.

        It is being written. Its episode is left for the next run: a new one is held
        back, and a published one stays as it was published. All others are published.

        Source: gpodder, issue 745: 4.8 of 47 MB served.
        Good:
            (export, then build)
        Bad:
            (build while the export is under way)
        """,
    ),
    Page(
        id="audio-duration-known",
        severities=(ERROR,),
        text="""It can be told how long an audio file is.

        Chapters, captions and apps go by it.

        Source: Apple, "A Podcaster's Guide to RSS": itunes:duration.
        Good:
            a file exported as MP3 or M4A
        Bad:
            a live recording without a header
        """,
    ),
    Page(
        id="audio-type-matches",
        severities=(ERROR, WARNING),
        text="""The name of an audio file says what it holds.

        Servers announce the type by the suffix, and apps then fail to play it. Where
        players do not mind, as between .m4a and .mp4, it is a warning.

        Source: Apple, "A Podcaster's Guide to RSS": enclosure.
        Good:
            012-rag-paper.m4a, which holds M4A
        Bad:
            012-rag-paper.mp3, which holds M4A
        """,
    ),
    Page(
        id="audio-tags-readable",
        severities=(WARNING,),
        text="""The tags of an audio file can be read.

        They are damaged. The sound is not, and is published; title, chapters and cover
        are missing.

        Source: ID3v2.4; MP4; Vorbis comments.
        Good:
            a file tagged with an editor of today
        Bad:
            a file whose tags were cut off
        """,
    ),
    Page(
        id="audio-chapters-usable",
        severities=(NOTE,),
        text="""Each chapter in an audio file has a time and a title.

        Those without one are left out.

        Source: ID3v2 chapter frames, 1.0.
        Good:
            2:10 Rags
        Bad:
            2:10 (without a title)
        """,
    ),
    Page(
        id="cover-readable",
        severities=(WARNING,),
        text="""The cover in an audio file's tags is a JPEG or PNG picture.

        It is damaged, or of another kind; the show's artwork stands for the episode.

        Source: Apple, "A Podcaster's Guide to RSS": itunes:image.
        Good:
            a cover in JPEG
        Bad:
            a cover in WebP
        """,
    ),
    Page(
        id="cover-fits",
        severities=(NOTE,),
        text="""The cover in an audio file's tags is one that directories take.

        Covers in tags are often small. The show's artwork stands for the episode then.

        Source: Apple, "A Podcaster's Guide to RSS": itunes:image.
        Good:
            a cover of 1400 × 1400 pixels
        Bad:
            a cover of 500 × 500 pixels
        """,
    ),
    Page(
        id="artwork-exists",
        severities=(ERROR,),
        text="""A picture is where it is said to be.

        It was moved while it was read, or leads to a place that is gone.

        Source: feed-builder.
        Good:
            artwork: artwork.jpg
        Bad:
            artwork: artwork.jpg (a link to a disk that is not there)
        """,
    ),
    Page(
        id="artwork-not-empty",
        severities=(ERROR,),
        text="""A picture is not empty.

        An export or a copy was interrupted before its first byte.

        Source: feed-builder.
        Good:
            artwork.jpg, 280 kB
        Bad:
            artwork.jpg, 0 bytes
        """,
    ),
    Page(
        id="artwork-readable",
        severities=(ERROR,),
        text="""A picture is there, and is a JPEG or PNG.

        Other kinds are not shown by all apps, and refused by directories. A file that
        is damaged, or unpacks to something gigantic, is not opened.

        Source: Apple, "A Podcaster's Guide to RSS": itunes:image.
        Good:
            artwork: artwork.jpg
        Bad:
            artwork: artwork.webp
        """,
    ),
)
