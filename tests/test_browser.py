"""The pages in a real browser: Chromium, driven by Playwright, judged by axe."""

from __future__ import annotations

import gzip
import itertools
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from feed_builder.indexing import search_index
from feed_builder.model import (
    Artwork,
    Chapter,
    FeedTag,
    Highlight,
    HighlightKind,
    Link,
    Person,
    Podcast,
    Sponsor,
    Transcript,
    TranscriptKind,
    Turn,
    unbundled,
)
from feed_builder.render.feed import feed
from feed_builder.render.images import images
from feed_builder.render.pages import pages
from feed_builder.render.theme import Theme

from .builders import GUEST, HOST, a_podcast, a_show, an_episode

TEMPLATES = Path(__file__).parent.parent / "templates"

THEME = Theme((TEMPLATES,))

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik" * 3

PAGES = {
    "home": "",
    "full episode": "episodes/full/",
    "bare episode": "episodes/bare/",
    "transcript": "episodes/full/transcript.html",
    "subscribe": "subscribe/",
    "people": "people/",
    "person": "people/tom-van-reed/",
    "season": "seasons/1/",
    "topics": "topics/",
    "topic": "topics/paper/",
    "section": "lessons/",
    "drinks": "drink/",
    "search": "search/",
    "found": "search/?q=first",
    "older episodes": "page/1/",
    "middle of a long list": "many/page/7/",
    "missing": "404.html",
}
OTHERS = {"feed": "feed.xml", "long episode": "episodes/long/"}

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Handler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name
        pass


@dataclass
class Visit:
    """A page as it was loaded, and what the browser had to say about it."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    hosts: set[str | None] = field(default_factory=set)


def a_full_podcast(artwork: Artwork) -> Podcast:
    """One episode with everything, one with next to nothing."""

    def turn(name: str, text: str, minutes: float) -> Turn:
        start = timedelta(minutes=minutes)
        return Turn(label=name, name=name, text=text, line=1, start=start)

    transcript = Transcript(
        form="plain",
        turns=(
            *(turn(f"Speaker {n}", "What came first?", n) for n in range(7)),
            turn(LONG, f"{LONG}\nAnd more <b>straw</b>.", 9),
        ),
        highlights=(
            Highlight(
                key="drink", title="The drink", kind=HighlightKind.TEXT, text="Cider."
            ),
            Highlight(
                key="lessons",
                title="Key lessons",
                kind=HighlightKind.LIST,
                items=("Rags first", LONG),
            ),
            Highlight(
                key="links",
                title="Links",
                kind=HighlightKind.LINKS,
                links=(
                    Link(label="Mill", url="https://mill.example/"),
                    Link(label=None, url=f"https://mill.example/{'x' * 200}"),
                ),
            ),
        ),
        timestamps=True,
    )
    full = an_episode(
        slug="full",
        title=f"Rags & {LONG}",
        notes=f"# Notes\n\nWith a [link](https://mill.example/), `code`\n\n> {LONG}\n\n"
        f"```\n{LONG}\n```",
        summary=f"All about {LONG}",
        season=1,
        explicit=True,
        draft=True,
        people=(
            HOST,
            replace(GUEST, portrait=artwork),
            Person(name=LONG, role=LONG, link="https://a.example/"),
        ),
        chapters=(
            Chapter(start=timedelta(), title="Rags", link="https://mill.example/"),
            Chapter(start=timedelta(hours=1, minutes=2), title=LONG),
        ),
        topics=("Paper", LONG, "造纸", "ورق"),
        sponsors=(
            Sponsor(name=LONG, link="https://mill.example/", text=LONG),
            Sponsor(name="The Mill"),
        ),
        tags=(
            FeedTag(
                name="soundbite",
                text=LONG,
                attributes=(("startTime", "3"), ("duration", "30")),
            ),
            FeedTag(name="license", text="cc-by-4.0"),
            FeedTag(name="location", text=LONG),
        ),
        transcript=transcript,
        transcript_kind=TranscriptKind.VERBATIM,
    )
    funding = FeedTag(
        name="funding", text="Buy us", attributes=(("url", "https://mill.example/"),)
    )
    show = a_show(artwork=artwork, copyright="© Nora Quill", tags=(funding,))
    many = (an_episode(slug=f"old-{number}", title="Old") for number in range(98))
    return Podcast(show=show, episodes=(full, an_episode(slug="bare"), *many))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a rendered podcast on this machine."""
    folder = tmp_path_factory.mktemp("site")
    picture = tmp_path_factory.mktemp("source") / "artwork.png"
    Image.new("RGB", (900, 900), "orange").save(picture)
    artwork = Artwork(
        path=picture, type="image/png", width=900, height=900, digest="0f" * 32
    )
    podcast = a_full_podcast(artwork)
    outputs = (
        *(
            output
            for output in unbundled(pages(a_long_talk(30_000), THEME))
            if "long" in output.path.parts
        ),
        *unbundled(pages(podcast, THEME)),
        *images(podcast),
        feed(podcast),
    )
    old = (an_episode(slug=f"{number}") for number in range(650))
    many = pages(a_podcast(*old, artwork=None), THEME)
    below = (
        replace(output, path="many" / output.path)
        for output in unbundled(many)
        if output.path.parts[0] in ("page", "style.css", "favicon.svg")
    )
    for output in (*outputs, *below):
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        source = output.source
        target.write_bytes(source.read_bytes() if source else b"".join(output.made()))
    for index in search_index(podcast):
        (folder / index.path).mkdir(parents=True)
        assert index.make(folder / index.path) is None
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Handler, directory=str(folder))
    ) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; Playwright's own download is not needed."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium: .ci/run installs it")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Any]:
    """Opens a page: ``visit("home", width=320, scheme="dark")``."""
    opened: list[Page] = []

    def open_page(name: str, *, width: int = 1280, scheme: Any = "light") -> Visit:
        page = browser.new_page(
            viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        opened.append(page)
        seen = Visit(page)
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda r: seen.hosts.add(urlsplit(r.url).hostname))
        page.goto(site + (PAGES | OTHERS)[name], wait_until="networkidle")
        if name == "found":
            page.locator(".found li li").first.wait_for()
        return seen

    yield open_page
    for page in opened:
        page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_fault(visit: Any, name: str, scheme: str) -> None:
    page = visit(name, scheme=scheme).page

    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})

    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_loaded_from_elsewhere_and_nothing_goes_wrong(
    visit: Any, name: str
) -> None:
    seen = visit(name)

    assert seen.hosts - {None} == {"127.0.0.1"}
    assert seen.complaints == []


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out_sideways(visit: Any, name: str, width: int) -> None:
    page = visit(name, width=width).page

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_facts_stand_beside_each_other(visit: Any, direction: str) -> None:
    page = visit("full episode").page
    page.evaluate(f"document.documentElement.dir = '{direction}'")

    words = page.locator(".facts").first.evaluate(
        """facts => [...facts.children].map((fact) => {
            const range = document.createRange();
            range.selectNodeContents(fact);
            const { left, right } = range.getBoundingClientRect();
            return [left, right];
        })"""
    )

    in_order = words if direction == "ltr" else words[::-1]
    assert len(in_order) == 5
    for (_, end), (begin, _) in itertools.pairwise(in_order):
        assert begin - end > 10, "room for the stroke between them"


@pytest.mark.parametrize(("direction", "side"), [("ltr", "left"), ("rtl", "right")])
def test_entries_begin_where_the_page_does(
    visit: Any, direction: str, side: str
) -> None:
    page = visit("full episode").page
    page.evaluate(f"document.documentElement.dir = '{direction}'")

    for entries in ("h1", "h2", ".chapters li > span", "#lessons li > span"):
        sides = page.locator(entries).evaluate_all(
            "all => [...new Set(all.map((each) => getComputedStyle(each).textAlign))]"
        )
        known = {side, "start", "center"}  # the drink stands in the middle
        assert set(sides) <= known, entries


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_a_phone_has_the_numbers_of_pages_in_one_row(
    visit: Any, direction: str
) -> None:
    page = visit("middle of a long list", width=320).page
    page.evaluate(f"document.documentElement.dir = '{direction}'")

    boxes = page.locator(".paging a, .gap").evaluate_all(
        "all => all.map((each) => each.getBoundingClientRect().toJSON())"
    )

    assert len(boxes) == 9, "seven places and two steps"
    in_order = boxes if direction == "ltr" else boxes[::-1]
    for before, after in itertools.pairwise(in_order):
        assert before["right"] <= after["left"] + 0.5
    assert len({round(box["y"] + box["height"] / 2) for box in boxes}) == 1
    assert min(box["width"] for box in boxes) >= 24, "WCAG 2.2, 2.5.8"


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("word", ["Papermakers", "Papiermacherhandwerk", "Pa" * 40])
def test_a_phone_shows_the_words_of_the_show_s_name_whole(
    visit: Any, word: str, width: int
) -> None:
    page = visit("season", width=width).page
    lines = page.locator(".site-name span").evaluate(
        """(name, word) => {
            name.textContent = `The ${word}`;
            const range = document.createRange();
            range.setStart(name.firstChild, 4);
            range.setEnd(name.firstChild, name.textContent.length);
            return range.getClientRects().length;
        }""",
        word,
    )

    assert lines == 1 or len(word) > 30, "there is no room for it in any line"
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(("width", "most"), [(320, 9), (768, 5), (1280, 5)])
def test_a_list_shows_the_first_lines_of_a_long_summary(
    visit: Any, width: int, most: int
) -> None:
    page = visit("season", width=width).page

    lines = page.locator(".card .summary").first.evaluate(
        """summary => {
            summary.textContent = "Rags become paper. ".repeat(100);
            const height = parseFloat(getComputedStyle(summary).lineHeight);
            return Math.round(summary.getBoundingClientRect().height / height);
        }"""
    )

    assert lines == most


def test_the_keyboard_reaches_the_content_first(visit: Any) -> None:
    page = visit("full episode").page

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.locator(".skip").bounding_box()["y"] >= 0

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_time_plays_in_the_page_s_own_player(visit: Any) -> None:
    page = visit("full episode").page
    page.evaluate("HTMLMediaElement.prototype.play = () => Promise.resolve()")
    before = page.url

    page.locator("#chapters a[data-t]").last.click()

    assert page.url == before
    assert page.locator("audio").evaluate("player => player.currentTime") == 3720


def test_an_address_with_a_time_opens_there(visit: Any, site: str) -> None:
    page = visit("full episode").page

    page.goto(f"{site}episodes/full/#t=1:30")
    page.reload()

    assert page.locator("audio").evaluate("player => player.currentTime") == 90


def test_the_player_jumps_changes_its_speed_and_remembers_its_place(
    visit: Any,
) -> None:
    page = visit("full episode").page
    player = page.locator("audio")

    page.locator("[data-skip='30']").click()
    page.locator("[data-skip='30']").click()
    page.locator("[data-skip='-15']").click()
    page.locator(".controls select").select_option("1.5")
    page.reload()

    assert player.evaluate("player => player.currentTime") == 45


def test_the_transcript_is_a_track_that_follows_the_talk(visit: Any) -> None:
    page = visit("full episode").page

    cues = page.locator("audio").evaluate(
        "p => [...p.textTracks[0].cues].map(c => [c.startTime, c.endTime])"
    )

    assert cues[:2] == [[0, 60], [60, 120]]
    assert len(cues) == 8


def found(page: Page) -> list[tuple[str, list[str]]]:
    """The episodes that the search shows, each with the addresses of its hits."""
    page.locator(".told:not(:empty)").wait_for()
    return [
        (
            entry.locator("> a").inner_text(),
            [a.get_attribute("href") or "" for a in entry.locator("li a").all()],
        )
        for entry in page.locator(".found > ol > li").all()
    ]


def test_a_search_leads_to_the_turn(visit: Any, site: str) -> None:
    page = visit("search").page
    path = urlsplit(site).path + "episodes/full/"

    page.locator("[name=q]").fill("Mützenfabrik first")

    ((title, hits),) = found(page)
    assert title.startswith("Rags & Donau")
    assert f"{path}#speaker-0-what-came-first" in hits
    assert urlsplit(page.url).query == "q=M%C3%BCtzenfabrik+first"
    page.locator(".found li li a").first.click()
    page.wait_for_url("**/episodes/full/#*")


def test_a_search_can_be_narrowed_down_to_a_speaker(visit: Any) -> None:
    page = visit("search").page
    page.locator("[name=q]").focus()
    page.locator("[name=speaker] option", has_text="Speaker 3").wait_for(
        state="attached"
    )

    page.locator("[name=speaker]").select_option("Speaker 3")
    page.locator("[name=q]").fill("first")

    expect(page.locator(".found li li a")).to_have_text(["Speaker 3"])


def test_what_is_found_shows_as_text(visit: Any) -> None:
    page = visit("search").page

    page.locator("[name=q]").fill("straw")

    assert found(page)
    assert "<b>straw</b>" in page.locator(".found li li p").first.inner_text()
    assert page.locator(".found mark").first.inner_text() == "<b>straw</b>."


def test_a_search_for_nothing_of_the_kind_says_so(visit: Any) -> None:
    page = visit("search").page

    page.locator("[name=q]").fill("zeppelin")

    page.locator(".told:not(:empty)").wait_for()
    assert page.locator("[role=status]").inner_text() == "Nothing was found."


@pytest.mark.parametrize(
    ("digits", "told"), [("1234567890", "100"), ("۱۲۳۴۵۶۷۸۹۰", "۱۰۰")]
)
def test_what_is_found_is_counted_in_the_digits_of_the_language(
    visit: Any, digits: str, told: str
) -> None:
    page = visit("search").page
    page.evaluate(f"words.digits = '{digits}'")

    page.locator("[name=q]").fill("rag")

    page.locator(".told:not(:empty)").wait_for()
    assert page.locator("[role=status]").inner_text() == f"Episodes found: {told}"


def test_without_an_index_the_search_is_a_list(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{site}search/?q=first")

    page.locator(".told:not(:empty)").wait_for()
    assert page.locator("form.search").is_hidden()
    assert page.locator("#episodes li").count() == 100
    page.close()


def test_without_a_script_the_search_is_a_list(browser: Browser, site: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}search/")

    assert page.locator("form.search").is_hidden()
    assert page.locator("#episodes li a").first.is_visible()
    page.context.close()


def test_without_a_script_times_are_links_into_the_audio(
    browser: Browser, site: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}episodes/full/")

    assert page.locator(".controls").is_hidden()
    link = page.locator("#chapters a[data-t]").last.get_attribute("href")
    assert link == "../../audio/001-rag-paper.mp3#t=3720"
    page.context.close()


def a_long_talk(words: int) -> Podcast:
    """A podcast of one episode in which so many words are said."""
    talk = Transcript(
        form="plain",
        turns=tuple(
            Turn(
                label="N",
                name="Nora Quill",
                text=" ".join(f"word{i * 997 % 5000}" for i in range(n, n + 50)),
                line=1,
                start=timedelta(seconds=n),
            )
            for n in range(0, words, 50)
        ),
    )
    return Podcast(show=a_show(), episodes=(an_episode(slug="long", transcript=talk),))


def test_the_player_s_script_is_small() -> None:
    assert len((TEMPLATES / "player.js").read_bytes()) < 2000


def test_the_player_is_reached_in_the_order_in_which_it_stands(visit: Any) -> None:
    page = visit("full episode").page

    places = page.locator(".player :is(a, button, select)").evaluate_all(
        "all => all.map((e) => e.getBoundingClientRect()).map(({x, y}) => [y, x])"
    )
    rows = [(round(y / 30), x) for y, x in places]
    assert rows == sorted(rows)


def test_a_page_with_ten_thousand_words_is_small() -> None:
    outputs = {str(o.path): o for o in unbundled(pages(a_long_talk(10_000), THEME))}
    make = outputs["episodes/long/index.html"].make

    assert make is not None
    assert len(gzip.compress(make())) < 60_000


def test_thirty_thousand_words_can_be_listened_to_and_searched(visit: Any) -> None:
    page = visit("long episode").page
    page.evaluate("HTMLMediaElement.prototype.play = () => Promise.resolve()")

    last = page.locator(".turn").last
    last.scroll_into_view_if_needed()
    last.locator("[data-t]").click()

    assert page.locator("audio").evaluate("p => p.textTracks[0].cues.length") == 600
    assert page.locator("audio").evaluate("p => p.currentTime") == 29_950
    assert page.evaluate("window.find('word4950')"), "a browser's own search finds it"


SHIFTED = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(sum), 100);
})"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["home", "full episode", "subscribe", "search"])
def test_nothing_moves_while_a_page_is_loaded(
    visit: Any, name: str, width: int
) -> None:
    page = visit(name, width=width).page

    assert page.evaluate(SHIFTED) == 0


@pytest.mark.parametrize("name", ["home", "full episode", "search", "subscribe"])
def test_a_page_can_be_read_at_twice_its_size(visit: Any, name: str) -> None:
    page = visit(name, width=1024).page

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") == 1024
    cut = page.evaluate(
        """[...document.querySelectorAll("main *")].filter((e) =>
            e.scrollWidth > e.clientWidth + 1 && e.clientWidth
            && getComputedStyle(e).overflowX == "hidden").length"""
    )
    assert cut == 0


#: Writes down where the focus is, and how it shows; true when it was there before.
#: A player shows it on its own buttons.
MARKED = """() => {
    const e = document.activeElement, player = e.nodeName == "AUDIO";
    const known = e == document.body || (e.dataset.at && !player);
    e.dataset.at = player ? "solid" : getComputedStyle(e).outlineStyle;
    return known;
}"""


@pytest.mark.parametrize("name", ["full episode", "search", "subscribe"])
def test_the_keyboard_reaches_all_that_can_be_clicked_and_shows_where_it_is(
    visit: Any, name: str
) -> None:
    page = visit(name).page
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate(MARKED):
            break

    clickable = page.locator("a[href], button, select, input, audio").all()
    outlines = [e.get_attribute("data-at") for e in clickable if e.is_visible()]
    assert set(outlines) == {"solid"}


def test_reduced_motion_is_heeded(browser: Browser, site: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{site}episodes/full/")

    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((e) => {
            const s = getComputedStyle(e);
            return s.scrollBehavior == "smooth" || s.animationName != "none"
                || s.transitionDuration.split(", ").some((t) => t != "0s");
        }).length"""
    )
    assert moving == 0
    page.close()


def test_on_paper_links_have_their_addresses_and_players_are_gone(visit: Any) -> None:
    page = visit("full episode", scheme="dark").page

    page.emulate_media(media="print", color_scheme="dark")

    gone = [".player", "header.site nav", ".neighbours", ".skip", ".files"]
    assert [page.locator(each).first.is_visible() for each in gone] == [False] * 5
    assert page.locator(".turn").last.is_visible()
    address = page.locator("#links a").first.evaluate(
        "link => getComputedStyle(link, '::after').content"
    )
    assert "https://mill.example/" in address
    colours = page.evaluate(
        "(({ color, backgroundColor }) => [color, backgroundColor])"
        "(getComputedStyle(document.body))"
    )
    assert colours == ["rgb(27, 22, 56)", "rgb(255, 255, 255)"]


def test_dark_is_dark(visit: Any) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"

    light = visit("home").page.evaluate(colour)
    dark = visit("home", scheme="dark").page.evaluate(colour)

    assert (light, dark) == ("rgb(253, 247, 239)", "rgb(21, 19, 42)")


@pytest.mark.parametrize("width", [320, 1280])
def test_the_feed_reads_like_a_page(visit: Any, width: int) -> None:
    page = visit("feed", width=width).page

    shown = page.evaluate(
        """[...document.querySelectorAll("channel *")]
            .filter((element) => element.checkVisibility() && !element.children.length)
            .map((element) => element.textContent).join("\\n")"""
    )
    told = page.evaluate(
        'getComputedStyle(document.querySelector("channel"), "::before").content'
    )
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert "copy its address" in told
    assert shown.count("Rag paper") == 1
    assert "https://paper.example/episodes/bare/" in shown
    assert not any(noise in shown for noise in ("<p>", "11111111-2222", "audio/mpeg"))


def test_the_browser_takes_our_captions(visit: Any) -> None:
    page = visit("bare episode").page

    cues = page.evaluate(
        """() => new Promise((done, failed) => {
            const track = document.createElement("track");
            track.src = "../full/transcript.vtt";
            track.onload = () => done([...track.track.cues].map((cue) => cue.text));
            track.onerror = failed;
            const film = document.createElement("video");
            film.append(track);
            document.body.append(film);
            track.track.mode = "hidden";
        })"""
    )

    assert cues[0] == "<v Speaker 0>What came first?"
    assert len(cues) >= 8
