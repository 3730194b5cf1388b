"""What every test run shares: in the complete run, nothing may be skipped."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import settings

COMPLETE = os.environ.get("FEED_BUILDER_COMPLETE") == "1"

# A machine that is busy is no fault of ours; and the complete run, which decides what
# lands, tries the same examples each time.
settings.register_profile("calm", deadline=None, derandomize=COMPLETE)
settings.load_profile("calm")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[
    None, pytest.TestReport, pytest.TestReport
]:
    report = yield
    if COMPLETE and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be: {report.longrepr}"
    return report
