"""Pages and searches of the people as their number grows, over REST."""

from collections.abc import Sequence
from functools import partial

from tests.bench import filling
from tests.bench.counting import over_rest
from tests.bench.results import Row, growth, interleaved
from tests.bench.stack import Stack

READS = 40  # in a round, of each kind, at each size
ASKED = {
    "first page": "",
    "page in the middle": "offset={middle}",
    "first page by company": "ordering=company",
    "one company": "company=Company 5",
    "search of a rare word": "q=person17",
    "search of two words that a thousandth have": "q=company 5 person",
    "search of a word that all have": "q=person",
}


def measure(stack: Stack, *, rounds: int, sizes: Sequence[int]) -> list[Row]:
    """The exponent is the slope of the cost over the size, both as logarithms: 0 where the size does not matter."""
    fairs = {size: filling.fill(f"list-{size}", size) for size in sizes}
    web = stack.gunicorn("config.wsgi:application")
    legs = {
        f"{name} {size}": partial(over_rest, web, fair, _path(query.format(middle=size // 2)), READS)
        for name, query in ASKED.items()
        for size, fair in fairs.items()
    }
    for leg in legs.values():
        leg()
    found = interleaved(rounds, legs)
    return [row for name in ASKED for row in _rows(name, found, sizes)]


def _rows(name: str, found: dict[str, list[float]], sizes: Sequence[int]) -> list[Row]:
    of_size = {size: found[f"{name} {size}"] for size in sizes}
    smallest, largest = sizes[0], sizes[-1]
    return [
        Row(
            f"{name}, {largest:,} people, p50", "ms", of_size[largest], f"at {smallest:,}", of_size[smallest]
        ),
        growth(name, "ms", "people", of_size),
    ]


def _path(query: str) -> str:
    return f"registrants/?{query.replace(' ', '%20')}"
