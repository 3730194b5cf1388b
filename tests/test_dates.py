"""Dates in other words than feed-builder reads: the one that was meant is shown."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.sources.dates import Guess, guessed
from feed_builder.sources.values import Unfit, moment


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("23/02/2026 18:00", "2026-02-23 18:00"),
        ("02/23/2026 18:00", "2026-02-23 18:00"),
        ("23.2.2026 18:00", "2026-02-23 18:00"),
        ("3.2.2026, 18.30", "2026-02-03 18:30"),
        ("2026/2/3 18:00", "2026-02-03 18:00"),
        ("2026-02-23 6:00 pm", "2026-02-23 18:00"),
        ("2026-02-23 6pm", "2026-02-23 18:00"),
        ("2026-02-23 12:15 a.m.", "2026-02-23 00:15"),
        ("2026-02-23 18:00 GMT", "2026-02-23 18:00+00:00"),
        ("2026-02-23 18:00 CET", "2026-02-23 18:00+01:00"),
        ("23 Feb 2026 6:00 PM EST", "2026-02-23 18:00-05:00"),
        ("MON 23 FEB 2026 18:00 (MEZ)", "2026-02-23 18:00+01:00"),
        ("2026-02-23 18h00", "2026-02-23 18:00"),
        ("2026-02-23 9:05", "2026-02-23 09:05"),
        ("Mon, 23 Feb 2026 18:00:00 +0100", "2026-02-23 18:00+01:00"),
        ("Monday 23 February 2026", "2026-02-23 18:00"),
        ("February 3rd, 2026 at 18:00", "2026-02-03 18:00"),
        ("23. Februar 2026", "2026-02-23 18:00"),
        ("23 février 2026", "2026-02-23 18:00"),
    ],
)
def test_what_was_meant_is_shown_and_can_be_read(written: str, meant: str) -> None:
    assert guessed(written) == Guess(meant)
    with pytest.raises(Unfit) as unfit:
        moment(written)
    assert unfit.value.hint == f"did you mean {meant}?"
    assert isinstance(moment(meant), datetime)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("2026-02-30 18:00", "month 2 of 2026 has 28 days"),
        ("2026-02-30", "month 2 of 2026 has 28 days"),
        ("2026-13-01 18:00", "a year has 12 months, and no month 13"),
        ("2026-02-23 25:00", "a day ends at 23:59"),
        ("2026-02-23 18:60", "a day ends at 23:59"),
        ("2026-02-23 18:00 IST", "IST is not one time zone beyond doubt"),
    ],
)
def test_a_date_that_no_calendar_has_is_told_why(written: str, fault: str) -> None:
    with pytest.raises(Unfit, match=f"{fault}$"):
        moment(written)


@pytest.mark.parametrize("written", ["02/03/2026 18:00", "soon", "", "Friday", "2026"])
def test_what_may_mean_two_days_or_none_is_not_guessed(written: str) -> None:
    assert guessed(written) == Guess()


@given(st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_dates_of_feeds_are_understood(when: datetime) -> None:
    guess = guessed(f"{when:%a, %d %b %Y %H:%M:%S} +0000")

    assert moment(guess.text) == when.replace(second=0, microsecond=0)


@given(st.text(max_size=40) | st.from_regex(r"[\\d/. :apm-]{0,30}"))
def test_no_text_raises(written: str) -> None:
    assert not (guessed(written).text and guessed(written).fault)
