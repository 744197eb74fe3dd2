"""What is drawn of a benchmark's figures, and how. The drawing itself needs matplotlib: see `make plots`."""

from collections.abc import Sequence
from dataclasses import replace

import orjson
import pytest

from tests.bench import plots
from tests.bench.results import Aim, Row, as_json, growth

FACTS = {"commit": "abc1234", "at": "2026-05-01T09:00:00+00:00", "quick": False}
SCANS = Row("single scans", "scans/s", [90, 110, 100], "bare DRF view", [120, 130, 110], Aim(0.75))
LATENCY = Row("single scan, p50", "ms", [9, 8, 10])
PAGES = growth("first page", "ms", "people", {1000: [2, 2], 10_000: [4, 4], 100_000: [8, 8]})
MEMORY = Row(
    "daphne, growth",
    "MB",
    [20],
    aim=Aim(50, at_least=False, of_ratio=False),
    extra={"process": "daphne", "seconds": [0, 10, 20], "samples": [100, 110, 130]},
)


def read(*rows: Row) -> list[plots.Measure]:
    found: list[plots.Measure] = orjson.loads(as_json(FACTS, rows))["measures"]
    return found


def kinds(measure: str, rows: Sequence[plots.Measure]) -> list[tuple[str, str, int]]:
    return [(panel.kind, panel.unit, len(panel.rows)) for panel in plots.panels(measure, rows)]


def test_rows_of_one_unit_share_a_scale() -> None:
    drawn = kinds("scans", read(SCANS, LATENCY, SCANS))

    assert drawn == [("rounds", "scans/s", 2), ("rounds", "ms", 1)]


def test_growth_is_drawn_by_size_and_memory_over_time() -> None:
    assert kinds("fanout", read(LATENCY, PAGES)) == [("rounds", "ms", 1), ("sizes", "ms", 1)]
    assert kinds("soak", read(MEMORY)) == [("samples", "MB", 1)]


def test_what_a_curve_shows_is_not_drawn_again() -> None:
    assert kinds("lists", read(LATENCY, PAGES)) == [("sizes", "ms", 1)]


def test_nothing_but_zeros_is_not_drawn() -> None:
    assert kinds("door", read(Row("scans missed", "", [0, 0]))) == []


def test_memory_that_does_not_grow_is_drawn() -> None:
    assert kinds("soak", read(replace(MEMORY, rounds=[0]))) == [("samples", "MB", 1)]


def test_an_aim_is_in_the_unit_of_its_row() -> None:
    scans, latency, memory = read(SCANS, LATENCY, MEMORY)

    assert plots.aim_of(scans) == 0.75 * 120
    assert plots.aim_of(latency) is None
    assert plots.aim_of(memory) == 50


def test_a_line_goes_through_what_each_size_costs() -> None:
    (pages,) = read(PAGES)

    assert pages["median"] == pytest.approx(0.301, abs=0.001)  # twice the cost for ten times the size
    assert plots.line(pages["sizes"], pages["costs"], pages["median"]) == pytest.approx([2, 4, 8])


@pytest.mark.parametrize(("figures", "wide"), [([10, 150], False), ([10, 250], True), ([0, 10, 20], False)])
def test_figures_far_apart_have_a_logarithmic_scale(figures: list[float], wide: bool) -> None:
    assert plots.is_wide(figures) is wide


def test_a_long_curve_has_few_points() -> None:
    assert len(plots.thinned(list(range(360)))) == 120
    assert len(plots.thinned(list(range(12)))) == 12


def test_a_quick_run_says_so() -> None:
    assert plots.caption(FACTS) == "abc1234, 2026-05-01"
    assert plots.caption(FACTS | {"quick": True}) == "abc1234, 2026-05-01, a quick run"
