"""Draw what was measured last: `make plots`, from var/bench/*.json into docs/plots/*.svg.

The same figures give the same bytes. Greys and colours are ones that can be read on light and on dark pages.
"""

import argparse
import math
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import cycle
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROOT = Path(__file__).resolve().parents[2]
GREY, SYSTEM, AIM = "#808080", "#3b82c4", "#d9730d"
COLOURS = (SYSTEM, "#2f9e63", "#b35fc4", "#c08a00", "#d64550", "#1a9ba8", "#8a7a5c")
STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "headcount",
    "font.size": 9,
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
    **dict.fromkeys(("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"), GREY),
    **dict.fromkeys(("axes.spines.top", "axes.spines.right", "legend.frameon"), False),
}
DOT: dict[str, Any] = {"alpha": 0.6, "markersize": 5, "markeredgewidth": 0}
LEGEND: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": 2}  # above
WIDTH, ROW, AROUND = 8.0, 0.42, 0.9  # inches: of a plot, of a line in it, and of its title and axis
CURVES = 3.4  # inches: the height of a plot of curves
ALL_ON_ONE_SCALE = 20  # times the smallest figure: beyond, the scale is logarithmic
LEAST_SPREAD = 10  # times the middle, up and down, of costs by size: what hardly grows should look like it
POINTS = 150  # of a curve, at most
Measure = dict[str, Any]  # a row, see `results.Row.as_json`


@dataclass
class Panel:
    """Rows that share a scale, and how they are drawn."""

    kind: str
    unit: str
    of: str = ""  # what the sizes are sizes of
    rows: list[Measure] = field(default_factory=list)

    @property
    def height(self) -> float:
        return AROUND + ROW * len(self.rows) if self.kind == "rounds" else CURVES


# These measures are about one kind of row: their other rows are the same figures once more.
ONLY = {"growth": "sizes", "lists": "sizes", "soak": "samples"}


def panels(measure: str, rows: Iterable[Measure]) -> list[Panel]:
    found: dict[tuple[str, str, str], Panel] = {}
    for row in rows:
        kind = kind_of(row)
        unit, of = row["unit"], ""
        if kind == "sizes":
            unit, of = row["cost unit"], row["of"]
        says_something = kind != "rounds" or any(row["rounds"])
        if ONLY.get(measure, kind) == kind and says_something:
            found.setdefault((kind, unit, of), Panel(kind, unit, of)).rows.append(row)
    return list(found.values())


def kind_of(row: Measure) -> str:
    return next((kind for kind in ("samples", "sizes") if kind in row), "rounds")


def aim_of(row: Measure) -> float | None:
    """In the row's own unit."""
    if "bound" not in row:
        return None
    bound = float(row["bound"])
    return bound * median(row["reference_rounds"]) if row["bound of ratio"] else bound


def is_wide(figures: Sequence[float]) -> bool:
    """Whether they are too far apart for a linear scale."""
    return max(figures) > ALL_ON_ONE_SCALE * min(figure for figure in figures if figure > 0)


def line(sizes: Sequence[float], costs: Sequence[Sequence[float]], exponent: float) -> list[float]:
    """What the exponent makes of each size, through the middle of the median costs."""
    heights = [
        math.log(median(cost)) - exponent * math.log(size) for size, cost in zip(sizes, costs, strict=True)
    ]
    return [math.exp(mean(heights)) * size**exponent for size in sizes]


def thinned(values: Sequence[float]) -> Sequence[float]:
    return values[:: max(1, math.ceil(len(values) / POINTS))]


def caption(run: Mapping[str, Any]) -> str:
    return f"{run['commit']}, {run['at'][:10]}{', a quick run' if run['quick'] else ''}"


# -- with matplotlib --------------------------------------------------------------------------------------------------


def draw_rounds(axes: "Axes", panel: Panel) -> None:
    for at, row in enumerate(panel.rows):
        reference, aim = row["reference_rounds"], aim_of(row)
        axes.plot(reference, [at] * len(reference), "o", color=GREY, fillstyle="none", markersize=5)
        axes.plot(row["rounds"], [at] * len(row["rounds"]), "o", color=SYSTEM, **DOT)
        if aim:
            axes.plot([aim, aim], [at - 0.4, at + 0.4], color=AIM)
    axes.set_yticks(range(len(panel.rows)), [label(row) for row in panel.rows])
    axes.set_ylim(len(panel.rows) - 0.5, -0.5)
    axes.tick_params(left=False)
    axes.set_xlabel(f"{panel.unit}   (● system, ○ reference, | aim)")
    if is_wide([figure for row in panel.rows for figure in (*row["rounds"], *row["reference_rounds"])]):
        logarithmic(axes, "x")
    else:
        axes.set_xlim(left=0)
        axes.xaxis.set_major_formatter("{x:,.10g}")


def draw_sizes(axes: "Axes", panel: Panel) -> None:
    for row, colour in zip(panel.rows, cycle(COLOURS), strict=False):
        sizes, costs = row["sizes"], row["costs"]
        name = f"{row['cost']}: exponent {row['median']:.2f}"
        axes.plot(sizes, line(sizes, costs, row["median"]), color=colour, label=name)
        for size, cost in zip(sizes, costs, strict=True):
            axes.plot([size] * len(cost), cost, "o", color=colour, **DOT)
    logarithmic(axes, "x", "y")
    axes.set_xticks(sorted({size for row in panel.rows for size in row["sizes"]}))
    low, high = axes.get_ylim()
    middle, spread = math.sqrt(low * high), max(math.sqrt(high / low), LEAST_SPREAD)
    axes.set_ylim(middle / spread, middle * spread)
    axes.set_xlabel(panel.of)
    axes.set_ylabel(panel.unit)
    axes.legend(**LEGEND)


def draw_samples(axes: "Axes", panel: Panel) -> None:
    for row, colour in zip(panel.rows, cycle(COLOURS), strict=False):
        minutes = [seconds / 60 for seconds in thinned(row["seconds"])]
        axes.plot(minutes, thinned(row["samples"]), color=colour, label=row["process"])
        most = row["samples"][-1] - row["median"] + row["bound"]
        axes.axhline(most, color=colour, linestyle=":", linewidth=1)
    axes.set_ylim(bottom=0)
    axes.set_xlabel("minutes")
    axes.set_ylabel(f"{panel.unit}   (dotted: aim)")
    axes.legend(**LEGEND)


DRAWN: dict[str, Callable[["Axes", Panel], None]] = {
    "rounds": draw_rounds,
    "sizes": draw_sizes,
    "samples": draw_samples,
}


def label(row: Measure) -> str:
    return f"{row['name']}\n○ {row['reference']}" if row["reference"] else str(row["name"])


def logarithmic(axes: "Axes", *directions: str) -> None:
    for direction in directions:
        getattr(axes, f"set_{direction}scale")("log")
        axis = getattr(axes, f"{direction}axis")
        axis.get_major_locator().set_params(subs=(1, 2, 5))
        axis.set_major_formatter("{x:,.10g}")
    axes.minorticks_off()


def draw(measure: str, found: Mapping[str, Any], target: Path) -> None:
    """Write the measure's plot. Its text stays text."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    chosen = panels(measure, found["measures"])
    heights = [panel.height for panel in chosen]
    drawn = StringIO()
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, sum(heights)), layout="constrained")
        grid = figure.subplots(len(chosen), squeeze=False, height_ratios=heights)
        for axes, panel in zip(grid[:, 0], chosen, strict=True):
            axes.patch.set_visible(False)
            DRAWN[panel.kind](axes, panel)
        figure.supxlabel(f"{measure}, {caption(found['run'])}", fontsize=8, x=1, ha="right")
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    smaller = re.sub(r"\n +", "\n", drawn.getvalue())  # by a tenth, without its indents
    target.write_text(smaller, "utf-8")


def main() -> int | str:
    arguments = argparse.ArgumentParser(prog="python -m tests.bench.plots", description=__doc__)
    arguments.add_argument("--found", type=Path, default=ROOT / "var" / "bench", help="folder of the JSON")
    arguments.add_argument("--output", type=Path, default=ROOT / "docs" / "plots", help="folder of the plots")
    asked = arguments.parse_args()
    asked.output.mkdir(parents=True, exist_ok=True)
    found = sorted(asked.found.glob("[a-z]*.json"))  # of measures; those of runs have a date for a name
    for path in found:
        target = asked.output / f"{path.stem}.svg"
        draw(path.stem, orjson.loads(path.read_bytes()), target)
        print(target)
    return 0 if found else f"There is nothing in {asked.found} yet: make bench."


if __name__ == "__main__":
    sys.exit(main())
