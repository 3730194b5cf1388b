from __future__ import annotations

import unicodedata
from uuid import UUID

import pytest

from feed_builder.guids import episode_guid, podcast_guid

PODNEWS = UUID("9b024349-ccf0-5f69-a609-6b82873eab3c")
NO_AGENDA = UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")


@pytest.mark.parametrize(
    ("feed_url", "guid"),
    [
        ("https://podnews.net/rss", PODNEWS),
        ("http://podnews.net/rss", PODNEWS),
        ("podnews.net/rss", PODNEWS),
        ("https://podnews.net/rss/", PODNEWS),
        ("https://podnews.net/rss//", PODNEWS),
        ("https://mp3s.nashownotes.com/pc20rss.xml", NO_AGENDA),
    ],
)
def test_the_podcast_guid_is_that_of_the_specification(
    feed_url: str, guid: UUID
) -> None:
    assert podcast_guid(feed_url) == guid


def test_an_address_inside_the_address_is_part_of_it() -> None:
    proxied = podcast_guid("https://proxy.example/?feed=https://podnews.net/rss")

    assert proxied != PODNEWS


def test_an_episode_guid_is_the_same_on_every_machine() -> None:
    guid = episode_guid(PODNEWS, "012-rag-paper")

    assert guid == "97e70244-3f05-55ce-93f4-88a70fe0087a"


def test_a_decomposed_file_name_gives_the_same_episode_guid() -> None:
    composed = unicodedata.normalize("NFC", "003-büttenpapier")
    decomposed = unicodedata.normalize("NFD", composed)

    assert episode_guid(PODNEWS, decomposed) == episode_guid(PODNEWS, composed)
