"""What a run found: rows of system, reference, ratio and aim, as a table and as JSON."""

import math
import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True)
class Aim:
    """A bound on the ratio to the reference, or on the figure itself where `of_ratio` is off."""

    bound: float
    at_least: bool = True
    of_ratio: bool = True

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}{' ×' if self.of_ratio else ''}"

    def met(self, figure: float, ratio: float | None) -> bool:
        value = ratio if self.of_ratio else figure
        return value is not None and (value >= self.bound if self.at_least else value <= self.bound)


@dataclass
class Row:
    """One measure, with a figure from each round, and the reference's figures from the same rounds."""

    name: str
    unit: str
    rounds: Sequence[float]
    against: str = ""
    reference: Sequence[float] = ()
    aim: Aim | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def figure(self) -> float:
        return statistics.median(self.rounds)

    @property
    def ratio(self) -> float | None:
        """The median of the rounds' ratios: noise that lasts longer than a round is in both parts of one."""
        pairs = zip(self.rounds, self.reference, strict=False)
        ratios = [system / reference for system, reference in pairs if reference]
        return statistics.median(ratios) if ratios else None

    def as_json(self) -> dict[str, object]:
        aimed = self.aim and {
            "aim": str(self.aim),
            "met": self.aim.met(self.figure, self.ratio),
            "bound": self.aim.bound,
            "bound of ratio": self.aim.of_ratio,
        }
        return {
            "name": self.name,
            "unit": self.unit,
            "median": self.figure,
            "rounds": list(self.rounds),
            "reference": self.against,
            "reference_rounds": list(self.reference),
            "ratio": self.ratio,
            **(aimed or {}),
            **self.extra,
        }

    def cells(self) -> list[str]:
        reference = f"{number(statistics.median(self.reference))} {self.against}" if self.reference else ""
        verdict = "" if self.aim is None else ("met" if self.aim.met(self.figure, self.ratio) else "missed")
        return [
            self.name,
            number(self.figure),
            self.unit,
            f"{number(min(self.rounds))} … {number(max(self.rounds))}",
            reference,
            ""
            if self.ratio is None
            else f"{self.ratio:.2f} ×"
            if self.ratio >= 0.1
            else f"{self.ratio:.2g} ×",
            str(self.aim or ""),
            verdict,
        ]


HEAD = ["measure", "median", "unit", "rounds", "reference", "ratio", "aim", ""]


def number(value: float) -> str:
    """Two digits after the point, fewer from 10 and none from 100 on. The JSON has them all."""
    places = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:,.{places}f}"


def table(rows: Sequence[Row]) -> str:
    cells = [HEAD, *(row.cells() for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(HEAD))]
    lines = ["| " + " | ".join(map(str.ljust, line, widths)) + " |" for line in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def interleaved(rounds: int, legs: Mapping[str, Callable[[], Any]]) -> dict[str, list[Any]]:
    """Run every leg once a round, so that what disturbs the machine disturbs all of them. The order turns."""
    found: dict[str, list[Any]] = {name: [] for name in legs}
    names = list(legs)
    for n in range(rounds):
        for name in names[n % len(names) :] + names[: n % len(names)]:
            found[name].append(legs[name]())
    return found


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The slope of a line through the logarithms (least squares)."""
    xs, ys = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


GROWTH = Aim(1.1, at_least=False, of_ratio=False)


def growth(name: str, unit: str, of: str, costs: Mapping[int, Sequence[float]]) -> Row:
    """The exponents of the rounds, from what it cost in them at each size."""
    sizes = list(costs)
    exponents = [exponent(sizes, round_) for round_ in zip(*costs.values(), strict=True)]
    extra = {"cost": name, "cost unit": unit, "of": of, "sizes": sizes, "costs": list(costs.values())}
    return Row(f"{name}, growth with the {of}", "exponent", exponents, aim=GROWTH, extra=extra)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def as_json(facts: Mapping[str, object], rows: Sequence[Row]) -> bytes:
    return orjson.dumps(
        {"run": facts, "measures": [row.as_json() for row in rows]}, option=orjson.OPT_INDENT_2
    )
