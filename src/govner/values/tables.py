"""The tables of a report that came without them."""

from __future__ import annotations

import dataclasses

from govner.knowledge.dates import report_day
from govner.schema import Report
from govner.values.figures import figures
from govner.values.officials import officials
from govner.values.units import Units


def with_tables(report: Report) -> Report:
    """The report with the tables that its spans and relations give, where it came without, as gold does."""
    if report.officials is not None and report.figures is not None:
        return report
    parts = (
        report.text,
        report.spans,
        report.relations,
        Units(report.text, report.spans, report_day(report.text, report.meta)),
    )
    if report.officials is None:
        report = dataclasses.replace(report, officials=officials(*parts))
    if report.figures is None:
        report = dataclasses.replace(report, figures=figures(*parts))
    return report
