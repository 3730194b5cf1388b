from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.timecode import clock, parse_timecode, timestamp


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0:00", 0),
        ("2:03", 123),
        ("1:02:03", 3723),
        ("01:02:03.5", 3723.5),
        ("1:02,25", 62.25),
        ("90", 90),
        ("90.5", 90.5),
        (" 1:00 ", 60),
    ],
)
def test_times_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert parse_timecode(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "1:99", "1:60:00", "-1:00", "1:2", "١:٠٠", "a"])
def test_other_texts_are_no_times(text: str) -> None:
    assert parse_timecode(text) is None


@given(st.integers(0, 900 * 3600 * 1000))
def test_what_is_written_can_be_read_back(milliseconds: int) -> None:
    moment = timedelta(milliseconds=milliseconds)

    assert parse_timecode(timestamp(moment)) == moment


@pytest.mark.parametrize(("seconds", "shown"), [(0, "0:00"), (3723.9, "1:02:03")])
def test_pages_show_whole_seconds(seconds: float, shown: str) -> None:
    assert clock(timedelta(seconds=seconds)) == shown
