from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.rhythm import proposal

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)  # a Tuesday


def at(*moments: str) -> list[datetime]:
    return [datetime.fromisoformat(m).replace(tzinfo=LONDON) for m in moments]


@pytest.mark.parametrize(
    ("published", "following"),
    [
        ([], "Tuesday 2026-12-01 18:00"),
        (["2026-11-19 07:30"], "Thursday 2026-11-26 07:30"),
        (["2026-11-05 07:30", "2026-11-12 07:30", "2026-11-19 07:30"],
         "Thursday 2026-11-26 07:30"),
        # once it was late, and once early
        (["2026-10-29 07:30", "2026-11-05 07:30", "2026-11-13 09:10",
          "2026-11-19 07:30"], "Thursday 2026-11-26 07:30"),
        # every second week, and the last one was late
        (["2026-10-08 07:30", "2026-10-22 07:30", "2026-11-05 07:30",
          "2026-11-20 20:00"], "Thursday 2026-12-03 07:30"),
        # every day
        (["2026-11-22 06:00", "2026-11-23 06:00", "2026-11-24 06:00"],
         "Wednesday 2026-11-25 06:00"),
        # after a long summer the rhythm is the same
        (["2026-05-07 07:30", "2026-05-14 07:30", "2026-05-21 07:30"],
         "Thursday 2026-11-26 07:30"),
        # what is planned counts, too
        (["2026-11-19 07:30", "2026-11-26 07:30", "2026-12-03 07:30"],
         "Thursday 2026-12-10 07:30"),
        # the hour is the wall's, in summer and in winter
        (["2026-10-15 18:00", "2026-10-22 18:00"], "Thursday 2026-11-26 18:00"),
    ],
)  # fmt: skip
def test_the_next_one_goes_out_as_usual(published: list[str], following: str) -> None:
    found = proposal(at(*published), now=NOW, zone=LONDON)

    assert f"{found.moment:%A %Y-%m-%d %H:%M}" == following
    assert found.is_usual == (len(published) > 1)


@given(
    st.lists(st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)), max_size=20),
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),
)
def test_it_lies_ahead_of_now_and_of_all_that_is_planned(
    published: list[datetime], now: datetime
) -> None:
    moments = [moment.replace(tzinfo=UTC) for moment in published]
    zone = ZoneInfo("UTC")

    found = proposal(moments, now=now.replace(tzinfo=UTC), zone=zone)

    assert found.moment > now.replace(tzinfo=UTC)
    assert all(found.moment.date() > m.date() - timedelta(days=4) for m in moments)
    assert all(found.moment.date() > m.date() for m in moments)
