from __future__ import annotations

from pathlib import Path

from feed_builder.former_items import FormerItems
from feed_builder.model import Listing, Podcast, Show
from feed_builder.render.feed import Item, feed_bytes, feed_pages, item_of, made

from .builders import a_podcast, an_episode

MANY = a_podcast(
    *(an_episode(slug=f"{n}", guid=f"g{n}", notes=f"On **{n}**.") for n in range(3)),
    feed_page=2,
)


class Told:
    """An item that is known, but not what it says."""

    def __init__(self, item: Item) -> None:
        self.digest, self.spaces, self.is_proven = item.digest, item.spaces, False

    @property
    def xml(self) -> str:
        raise AssertionError(f"{self.digest} was asked for")


def told(show: Show, episode: Listing, whole: bool) -> Item:
    return Told(item_of(show, episode.whole, whole))


def published(podcast: Podcast, folder: Path) -> None:
    for name, page in zip(("feed.xml", "feed-2.xml"), feed_pages(podcast), strict=True):
        (folder / name).write_bytes(page)


def test_items_that_are_published_are_taken_from_there(tmp_path: Path) -> None:
    published(MANY, tmp_path)

    assert feed_pages(MANY, FormerItems(tmp_path, told)) == feed_pages(MANY)


def test_an_item_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    published(MANY, tmp_path)
    feed = (tmp_path / "feed.xml").read_text()
    (tmp_path / "feed.xml").write_text(feed.replace("<strong>0</strong>", "a slip"))

    def fresh(show: Show, episode: Listing, whole: bool) -> Item:
        make = item_of if episode.slug == "0" else told
        return make(show, episode.whole, whole)

    assert feed_pages(MANY, FormerItems(tmp_path, fresh)) == feed_pages(MANY)


def test_notes_that_look_like_an_item_are_not_taken_for_one(tmp_path: Path) -> None:
    odd = a_podcast(an_episode(notes="```\n    <item>\n    </item>\n```\n"))
    (tmp_path / "feed.xml").write_bytes(feed_bytes(odd))

    def fresh(show: Show, episode: Listing, whole: bool) -> Item:
        return item_of(show, episode.whole, whole)

    assert feed_pages(odd, FormerItems(tmp_path, fresh)) == (feed_bytes(odd),)


def test_a_feed_that_changes_meanwhile_does_no_harm(tmp_path: Path) -> None:
    published(MANY, tmp_path)
    items = FormerItems(tmp_path, made)
    assert items(MANY.show, MANY.episodes[0], True).is_proven
    feed = (tmp_path / "feed.xml").read_text()
    (tmp_path / "feed.xml").write_text(feed.replace("<strong>0</strong>", "a slip"))

    assert feed_pages(MANY, items) == feed_pages(MANY)


def test_an_empty_feed_has_no_items(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").touch()

    assert feed_pages(MANY, FormerItems(tmp_path, made)) == feed_pages(MANY)
