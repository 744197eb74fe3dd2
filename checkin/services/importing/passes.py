"""The pass types that a list names; missing ones are made."""

from collections.abc import Iterable

from checkin.errors import Conflict
from checkin.models import Event, PassType
from checkin.services.events import save_part

MAX_PASS_TYPES = 100  # more are a sign that a wrong column was taken for the pass
# Okabe and Ito's colours, told apart with any colour vision, then Tol's muted ones
COLOURS = (
    *("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#F0E442"),
    *("#332288", "#882255", "#44AA99", "#AA4499", "#999933", "#88CCEE", "#117733", "#DDCC77", "#CC6677"),
)


class Passes:
    """An event's pass types by name, whatever their case. In a dry run, missing ones have ids that nothing has."""

    def __init__(self, event: Event, *, dry_run: bool) -> None:
        self._event = event
        self._dry_run = dry_run
        self._ids: dict[str, int] = {}
        self._read()

    def _read(self) -> None:
        self._types = list(PassType.objects.filter(event=self._event))
        self._ids |= {_key(found.name): found.pk for found in self._types}
        self.first = self._types[0].pk

    def id_of(self, name: str) -> int | None:
        """The id of a pass type, None for one that is not there (yet)."""
        return self._ids.get(_key(name)) if name else None

    def make(self, names: Iterable[str]) -> None:
        """Make those that are missing, after the last, up to `MAX_PASS_TYPES`."""
        for name in names:
            key = _key(name)
            if not key or key in self._ids or len(self._ids) >= MAX_PASS_TYPES:
                continue
            if self._dry_run:
                self._ids[key] = -len(self._ids) - 1
            else:
                self._make(name)

    def _make(self, name: str) -> None:
        number = len(self._types)
        position = max(found.position for found in self._types) + 1
        fields = {"name": name, "colour": COLOURS[number % len(COLOURS)], "position": min(position, 32767)}
        try:
            save_part(event=self._event, part=PassType(), fields=fields)
        except Conflict:
            pass  # somebody else was quicker
        self._read()


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
