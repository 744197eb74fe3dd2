"""A demo event: 2,000 made-up people from many countries, three gates, a lounge with a capacity."""

from datetime import datetime, timedelta

from django.utils import timezone

from checkin import live
from checkin.choices import Role
from checkin.models import Area, Event, Gate, Member, PassType, Registrant, User
from checkin.services.access import Actor
from checkin.services.codes import new_code
from checkin.services.counts import fold
from checkin.services.demo_people import Person, people
from checkin.services.events import create_event, save_part
from checkin.services.importing.writes import Log, NewRegistrant, insert, stored_time
from checkin.services.search import search_words
from checkin.services.transactions import writing

SLUG = "demo"
PEOPLE = 2000
SEED = 2026
COLOURS = {
    "General": "#0072B2",
    "VIP": "#E69F00",
    "Speaker": "#009E73",
    "Press": "#CC79A7",
    "Crew": "#56B4E9",
}
LOUNGE_PASSES = ("VIP", "Speaker", "Crew")
LOUNGE_PLACES = 120


def create_demo(owner: User | None) -> Event:
    """The event with the slug `demo`, made if it is not there and completed if it is not whole.

    `owner` becomes its organiser. Called again, it changes nothing. The people are always the same, their codes
    and the event's times are not: it begins about now.
    """
    now = timezone.now()
    event = Event.objects.filter(slug=SLUG).first() or _create_event(owner, now)
    if owner and not Member.objects.filter(event=event, user=owner).exists():
        with writing():
            Member.objects.create(event=event, user=owner, role=Role.ORGANISER)
    _add_pass_types(event)
    _add_doors(event)
    if not Registrant.objects.filter(event=event).exists():
        _add_people(event, now)
    return event


def _create_event(owner: User | None, now: datetime) -> Event:
    begin = now.replace(minute=0, second=0, microsecond=0)
    fields = {
        "slug": SLUG,
        "name": "Harbour Tech Expo",
        "venue": "Old Harbour Halls",
        "timezone": "Europe/Lisbon",
        "starts_at": begin,
        "ends_at": begin + timedelta(hours=10),
        "capacity": 2500,
    }
    return create_event(creator=owner, fields=fields)


def _add_pass_types(event: Event) -> None:
    """General stays the first: it is what a walk-in gets."""
    there = set(PassType.objects.filter(event=event).values_list("name", flat=True))
    for position, (name, colour) in enumerate(COLOURS.items()):
        if name not in there:
            fields = {"name": name, "colour": colour, "position": position}
            save_part(event=event, part=PassType(), fields=fields)


def _add_doors(event: Event) -> None:
    venue = Area.objects.filter(event=event).earliest("id")
    lounge = Area.objects.filter(event=event, name="VIP lounge").first()
    if lounge is None:
        passes = list(PassType.objects.filter(event=event, name__in=LOUNGE_PASSES))
        lounge = Area()
        fields = {"name": "VIP lounge", "capacity": LOUNGE_PLACES, "reentry": True, "pass_types": passes}
        save_part(event=event, part=lounge, fields=fields)
    for name, area in (("North entrance", venue), ("Lounge door", lounge)):
        if not Gate.objects.filter(event=event, name=name).exists():
            save_part(event=event, part=Gate(), fields={"name": name, "area": area})


def _add_people(event: Event, now: datetime) -> None:
    passes = dict(PassType.objects.filter(event=event).values_list("name", "id"))
    registrants = [
        _registrant(person, number, passes[person.pass_name], event.starts_at)
        for number, person in enumerate(people(PEOPLE, SEED), 1)
    ]
    with writing():
        insert(registrants, Log(event.pk, now, Actor(None, "Demo"), ""))
        live.publish_on_commit(event.pk)
    fold(event.pk)


def _registrant(person: Person, number: int, pass_type_id: int, begin: datetime) -> NewRegistrant:
    code = new_code()
    return NewRegistrant(
        name=person.name,
        email=person.email,
        company=person.company,
        pass_type_id=pass_type_id,
        code=code,
        external_id=f"demo-{number:04}",
        status=person.status,
        registered_at=stored_time(begin - timedelta(minutes=person.registered_before)),
        checked_in_at=None,
        note=person.note,
        attention=person.attention,
        order_ref=person.order_ref,
        search_words=search_words(person.name, person.company, person.email, code),
        import_marks="",
    )
