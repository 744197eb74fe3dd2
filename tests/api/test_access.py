"""Who may call what: every route and method has its row in the table, and the table is kept."""

import re
import uuid
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from checkin.api.urls import urlpatterns
from checkin.callers import ROUTES as ROWS
from checkin.callers import STAFF_TOO, Caller
from checkin.choices import DeviceKind, Outcome, Role
from checkin.models import Conflict, Device, Event, Gate, ImportJob, Member, PassType, Token, User
from checkin.services.devices import create_device, revoke_device
from tests.api.conformance import schema
from tests.api.conftest import Api, member, paired
from tests.making import area_of, make_event, make_registrant, scan

pytestmark = pytest.mark.django_db

FORMS = {"imports", "import-preview"}  # these read no JSON
OPEN = {"schema", "docs"}  # the API's description is for everybody
ROUTES = {str(route.name): route for route in urlpatterns if route.name not in OPEN}
BELOW_AN_EVENT = [name for name, route in ROUTES.items() if "<slug:event>" in str(route.pattern)]


def methods(name: str) -> set[str]:
    """What the route's view handles."""
    view: Any = ROUTES[name].callback
    return {
        verb for verb in ("GET", "POST", "PUT", "PATCH", "DELETE") if hasattr(view.view_class, verb.lower())
    }


def address(name: str, event: Event) -> str:
    """The route's address, with the id of something that is there."""
    things: dict[str, Any] = {
        "pass-type": lambda: PassType.objects.get_or_create(event=event, name="Spare", position=9)[0],
        "area": lambda: area_of(event),
        "gate": lambda: Gate.objects.get_or_create(event=event, name="Spare", area=area_of(event))[0],
        "token": lambda: Token(pk=1),  # nobody's
        "device": lambda: (
            create_device(event=event, fields={"kind": "kiosk", "name": f"Hall {uuid.uuid4()}"}).device
        ),
        "member": lambda: Member.objects.filter(event=event).latest("id"),
        "registrant": lambda: make_registrant(event),
        "conflict": lambda: a_conflict(event),
        "import": lambda: ImportJob.objects.create(
            event=event, by="Olga", filename="a.csv", created_at=timezone.now()
        ),
    }
    path = str(ROUTES[name].pattern).replace("<slug:event>", event.slug)
    if name == "tickets":
        make_registrant(event)  # without anybody to print for it is a 404
    if "<int:pk>" in path:
        thing = things[name.split("-")[0] if name.startswith(("registrant", "device", "import")) else name]()
        path = path.replace("<int:pk>", str(thing.pk))
    return f"/api/v1/{path}"


def a_conflict(event: Event) -> Conflict:
    """A device let in a code that nobody has."""
    answer = scan(event, str(uuid.uuid4()), decided=Outcome.ADMITTED)
    return Conflict.objects.get(scan=answer["id"])


def test_every_route_and_method_has_its_row() -> None:
    assert ROWS.keys() == ROUTES.keys() | OPEN
    for name in ROUTES:
        assert methods(name), name
        assert ROWS[name].keys() == methods(name), name


def credentials(event: Event, caller: str) -> Api:
    """Somebody who is this to the event: one of the table's callers, or one who was or is it elsewhere."""
    if caller in Role.values:
        return Api(member(event, Role(caller)))
    if caller in DeviceKind.values:
        return paired(event, DeviceKind(caller))
    if caller == "anonymous":
        return Api(None)
    if caller.startswith("foreign"):
        other = make_event(name="Foreign")
        kind = caller.partition(" ")[2]
        return (
            paired(other, DeviceKind(kind)) if kind in DeviceKind.values else Api(member(other, Role(kind)))
        )
    if caller == "revoked scanner":
        device = paired(event, DeviceKind.SCANNER)
        revoke_device(Device.objects.filter(event=event).latest("id"))
        return device
    return Api(User.objects.create_user(f"{caller}@example.org", is_staff=caller == "staff"))


CALLERS = [*Caller, "foreign organiser", "foreign scanner", "foreign kiosk", "revoked scanner"]


def expected(name: str, verb: str, caller: str) -> int | None:
    """The refusal that the table asks for; None: none."""
    allowed = ROWS[name][verb]
    if Caller.ANONYMOUS in allowed:
        return None if caller != "revoked scanner" else 401
    if caller in {"anonymous", "revoked scanner"}:
        return 401
    below = name in BELOW_AN_EVENT
    if below and (caller in {"user", "staff"} or caller.startswith("foreign")):
        return 404
    known = {
        "foreign organiser": Caller.USER,
        "foreign scanner": Caller.SCANNER,
        "foreign kiosk": Caller.KIOSK,
    }
    meant = known.get(caller, caller)
    if not below and meant in Role.values:
        meant = Caller.USER
    return None if meant in allowed and name not in STAFF_TOO else 403


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", sorted(ROUTES))
def test_every_caller_gets_what_the_table_says(event: Event, name: str, caller: str) -> None:
    for verb in sorted(methods(name)):
        path = address(name, event)
        answer = credentials(event, caller).send(verb, path)
        refusal = expected(name, verb, caller)
        case = (caller, verb, path, answer.status_code)
        if refusal is not None:
            assert answer.status_code == refusal, case
        elif verb == "GET":
            assert answer.status_code == 200, case
        else:
            assert answer.status_code in SHAPES or name == "token", case
        User.objects.exclude(email="olga@example.org").update(
            email=Concat(Cast("pk", CharField()), Value("@example.org"))
        )
        Device.objects.update(name=Concat(Value("old-"), Cast("pk", CharField())))


# an empty body is not what most writes want: it was looked at, so the caller was let in
SHAPES = {200, 201, 202, 204, 400, 409, 413, 415}


def test_the_matrix_has_all_its_cells() -> None:
    cells = sum(len(methods(name)) for name in ROUTES) * len(CALLERS)
    assert cells == sum(len(row) for name, row in ROWS.items() if name not in OPEN) * len(CALLERS) == 900


@pytest.mark.parametrize("name", [name for name in BELOW_AN_EVENT if "<int:pk>" in str(ROUTES[name].pattern)])
def test_what_belongs_to_another_event_is_not_there(event: Event, api: Api, name: str) -> None:
    """With the address of one's own event, and the id of something in another."""
    other = make_event(User.objects.create_user("other@example.org"), name="Other")
    path = address(name, other).replace("/other/", f"/{event.slug}/")
    for verb in sorted(methods(name)):
        body = (
            {"status": "confirmed"}
            if name == "registrant-status"
            else {"role": "door"}
            if name == "member"
            else {"outcome": "let_in"}
            if name == "conflict"
            else {}
        )
        assert (verb, api.send(verb, path, body).status_code) == (verb, 404)


@pytest.mark.parametrize(
    "name", [name for name in ROUTES if methods(name) & {"POST", "PATCH"} and name not in FORMS]
)
def test_no_write_takes_more_than_the_schema_names(event: Event, api: Api, name: str) -> None:
    """Every column of every table, sent to every write: those that are not its own are refused by name."""
    User.objects.update(is_staff=True)
    columns = {field.attname for model in apps.get_models() for field in model._meta.concrete_fields}
    columns |= {field.name for model in apps.get_models() for field in model._meta.concrete_fields}
    if name == "device-self":
        api = paired(event, DeviceKind.SCANNER)
    for verb in methods(name) & {"POST", "PATCH"}:
        own = written(name, verb)
        foreign = columns - own - {"id", "name", "inside"}  # shown, and ignored if they are sent back
        answer = api.send(verb, address(name, event), dict.fromkeys(sorted(foreign), 1))
        if own:
            assert (answer.status_code, foreign - answer.json()["errors"].keys()) == (400, set())


def written(name: str, verb: str) -> set[str]:
    """The fields that the schema names for this write."""
    path = "/api/v1/" + re.sub("<int:pk>", "{id}", str(ROUTES[name].pattern)).replace(
        "<slug:event>", "{event}"
    )
    body = schema()["paths"][path][verb.lower()].get("requestBody")
    if body is None:
        return set()
    reference = body["content"]["application/json"]["schema"]["$ref"]
    return set(schema()["components"]["schemas"][reference.rpartition("/")[2]]["properties"])


@pytest.mark.parametrize("name", sorted(STAFF_TOO))
def test_some_writes_want_the_role_and_an_account_that_creates_events(event: Event, name: str) -> None:
    organiser, viewer = credentials(event, "organiser"), credentials(event, "viewer")
    User.objects.update(is_staff=True)
    for verb in sorted(methods(name)):
        assert organiser.send(verb, address(name, event)).status_code in SHAPES
        assert viewer.send(verb, address(name, event)).status_code == 403


def test_a_role_at_one_event_is_none_at_another(event: Event) -> None:
    other = make_event(name="Other")
    door = Api(member(event, Role.DOOR))
    assert door.get(f"/api/v1/events/{event.slug}/registrants/").status_code == 200
    assert door.get(f"/api/v1/events/{other.slug}/registrants/").status_code == 404


def test_staff_without_a_role_find_nothing(event: Event) -> None:
    staff = Api(User.objects.create_superuser("root@example.org", "a long password"), event)
    assert staff.get("").status_code == 404
