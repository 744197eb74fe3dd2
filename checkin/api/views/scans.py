import uuid
from collections.abc import Iterable
from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.functional import cached_property
from drf_spectacular.utils import OpenApiExample, OpenApiResponse, extend_schema
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from checkin.api import examples
from checkin.api import scan_shapes as shapes
from checkin.api.errors import problem_of
from checkin.api.permissions import access
from checkin.api.queries import ScanQuery, query
from checkin.api.scan_input import scan_request
from checkin.api.views.base import EventView, page
from checkin.callers import Caller
from checkin.choices import RefusalReason
from checkin.errors import DeviceRevoked, Forbidden, HeadcountError, InvalidInput, TooLarge
from checkin.models import Device, Event, Scan
from checkin.services.access import Access
from checkin.services.devices import gates_of
from checkin.services.limits import Bucket
from checkin.services.quarantine import quarantine_scans
from checkin.services.scanning import Recorded, ScanRequest, record_scan, record_scans

BATCH = 500  # scans in one request
# What a scanner may send: nobody scans faster by hand, and an offline queue is emptied quickly all the same. One that
# is broken, or guesses codes, is held up by itself and stops no other.
SINGLE = Bucket(rate=10, burst=50)
BATCHED = Bucket(rate=1000, burst=2000)
_UNKNOWN = f'"reason":"{RefusalReason.UNKNOWN_CODE}"'
GUESSES = Bucket(rate=2, burst=200)  # codes that nobody has


class ScanningView(EventView):
    """Where scans come in: from members, and from scanners, each at the gates it may use and at its own pace."""

    def check(self, sent: object) -> ScanRequest:
        """Raises InvalidInput for a wrong shape, Forbidden for a gate that this scanner may not use."""
        request = scan_request(with_gate(sent, self.device))
        self.check_gate(request.gate_id)
        return request

    def check_gate(self, gate_id: int) -> None:
        """Raises Forbidden for a gate that this scanner may not use."""
        if self.gates and gate_id not in self.gates:
            raise Forbidden("This scanner may not scan at that gate.")

    @property
    def device(self) -> Device | None:
        return access(self.request).device

    @cached_property
    def gates(self) -> frozenset[int]:
        return gates_of(self.device) if self.device else frozenset()

    def pace(self, scans: int) -> None:
        if self.device:
            (SINGLE if scans == 1 else BATCHED).take(self.device.pk, scans)
            GUESSES.take(self.device.pk)

    def count_guesses(self, results: Iterable[Recorded | HeadcountError]) -> None:
        """Many unknown codes are a broken scanner, or somebody who guesses."""
        if self.device:
            guesses = sum(isinstance(r, Recorded) and _UNKNOWN in r.answer for r in results)
            GUESSES.spend(self.device.pk, guesses - 1)  # `pace` took one; without guesses it comes back

    def handle_exception(self, exc: Exception) -> Response:
        """What a revoked scanner still held is kept for the organiser. It gets its 401 all the same."""
        if isinstance(exc, DeviceRevoked) and isinstance(exc.access, Access) and exc.access.device:
            given = exc.access
            if given.caller is Caller.SCANNER and given.event.slug == self.kwargs["event"]:
                try:
                    exc.extra["quarantined"] = self._quarantine(given.event, exc.access.device)
                except (APIException, HeadcountError) as error:
                    return super().handle_exception(error)
        return super().handle_exception(exc)

    def _quarantine(self, event: Event, device: Device) -> int:
        body = self.request.data if isinstance(self.request.data, dict) else {}
        sent = body.get("scans", [body])
        scans = [scan for scan in (sent if isinstance(sent, list) else []) if isinstance(scan, dict)]
        if len(scans) > BATCH:
            raise TooLarge(f"A batch may have {BATCH} scans.")
        whole = [with_gate(scan, device) for scan in scans]
        keyed = [(key, scan) for scan in whole if (key := _key(scan)) is not None]
        BATCHED.take(device.pk, len(scans))
        return quarantine_scans(event=event, device=device, requests=keyed) if keyed else 0


def with_gate(sent: Any, device: Device | None) -> Any:
    """A scanner's gate defaults to its own."""
    if device and device.gate_id and isinstance(sent, dict) and sent.get("gate") is None:
        return {**sent, "gate": device.gate_id}
    return sent


def _key(scan: dict[str, Any]) -> uuid.UUID | None:
    """The key of a scan that could be recorded as it is."""
    try:
        return scan_request(scan).idempotency_key
    except HeadcountError:
        return None


class ScansView(ScanningView):
    @extend_schema(parameters=[ScanQuery], responses=shapes.ScanAnswerSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """The log of scans, the newest first; each as it was answered."""
        asked = query(request, ScanQuery)
        names = {"gate": "gate_id", "registrant": "registrant_id", "outcome": "outcome", "reason": "reason"}
        rows = Scan.objects.filter(event=self.event, **{names[name]: value for name, value in asked.items()})
        return page(request, rows.only("id", "answer").order_by("-id"), shapes.StoredAnswer)

    @extend_schema(
        request=shapes.ScanSerializer,
        responses={
            201: OpenApiResponse(shapes.ScanAnswerSerializer, "Recorded, whatever its outcome"),
            200: OpenApiResponse(shapes.ScanAnswerSerializer, "The same key again: the stored answer"),
        },
        examples=[
            OpenApiExample("scan", value=examples.SCAN_EXAMPLE, request_only=True),
            OpenApiExample("answer", value=examples.ANSWER_EXAMPLE, response_only=True),
        ],
    )
    def post(self, request: Request, event: str) -> HttpResponse:
        """Record one scan. A refusal is a result: stored, and answered 201."""
        self.pace(1)
        recorded = record_scan(event=self.event, request=self.check(request.data), actor=self.actor)
        self.count_guesses([recorded])
        return _json(recorded.json, 200 if recorded.replayed else 201)


class BatchView(ScanningView):
    @extend_schema(request=shapes.BatchSerializer, responses=shapes.BatchAnswerSerializer)
    def post(self, request: Request, event: str) -> HttpResponse:
        """Record 1 to 500 scans in order; each stands alone. An item's error is a problem document in its place."""
        items = _items(request.data)
        self.pace(len(items))
        asked = [self._shaped(item) for item in items]
        good = [request_ for request_ in asked if isinstance(request_, ScanRequest)]
        answers = record_scans(event=self.event, requests=good, actor=self.actor)
        self.count_guesses(answers)
        recorded = iter(answers)
        results = [next(recorded) if isinstance(request_, ScanRequest) else request_ for request_ in asked]
        return _json(f'{{"results":[{",".join(map(_result, results, items))}]}}', 200)

    def _shaped(self, item: object) -> ScanRequest | HeadcountError:
        try:
            return self.check(item)
        except HeadcountError as error:
            return error


def _items(body: Any) -> list[Any]:
    fields = dict(body) if isinstance(body, dict) else {}
    given = fields.pop("scans", None)
    scans: list[Any] = given if isinstance(given, list) else []
    errors = {name: ["There is no such field."] for name in sorted(fields)}
    if not scans:
        errors["scans"] = [f"Give a list of 1 to {BATCH} scans."]
    if errors:
        raise InvalidInput(errors)
    if len(scans) > BATCH:
        raise TooLarge(f"A batch may have {BATCH} scans.")
    return scans


def _result(result: Recorded | HeadcountError, item: object) -> str:
    if isinstance(result, Recorded):
        return result.json
    key = item.get("idempotency_key") if isinstance(item, dict) else None
    return orjson.dumps({"idempotency_key": key, **problem_of(result)}).decode()


def _json(text: str, status: int) -> HttpResponse:
    """The stored text as it is: replays are word for word, and nothing is encoded twice."""
    return HttpResponse(text, status=status, content_type="application/json")
