from typing import Any

import orjson
import segno
from django.conf import settings
from django.db.models import QuerySet
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from checkin.api import device_shapes as shapes
from checkin.api.permissions import access
from checkin.api.queries import QuarantineQuery, query
from checkin.api.scan_input import scan_request
from checkin.api.views.base import AT_EVENT, EventView, page, valid
from checkin.choices import Outcome
from checkin.errors import NotFound
from checkin.models import Device, QuarantinedScan, User
from checkin.services import devices, limits
from checkin.services.devices import PairingCode
from checkin.services.quarantine import discard_quarantined, record_quarantined
from checkin.services.scanning import Recorded

# The server says when a device's time is over: then it needs the cookie yet, to hand over what it holds.
COOKIE_AGE = 400 * 24 * 60 * 60  # seconds; browsers keep none for longer


class DeviceView(EventView):
    def rows(self) -> QuerySet[Device]:
        rows = Device.objects.filter(event=self.event).select_related("state", "gate", "event")
        return rows.prefetch_related("gates", "tokens").order_by("id")

    def device(self, pk: int) -> Device:
        found = self.rows().filter(pk=pk).first()
        if found is None:
            raise NotFound("This event has no such device.")
        return found

    def pairing(self, opened: PairingCode, status: int) -> Response:
        url = self.request.build_absolute_uri(f"/j/{opened.code}")
        device = self.device(opened.device.pk)
        shown = shapes.DeviceSerializer(device).data | {
            "pairing_code": opened.code,
            "pairing_url": url,
            "pairing_qr": segno.make_qr(url, error="m").svg_data_uri(scale=8, border=4, light="white"),
            "expires_at": opened.expires_at,
        }
        return Response(shown, status=status)


class DevicesView(DeviceView):
    @extend_schema(responses=shapes.DeviceSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """The fleet. Every device with its gate, when it was last heard of, and what waits on it."""
        return page(request, self.rows(), shapes.DeviceSerializer)

    @extend_schema(request=shapes.NewDeviceSerializer, responses={201: shapes.PairingCodeSerializer})
    def post(self, request: Request, event: str) -> Response:
        """Add a scanner or kiosk. The code pairs it once, within ten minutes."""
        fields = valid(shapes.NewDeviceSerializer, request, context={"event": self.event})
        return self.pairing(devices.create_device(event=self.event, fields=fields), 201)


class DeviceDetailView(DeviceView):
    @extend_schema(responses=shapes.DeviceSerializer)
    def get(self, request: Request, event: str, pk: int) -> Response:
        """Show a device."""
        return self.shown(shapes.DeviceSerializer, self.device(pk))

    @extend_schema(request=shapes.ChangeDeviceSerializer(partial=True), responses=shapes.DeviceSerializer)
    def patch(self, request: Request, event: str, pk: int) -> Response:
        """Rename a device, or change its gates."""
        fields = valid(shapes.ChangeDeviceSerializer, request, partial=True, context={"event": self.event})
        devices.change_device(device=self.device(pk), fields=fields)
        return self.shown(shapes.DeviceSerializer, self.device(pk))


class DevicePairingView(DeviceView):
    @extend_schema(request=None, responses={201: shapes.PairingCodeSerializer})
    def post(self, request: Request, event: str, pk: int) -> Response:
        """Get a new pairing code. What is paired now stays so until the code is used."""
        return self.pairing(devices.open_pairing(self.device(pk)), 201)


class DeviceRevokeView(DeviceView):
    @extend_schema(request=None, responses=shapes.DeviceSerializer)
    def post(self, request: Request, event: str, pk: int) -> Response:
        """Switch a device off, for good. Its next call gets 401; its sockets are closed."""
        devices.revoke_device(self.device(pk))
        return self.shown(shapes.DeviceSerializer, self.device(pk))


class OwnDeviceView(APIView):
    def own(self) -> Device:
        device = access(self.request).device
        assert device is not None  # the table lets devices in only
        return device

    @extend_schema(parameters=[AT_EVENT], responses=shapes.OwnDeviceSerializer)
    def get(self, request: Request) -> Response:
        """What the device that asks is, and of which event. Sets the CSRF cookie."""
        get_token(request)
        return Response(shapes.OwnDeviceSerializer(self.own()).data)

    @extend_schema(request=shapes.DeviceStateSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Tell how the device that sends this is doing."""
        devices.record_state(device=self.own(), fields=valid(shapes.DeviceStateSerializer, request))
        return Response(status=204)


class PairView(APIView):
    @extend_schema(request=shapes.PairSerializer, responses={201: shapes.PairedSerializer}, auth=[])
    def post(self, request: Request) -> Response:
        """Pair the device that sends this. Sets its cookie; scripts keep the token."""
        address = limits.client_address(request.META)
        code = valid(shapes.PairSerializer, request)["code"]
        limits.limit("pair", address, most=10, seconds=60)
        device, token = devices.pair_device(code)
        response = Response({"token": token, "device": shapes.OwnDeviceSerializer(device).data}, status=201)
        response.set_cookie(
            settings.DEVICE_COOKIE,
            token,
            max_age=COOKIE_AGE,
            secure=settings.HTTPS,
            httponly=True,
            samesite="Strict",
        )
        return response


class QuarantineView(EventView):
    @extend_schema(parameters=[QuarantineQuery], responses=shapes.QuarantinedScanSerializer(many=True))
    def get(self, request: Request, event: str) -> Response:
        """Scans that revoked scanners still held, the newest first."""
        rows = QuarantinedScan.objects.filter(event=self.event).select_related("device").order_by("-id")
        if query(request, QuarantineQuery)["open"]:
            rows = rows.filter(accepted=None)
        return page(request, rows, shapes.QuarantinedScanSerializer)

    @extend_schema(request=shapes.DecisionSerializer, responses=shapes.DecidedSerializer)
    def post(self, request: Request, event: str) -> Response:
        """Accept or discard. An accepted scan is recorded as its device's, at its own time."""
        body = valid(shapes.DecisionSerializer, request)
        assert isinstance(request.user, User)
        if not body["accept"]:
            decided = discard_quarantined(event=self.event, ids=body["ids"], user=request.user)
            return Response({"decided": decided, "admitted": 0, "failed": 0})
        results = record_quarantined(event=self.event, ids=body["ids"], user=request.user, read=scan_request)
        answers: list[dict[str, Any]] = [orjson.loads(r.json) for r in results if isinstance(r, Recorded)]
        admitted = sum(a["outcome"] == Outcome.ADMITTED and not a["replayed"] for a in answers)
        failed = len(results) - len(answers)
        return Response(
            {"decided": sum(not a["replayed"] for a in answers), "admitted": admitted, "failed": failed}
        )
