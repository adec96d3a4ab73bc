"""The goals of long lists: G11, G12."""

from tests.benchmarks.goals import Bound, Goal, Outcome, Run, part
from tests.benchmarks.processes import told_by
from tests.benchmarks.ratios import middle, ratios

_TABLE = Bound(1.5, 1.2)
_PLAIN = Bound(3, 2)
_ROWS = 100_000
_SITE = 7_000
"""2,000 schedules with 5,000 connections."""


def _table(run: Run) -> Outcome:
    told = told_by(run.stage, "bench_list", str(_ROWS), str(run.times(7)))
    site = told_by(run.stage, "bench_list", str(_SITE), str(run.times(5)))
    shown, page = (middle(ours for ours, _ in site[what]) for what in ("show", "page"))
    parts = (part("show", ratios(told["show"]), _TABLE), part("page", ratios(told["page"]), _TABLE))
    note = (
        f"2,000 schedules with 5,000 connections: rows made in {site['rows_ms']:.0f} ms, a reading without news "
        f"{site['again_ms']:.0f} ms, shown in {shown:.0f} ms, a page scrolled in {page:.1f} ms, "
        f"a keystroke painted in {middle(site['keystroke_ms']):.0f} ms"
    )
    return Outcome(parts=parts, notes=(note,))


def _search_and_sort(run: Run) -> Outcome:
    told = told_by(run.stage, "bench_list", str(_ROWS), str(run.times(7)))
    parts = (part("filter", ratios(told["filter"]), _PLAIN), part("sort", ratios(told["sort"]), _PLAIN))
    ours = {what: middle(each for each, _ in told[what]) for what in ("filter", "sort")}
    painted = middle(told["keystroke_ms"])
    note = f"filter {ours['filter']:.0f} ms, sort {ours['sort']:.0f} ms, a keystroke painted in {painted:.0f} ms"
    return Outcome(parts=parts, notes=(note,))


GOALS = (
    Goal("G11", "list of 100,000 rows / bare QTableView", (_TABLE,), _table),
    Goal("G12", "search and sort 100,000 rows / list comprehension, sorted()", (_PLAIN,), _search_and_sort),
)
