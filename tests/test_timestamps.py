from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from feed_builder.render.timestamps import with_times

HOUR = timedelta(hours=1, minutes=30)


def shown(html: str) -> str:
    """The HTML with every time that became a link between square brackets."""
    return with_times(
        Markup(html), HOUR, lambda t, words: Markup(f"[{words}={t.seconds}]")
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>12:34 Rags</p>", "<p>[12:34=754] Rags</p>"),
        ("<li>1:02:03 – Wood</li>", "<li>[1:02:03=3723] – Wood</li>"),
        ("at 0:05, (12:34) and 00:59.", "at [0:05=5], ([12:34=754]) and [00:59=59]."),
        ("12:34-15:00, 12:34 et al.", "[12:34=754]-15:00, [12:34=754] et al."),
        ("<p>12:34<br>\n12:35</p>", "<p>[12:34=754]<br>\n[12:35=755]</p>"),
    ],
)
def test_times_become_links(html: str, expected: str) -> None:
    assert shown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "after the end: 1:30:00",
        "at 12:30 pm, 12:30pm, 9:30 a.m., 18:00 Uhr, 12:30 GMT, 12:30 CEST",
        "from 12:30 o’clock",
        "2026-03-01T12:30",
        "John 3:16-18, 16:9, 1:2:3, 12:345, 1.12:30, 12:30.5",
        "12:75",
        '<a href="https://a.example/12:34">12:34</a>',
        "<code>12:34</code> <pre>12:34</pre>",
        '<p title="12:34">x</p>',
    ],
)
def test_what_is_no_time_of_the_audio_stays(html: str) -> None:
    assert shown(html) == html


@given(st.text(st.sampled_from("0123456789: <>&'\"(){}%abpm."), max_size=60))
def test_the_words_stay_the_same(words: str) -> None:
    html = escape(words)

    linked = with_times(html, HOUR, lambda _, words: Markup("<a>{}</a>").format(words))

    assert linked.replace("<a>", "").replace("</a>", "") == html
