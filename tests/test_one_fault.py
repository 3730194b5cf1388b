"""One fault in a good show is one problem, in the right file, line and column."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feed_builder import check
from feed_builder.problems import Problem

from .builders import a_project
from .one_fault import (
    GLUE,
    INK,
    PRESS,
    RAGS,
    SHOW,
    TRAILER,
    VAT,
    Fault,
    Files,
    add,
    both,
    good_show,
    put,
    recode,
    swap,
)

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NOISE = bytes(range(256)) * 8

SYNTAX = (
    Fault(
        "an open quote",
        swap(f"{RAGS}.yaml", "title: Rag", 'title: "Rag'),
        f"error[yaml-syntax] {RAGS}.yaml:1:8",
    ),
    Fault(
        "an apostrophe inside quotes",
        swap(f"{INK}.yaml", "Ink from oak galls", "'Nora's ink'"),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "a quote that ends early",
        swap(f"{INK}.yaml", "Ink from", '"Ink" from'),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "a colon in a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: Ink: from"),
        f"error[yaml-syntax] {INK}.yaml:1:11",
    ),
    Fault(
        "an at sign before a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: @Ink from"),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "a per cent sign before a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: %Ink from"),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "a backtick before a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: `Ink from"),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "a star before a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: *Ink* Ink from"),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "a bracket before a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: [Rerun] Ink from"),
        f"error[yaml-syntax] {INK}.yaml:1:8",
    ),
    Fault(
        "an open bracket",
        swap(f"{PRESS}.yaml", "[Jo Ferrer]", "[Jo Ferrer"),
        f"error[yaml-syntax] {PRESS}.yaml:6:9",
    ),
    Fault(
        "a tab",
        swap(SHOW, "  email:", "\temail:"),
        "error[yaml-syntax] podcast.yaml:8:1",
    ),
    Fault(
        "no space behind a colon",
        swap(f"{INK}.yaml", "season: 1", "season:1"),
        f"error[yaml-syntax] {INK}.yaml:3:7",
    ),
    Fault(
        "no colon",
        swap(f"{INK}.yaml", "season: 1", "season 1"),
        f"error[yaml-syntax] {INK}.yaml:3:7",
    ),
    Fault(
        "an equals sign for a colon",
        swap(f"{INK}.yaml", "season: 1", "season = 1"),
        f"error[yaml-syntax] {INK}.yaml:3:7",
    ),
    Fault(
        "a line indented too far",
        swap(f"{INK}.yaml", "season: 1", "  season: 1"),
        f"error[yaml-syntax] {INK}.yaml:3:1",
    ),
    Fault(
        "a second document",
        swap(f"{INK}.yaml", "season: 1", "---\nseason: 1"),
        f"error[yaml-syntax] {INK}.yaml:3:1",
    ),
    Fault(
        "what git left",
        swap(
            f"{INK}.yaml",
            "season: 1\n",
            "<<<<<<< HEAD\nseason: 1\n=======\nseason: 2\n>>>>>>> b\n",
        ),
        f"error[yaml-syntax] {INK}.yaml:3:1",
    ),
    Fault(
        "a list for a file",
        put(f"{INK}.yaml", "- title: Ink\n"),
        f"error[yaml-mapping] {INK}.yaml:1:1",
    ),
    Fault(
        "a key twice",
        swap(f"{INK}.yaml", "season: 1", "season: 1\nseason: 1"),
        f"error[unique-keys] {INK}.yaml:4:1",
    ),
    Fault(
        "a misspelt key",
        swap(f"{INK}.yaml", "summary:", "sumary:"),
        f"error[known-keys] {INK}.yaml:5:1",
    ),
    Fault(
        "a key in capitals",
        swap(f"{INK}.yaml", "season:", "Season:"),
        f"error[known-keys] {INK}.yaml:3:1",
    ),
    Fault(
        "a misspelt key of a person",
        swap(f"{RAGS}.yaml", "    link:", "    lnik:"),
        f"error[known-keys] {RAGS}.yaml:13:5",
    ),
    Fault(
        "a tag of YAML",
        swap(f"{INK}.yaml", "title: Ink from", "title: !Ink from"),
        f"error[no-yaml-tags] {INK}.yaml:1:8",
    ),
    Fault(
        "Windows-1252",
        both(swap(f"{INK}.yaml", "ink,", "ïnk,"), recode(f"{INK}.yaml", "cp1252")),
        f"warning[utf-8] {INK}.yaml:5:27",
    ),
    Fault(
        "a control character",
        swap(f"{INK}.yaml", "title: Ink from", "title: Ink\x07 from"),
        f"warning[no-control-characters] {INK}.yaml:1:11",
    ),
    Fault(
        "letters read wrongly",
        swap(f"{INK}.yaml", "title: Ink from", "title: Ink from cafÃ©s, "),
        f"warning[letters-right] {INK}.yaml:1:17",
    ),
    Fault(
        "a hash sign before a title",
        swap(f"{INK}.yaml", "title: Ink from", "title: #4 Ink from"),
        f"error[title-present] {INK}.yaml:1:7",
    ),
    Fault(
        "a hash sign behind a title",
        swap(f"{INK}.yaml", "Ink from oak galls", "Ink from oak galls #4"),
        f"warning[texts-uncut] {INK}.yaml:1:27",
    ),
    Fault(
        "a title left empty",
        swap(f"{TRAILER}.yaml", "title: What is Paper & Ink?", "title:"),
        f"error[title-present] {TRAILER}.yaml:1:7",
    ),
)
VALUES = (
    Fault(
        "a date with the day first",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "23/02/2026 18:00"),
        f"error[values-fit] {INK}.yaml:2:12",
    ),
    Fault(
        "a date in words",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "Monday 23 February 2026"),
        f"error[values-fit] {INK}.yaml:2:12",
    ),
    Fault(
        "a date with a day that is none",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "2026-02-30 18:00"),
        f"error[values-fit] {INK}.yaml:2:12",
    ),
    Fault(
        "a date with an hour that is none",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "2026-02-23 25:00"),
        f"error[values-fit] {INK}.yaml:2:12",
    ),
    Fault(
        "a date with an abbreviated zone",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "2026-02-23 18:00 GMT"),
        f"error[values-fit] {INK}.yaml:2:12",
    ),
    Fault(
        "a date with half a day",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "2026-02-23 6:00 pm"),
        f"error[values-fit] {INK}.yaml:2:12",
    ),
    Fault(
        "a date without a time",
        swap(f"{INK}.yaml", "2026-02-23 18:00", "2026-02-23"),
        f"error[dates-have-times] {INK}.yaml:2:12",
    ),
    Fault(
        "a season in words",
        swap(f"{INK}.yaml", "season: 1", "season: one"),
        f"error[values-fit] {INK}.yaml:3:9",
    ),
    Fault(
        "half an episode",
        swap(f"{INK}.yaml", "episode: 4", "episode: 4.5"),
        f"error[values-fit] {INK}.yaml:4:10",
    ),
    Fault(
        "the number of another episode",
        swap(f"{INK}.yaml", "episode: 4", "episode: 3"),
        f"warning[unique-numbers] {INK}.yaml:4:10",
    ),
    Fault(
        "an unknown type",
        swap(f"{INK}.yaml", "season: 1", "season: 1\ntype: interview"),
        f"error[values-fit] {INK}.yaml:4:7",
    ),
    Fault(
        "an unknown time zone",
        swap(SHOW, "Europe/London", "Europe/Londn"),
        "error[values-fit] podcast.yaml:5:11",
    ),
    Fault(
        "an address without a scheme",
        swap(f"{RAGS}.yaml", "https://tom", "tom"),
        f"error[values-fit] {RAGS}.yaml:13:11",
    ),
    Fault(
        "an e-mail address without an at sign",
        swap(SHOW, "nora@", "nora at "),
        "error[values-fit] podcast.yaml:8:10",
    ),
    Fault(
        "a language by its name",
        swap(SHOW, "en-GB", "English"),
        "error[language-known] podcast.yaml:4:11",
    ),
    Fault(
        "a language with a low line",
        swap(SHOW, "en-GB", "en_GB"),
        "error[language-known] podcast.yaml:4:11",
    ),
    Fault(
        "a region that is none",
        swap(SHOW, "en-GB", "en-UK"),
        "error[language-known] podcast.yaml:4:11",
    ),
    Fault(
        "a category nearly right",
        swap(SHOW, "Arts > Books", "Arts > Book"),
        "error[categories-known] podcast.yaml:10:5",
    ),
    Fault(
        "a category in small letters",
        swap(SHOW, "- Education", "- education"),
        "error[categories-known] podcast.yaml:11:5",
    ),
    Fault(
        "a category below another",
        swap(SHOW, "Arts > Books", "Books"),
        "error[categories-known] podcast.yaml:10:5",
    ),
    Fault(
        "a title with HTML",
        swap(f"{INK}.yaml", "title: Ink from", "title: <b>Ink</b> from"),
        f"warning[titles-plain] {INK}.yaml:1:8",
    ),
    Fault(
        "a title with a number",
        swap(f"{INK}.yaml", "title: Ink from oak galls", 'title: "Episode 4: Ink"'),
        f"warning[titles-unnumbered] {INK}.yaml:1:8",
    ),
    Fault(
        "a title that turns around",
        swap(
            f"{INK}.yaml",
            "title: Ink from oak galls",
            'title: "Ink \\u202E from oak galls"',
        ),
        f"warning[titles-plain] {INK}.yaml:1:8",
    ),
    Fault(
        "a chapter after the end",
        swap(f"{RAGS}.yaml", "1:00 What", "9:00 What"),
        f"error[chapters-fit] {RAGS}.yaml:17:5",
    ),
    Fault(
        "a chapter out of order",
        swap(f"{RAGS}.yaml", "0:20 How", "1:20 How"),
        f"warning[chapters-ascend] {RAGS}.yaml:17:5",
    ),
    Fault(
        "a chapter without a time",
        swap(f"{RAGS}.yaml", "- 0:20 How", "- How"),
        f"error[values-fit] {RAGS}.yaml:16:5",
    ),
    Fault(
        "a length in seconds",
        swap(f"{INK}.yaml", "720501", "45"),
        f"error[lengths-in-bytes] {INK}.yaml:8:11",
    ),
    Fault(
        "a length in words",
        swap(f"{INK}.yaml", "720501", "703 KB"),
        f"error[values-fit] {INK}.yaml:8:11",
    ),
    Fault(
        "an unknown type of audio",
        swap(f"{INK}.yaml", "audio/mpeg", "audio/ogg"),
        f"error[audio-playable] {INK}.yaml:9:9",
    ),
    Fault(
        "a type that is not the address's",
        swap(f"{INK}.yaml", "audio/mpeg", "audio/x-m4a"),
        f"error[audio-addresses-named] {INK}.yaml:9:9",
    ),
    Fault(
        "a duration in other signs",
        swap(f"{INK}.yaml", '"0:45"', "0m45s"),
        f"error[values-fit] {INK}.yaml:10:13",
    ),
    Fault(
        "audio behind a page",
        swap(
            f"{INK}.yaml",
            "audio.example/004-ink.mp3",
            "www.dropbox.com/s/a/004-ink.mp3?dl=0",
        ),
        f"warning[addresses-are-files] {INK}.yaml:7:8",
    ),
    Fault(
        "audio without https",
        swap(f"{INK}.yaml", "https://audio", "http://audio"),
        f"warning[addresses-are-https] {INK}.yaml:7:8",
    ),
)
PEOPLE_AND_LINKS = (
    Fault(
        "a role that is none",
        swap(f"{RAGS}.yaml", "    link:", "    role: papermaker\n    link:"),
        f"warning[roles-known] {RAGS}.yaml:13:11",
    ),
    Fault(
        "a guest who is silent",
        swap(f"{RAGS}.yaml", "guests:\n", "guests:\n  - name: Ada Moss\n"),
        f"warning[guests-speak] {RAGS}.yaml:12:5",
    ),
    Fault(
        "a page of a person without https",
        swap(f"{RAGS}.yaml", "https://tom", "http://tom"),
        f"warning[addresses-are-https] {RAGS}.yaml:13:11",
    ),
    Fault(
        "a page of a person that runs",
        swap(f"{RAGS}.yaml", "https://tom.example/", "javascript:alert(1)"),
        f"error[values-fit] {RAGS}.yaml:13:11",
    ),
    Fault(
        "a link in notes without https",
        swap(f"{RAGS}.yaml", "https://mill", "http://mill"),
        f"warning[links-are-https] {RAGS}.yaml:8:14",
    ),
    Fault(
        "a link in notes that runs",
        swap(f"{RAGS}.yaml", "(https://mill.example/tour)", "(javascript:alert(1))"),
        f"warning[notes-links-whole] {RAGS}.yaml:8:14",
    ),
    Fault(
        "a link in notes with a slash too few",
        swap(f"{RAGS}.yaml", "(https://mill", "(https:/mill"),
        f"warning[notes-links-whole] {RAGS}.yaml:8:14",
    ),
    Fault(
        "a link in notes without a scheme",
        swap(f"{RAGS}.yaml", "(https://mill", "(mill"),
        f"warning[notes-links-whole] {RAGS}.yaml:8:14",
    ),
    Fault(
        "HTML in notes",
        swap(f"{RAGS}.yaml", "  He brought", "  <script>x</script> He brought"),
        f"warning[notes-in-markdown] {RAGS}.yaml:10:3",
    ),
    Fault(
        "a link of a document without https",
        swap(f"{RAGS}.txt", "https://mill", "http://mill"),
        f"warning[links-are-https] {RAGS}.txt:24",
    ),
    Fault(
        "a link of a document without a scheme",
        swap(f"{RAGS}.txt", "https://mill", "mill"),
        f"warning[links-have-schemes] {RAGS}.txt:24:11",
    ),
    Fault(
        "a link of a document that runs",
        swap(f"{RAGS}.txt", "https://mill.example/tour", "javascript:alert(1)"),
        f"warning[links-have-addresses] {RAGS}.txt:24:1",
    ),
    Fault(
        "a link of a document without an address",
        swap(f"{RAGS}.txt", ": https://mill.example/tour", ""),
        f"warning[links-have-addresses] {RAGS}.txt:24:1",
    ),
)
DOCUMENTS = (
    Fault(
        "a misspelt label",
        swap(f"{RAGS}.txt", "TVR: Slowly", "TRV: Slowly"),
        f"warning[known-speakers] {RAGS}.txt:8:1",
    ),
    Fault(
        "a guest by another name than in the YAML",
        swap(f"{RAGS}.txt", "Van Reed", "Van Read"),
        f"warning[guests-speak] {RAGS}.yaml:12:5",
    ),
    Fault(
        "a misspelt word of the header",
        swap(f"{RAGS}.txt", "Guest:", "Geust:"),
        f"note[headings-spelt] {RAGS}.txt:2",
    ),
    Fault(
        "a header that names nobody",
        swap(f"{RAGS}.txt", "Guest: Tom Van Reed", "Guest:"),
        f"warning[guests-named] {RAGS}.txt:2:7",
    ),
    Fault(
        "a misspelt marker",
        swap(f"{RAGS}.txt", "<mainbit>", "<manbit>"),
        f"note[headings-spelt] {RAGS}.txt:6:1",
    ),
    Fault(
        "a marker left open",
        swap(f"{RAGS}.txt", "<mainbit>", "<mainbit"),
        f"warning[closed-directions] {RAGS}.txt:6:1",
    ),
    Fault(
        "a direction left open",
        swap(f"{RAGS}.txt", "<rustling>", "<rustling"),
        f"warning[closed-directions] {RAGS}.txt:4",
    ),
    Fault(
        "a misspelt heading",
        swap(f"{RAGS}.txt", "Key Lessons", "Key Lesons"),
        f"note[headings-spelt] {RAGS}.txt:15:1",
    ),
    Fault(
        "an unknown heading",
        swap(f"{RAGS}.txt", "Book of the week", "Film of the week"),
        f"note[lines-have-a-place] {RAGS}.txt:20",
    ),
    Fault(
        "an empty section",
        swap(f"{RAGS}.txt", "Black tea, from a tin mug.\n", ""),
        f"warning[sections-filled] {RAGS}.txt:12",
    ),
    Fault(
        "a lesson missing",
        swap(f"{RAGS}.txt", "3 - Cloudy", "4 - Cloudy"),
        f"warning[lessons-numbered] {RAGS}.txt:18",
    ),
    Fault(
        "a lesson without its number",
        swap(f"{RAGS}.txt", "2 - Never", "Never"),
        f"warning[lessons-numbered] {RAGS}.txt:17",
    ),
    Fault(
        "an empty lesson",
        swap(f"{RAGS}.txt", "2 - Never hurry a vat", "2 -"),
        f"warning[lessons-filled] {RAGS}.txt:17",
    ),
    Fault(
        "talk behind the links",
        add(f"{RAGS}.txt", "[00:01:20] NQ: Goodbye, Tom.\n"),
        f"warning[sections-hold-no-talk] {RAGS}.txt:26",
    ),
    Fault(
        "a turn that says nothing",
        swap(f"{RAGS}.txt", "NQ: And what can go wrong?", "NQ:"),
        f"warning[turns-say-something] {RAGS}.txt:9",
    ),
    Fault(
        "a turn inside a line",
        swap(f"{RAGS}.txt", "rags.\n", "rags. NQ: Good.\n"),
        f"warning[turns-begin-lines] {RAGS}.txt:5:49",
    ),
    Fault(
        "a time with a letter",
        swap(f"{RAGS}.txt", "00:00:30", "00:00:3X"),
        f"warning[times-readable] {RAGS}.txt:8:2",
    ),
    Fault(
        "a time with 76 seconds",
        swap(f"{RAGS}.txt", "00:00:30", "00:00:76"),
        f"warning[times-readable] {RAGS}.txt:8:2",
    ),
    Fault(
        "a time that leads back",
        swap(f"{RAGS}.txt", "00:00:30", "00:00:03"),
        f"warning[times-ascend] {RAGS}.txt:8:2",
    ),
    Fault(
        "a time after the end",
        swap(f"{RAGS}.txt", "00:01:00", "00:10:00"),
        f"warning[turns-fit] {RAGS}.txt:10:2",
    ),
    Fault(
        "a document in Windows-1252",
        both(swap(f"{RAGS}.txt", "Haste.", "Hâte."), recode(f"{RAGS}.txt", "cp1252")),
        f"warning[utf-8] {RAGS}.txt:10",
    ),
    Fault(
        "a document with letters read wrongly",
        swap(f"{RAGS}.txt", "It is good", "Itâ€™s good"),
        f"warning[letters-right] {RAGS}.txt:4:38",
    ),
    Fault(
        "a document that is none",
        put(f"{RAGS}.txt", NOISE),
        f"error[text-document] {RAGS}.txt",
    ),
    Fault(
        "an empty document",
        put(f"{RAGS}.txt", ""),
        f"warning[turns-found] {RAGS}.txt",
    ),
    Fault(
        "a document without an episode",
        put("episodes/006-stray.txt", "Host: Nora Quill\n\nNQ: Hello.\n"),
        "warning[transcript-belongs] episodes/006-stray.txt",
    ),
    Fault(
        "a misspelt name in bold",
        swap(f"{VAT}.md", "**Ada:** Soft", "**Adda:** Soft"),
        f"warning[known-speakers] {VAT}.md:12:1",
    ),
    Fault(
        "a Word document that is none",
        both(put(f"{RAGS}.txt", None), put(f"{RAGS}.docx", "no zip")),
        f"warning[turns-found] {RAGS}.docx",
    ),
)
CAPTIONS = (
    Fault(
        "WebVTT without its first line",
        swap(f"{PRESS}.vtt", "WEBVTT\n\n", ""),
        f"note[webvtt-signed] {PRESS}.vtt:1:1",
    ),
    Fault(
        "a colon before the milliseconds",
        swap(f"{PRESS}.vtt", "00:00:20.000", "00:00:20:000"),
        f"warning[times-readable] {PRESS}.vtt:10:1",
    ),
    Fault(
        "a comma before the milliseconds",
        swap(f"{PRESS}.vtt", "00:00:20.000", "00:00:20,000"),
        f"note[times-readable] {PRESS}.vtt:10:1",
    ),
    Fault(
        "an arrow too short",
        swap(f"{PRESS}.vtt", "00:00:20.000 -->", "00:00:20.000 ->"),
        f"warning[times-readable] {PRESS}.vtt:10:14",
    ),
    Fault(
        "a caption whose time is none",
        swap(f"{PRESS}.vtt", "00:00:20.000", "00:0X:20.000"),
        f"warning[times-readable] {PRESS}.vtt:10:1",
    ),
    Fault(
        "a caption that ends before it begins",
        swap(f"{PRESS}.vtt", "00:00:29.000", "00:00:09.000"),
        f"warning[times-ascend] {PRESS}.vtt:10:18",
    ),
    Fault(
        "a caption that leads back",
        swap(f"{PRESS}.vtt", "00:00:20.000 -->", "00:00:02.000 -->"),
        f"warning[times-ascend] {PRESS}.vtt:10:1",
    ),
    Fault(
        "a caption after the end",
        swap(f"{PRESS}.vtt", "00:00:39.000", "00:09:39.000"),
        f"warning[turns-fit] {PRESS}.vtt:13:18",
    ),
    Fault(
        "an empty line in a caption",
        swap(f"{PRESS}.vtt", "together\n", "together\n\n"),
        f"warning[captions-timed] {PRESS}.vtt:9:1",
    ),
    Fault(
        "a misspelt voice",
        swap(f"{PRESS}.vtt", "<v Jo Ferrer>Three", "<v Jo Ferer>Three"),
        f"warning[known-speakers] {PRESS}.vtt:14:4",
    ),
    Fault(
        "a voice left open",
        swap(f"{PRESS}.vtt", "<v Jo Ferrer>Three", "<v Jo Ferrer Three"),
        f"warning[voices-closed] {PRESS}.vtt:14:1",
    ),
    Fault(
        "a misspelt name in SRT",
        swap(f"{INK}.srt", "Nora Quill: You", "Nora Quil: You"),
        f"warning[known-speakers] {INK}.srt:7:1",
    ),
    Fault(
        "a time of SRT without milliseconds",
        swap(f"{INK}.srt", "00:00:10,000", "00:00:10"),
        f"note[times-readable] {INK}.srt:6:1",
    ),
    Fault(
        "a broken line of SRT",
        swap(f"{INK}.srt", "00:00:10,000 --> 00:00:19,000", "00:00:10,000 -> 19"),
        f"warning[times-readable] {INK}.srt:6:14",
    ),
    Fault(
        "JSON that breaks off",
        swap(f"{GLUE}.json", "\n]}", ""),
        f"error[text-document] {GLUE}.json:6:1",
    ),
    Fault(
        "JSON of something else",
        put(f"{GLUE}.json", "[1, 2]"),
        f"error[text-document] {GLUE}.json",
    ),
    Fault(
        "a time in JSON that is none",
        swap(f"{GLUE}.json", '"startTime": 10', '"startTime": "ten"'),
        f"warning[times-readable] {GLUE}.json:5",
    ),
)

FAULTS: tuple[Fault, ...] = (*SYNTAX, *VALUES, *PEOPLE_AND_LINKS, *DOCUMENTS, *CAPTIONS)


def found_in(files: Files, folder: Path) -> tuple[Problem, ...]:
    project = a_project(
        folder,
        {"episodes/001-rag-paper.yaml": None, "audio/001-rag-paper.mp3": None, **files},
    )
    return check(project, now=NOW).problems


def told(problem: Problem, folder: Path) -> str:
    """The problem as a fault expects it: without its words."""
    place = str(problem.location).replace(f"{folder}/", "")
    return f"{problem.severity.value}[{problem.rule}] {place}"


def test_with_a_good_show_nothing_is_wrong(tmp_path: Path) -> None:
    assert found_in(good_show(), tmp_path) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_one_fault_is_one_problem_in_its_place(fault: Fault, tmp_path: Path) -> None:
    files = good_show()
    fault.change(files)

    problems = found_in(files, tmp_path)

    assert [told(problem, tmp_path) for problem in problems] == [fault.expected]
    assert problems[0].hint
