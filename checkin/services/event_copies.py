"""A new event made like another one, for those that come back every year."""

from collections.abc import Mapping

from checkin.models import Area, Event, Gate, PassType, User
from checkin.services.events import founding, free_slug

_OPTIONS = ("venue", "timezone", "capacity", "requires_confirmation", "strict_doors")


def copy_event(*, source: Event, creator: User, fields: Mapping[str, object]) -> Event:
    """A new event with the pass types, areas, gates and options of another one, and with open doors.

    It has none of the other's people, members, devices and history. Raises Conflict for a slug that is taken.
    """
    event = Event(**{name: getattr(source, name) for name in _OPTIONS}, **fields)
    event.slug = event.slug or free_slug(event.name)
    with founding(event, creator):
        # whoever changes the set-up writes this row too, so nobody does while it is read
        Event.objects.select_for_update(no_key=True).get(pk=source.pk)
        _copy_areas(source, event, _copy_pass_types(source, event))
    return event


def _copy_pass_types(source: Event, event: Event) -> dict[int, PassType]:
    """The new pass types, by the ids of the old ones."""
    return {
        old.pk: PassType.objects.create(event=event, name=old.name, colour=old.colour, position=old.position)
        for old in source.pass_types.order_by("id")
    }


def _copy_areas(source: Event, event: Event, pass_types: Mapping[int, PassType]) -> None:
    areas: dict[int, Area] = {}
    for old in source.areas.order_by("id").prefetch_related("pass_types"):
        areas[old.pk] = area = Area.objects.create(
            event=event, name=old.name, capacity=old.capacity, reentry=old.reentry
        )
        area.pass_types.set([pass_types[one.pk] for one in old.pass_types.all()])
    Gate.objects.bulk_create(
        Gate(event=event, area=areas[old.area_id], name=old.name) for old in source.gates.order_by("id")
    )
