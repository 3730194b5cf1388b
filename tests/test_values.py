"""Single values of an author's YAML: what to write where one is unfit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from feed_builder.sources.values import Unfit, email, time_zone, url


@pytest.mark.parametrize(
    ("value", "written", "hint"),
    [
        (url, "paper.example/a", "did you mean https://paper.example/a?"),
        (url, "https:/paper.example", "did you mean https://paper.example?"),
        (url, "http:paper.example", "did you mean http://paper.example?"),
        (url, "https://a.example/my show", "did you mean https://a.example/my%20show?"),
        (url, "javascript:alert(1)", "begin with https://, and write spaces as %20"),
        (url, "soon", "begin with https://, and write spaces as %20"),
        (email, "nora at paper.example", "did you mean nora@paper.example?"),
        (email, "nora[at]paper.example", "did you mean nora@paper.example?"),
        (email, "nora @paper.example", "did you mean nora@paper.example?"),
        (email, "nora", "write it like hello@example.com"),
        (time_zone, "Europe/Londn", "did you mean Europe/London?"),
        (time_zone, "New York", "did you mean America/New_York?"),
        (time_zone, "GMT+1", "use a name such as Europe/London or America/New_York"),
    ],
)
def test_what_was_meant_is_shown_where_it_is_known(
    value: Callable[[object], object], written: str, hint: str
) -> None:
    with pytest.raises(Unfit) as unfit:
        value(written)

    assert unfit.value.hint == hint
