"""The routes of `/api/v1/`. Each name has its row in `checkin.callers.ROUTES`."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.cache import cache_page
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from checkin.api.views import (
    accounts,
    devices,
    door,
    events,
    imports,
    live,
    parts,
    registrants,
    roster,
    scans,
    tickets,
)

EVENT = "events/<slug:event>/"
SCHEMA_KEPT = 300  # seconds; it takes most of one to make, and anybody may ask

_kept_schema = cache_page(SCHEMA_KEPT)(SpectacularAPIView.as_view())


def schema(request: HttpRequest) -> HttpResponseBase:
    """The API's description. It is made once for all: what a request adds to its address makes no other one."""
    accept = "application/json" if "json" in request.headers.get("Accept", "") else "application/yaml"
    request.META.update(QUERY_STRING="", HTTP_COOKIE="", HTTP_ACCEPT=accept)
    return _kept_schema(request)


urlpatterns = [
    path("auth/login/", accounts.LoginView.as_view(), name="login"),
    path("auth/logout/", accounts.LogoutView.as_view(), name="logout"),
    path("auth/me/", accounts.MeView.as_view(), name="me"),
    path("auth/tokens/", accounts.TokensView.as_view(), name="tokens"),
    path("auth/tokens/<int:pk>/", accounts.TokenView.as_view(), name="token"),
    path("auth/password/", accounts.PasswordView.as_view(), name="password"),
    path("auth/invitation/", accounts.InvitationView.as_view(), name="invitation"),
    path("auth/device/", devices.OwnDeviceView.as_view(), name="device-self"),
    path("pair/", devices.PairView.as_view(), name="pair"),
    path("events/", events.EventsView.as_view(), name="events"),
    path(EVENT, events.EventDetailView.as_view(), name="event"),
    path(f"{EVENT}copy/", events.EventCopyView.as_view(), name="event-copy"),
    path(f"{EVENT}pass-types/", parts.PassTypesView.as_view(), name="pass-types"),
    path(f"{EVENT}pass-types/<int:pk>/", parts.PassTypeView.as_view(), name="pass-type"),
    path(f"{EVENT}areas/", parts.AreasView.as_view(), name="areas"),
    path(f"{EVENT}areas/<int:pk>/", parts.AreaView.as_view(), name="area"),
    path(f"{EVENT}gates/", parts.GatesView.as_view(), name="gates"),
    path(f"{EVENT}gates/now/", live.GatesNowView.as_view(), name="gates-now"),
    path(f"{EVENT}gates/<int:pk>/", parts.GateView.as_view(), name="gate"),
    path(f"{EVENT}members/", events.MembersView.as_view(), name="members"),
    path(f"{EVENT}members/<int:pk>/", events.MemberView.as_view(), name="member"),
    path(f"{EVENT}devices/", devices.DevicesView.as_view(), name="devices"),
    path(f"{EVENT}devices/<int:pk>/", devices.DeviceDetailView.as_view(), name="device"),
    path(f"{EVENT}devices/<int:pk>/pairing/", devices.DevicePairingView.as_view(), name="device-pairing"),
    path(f"{EVENT}devices/<int:pk>/revoke/", devices.DeviceRevokeView.as_view(), name="device-revoke"),
    path(f"{EVENT}quarantine/", devices.QuarantineView.as_view(), name="quarantine"),
    path(f"{EVENT}registrants/", registrants.RegistrantsView.as_view(), name="registrants"),
    path(f"{EVENT}registrants/total/", registrants.TotalView.as_view(), name="registrants-total"),
    path(f"{EVENT}registrants/status/", registrants.StatusesView.as_view(), name="registrants-status"),
    path(f"{EVENT}registrants/<int:pk>/", registrants.RegistrantView.as_view(), name="registrant"),
    path(
        f"{EVENT}registrants/<int:pk>/history/", registrants.HistoryView.as_view(), name="registrant-history"
    ),
    path(f"{EVENT}registrants/<int:pk>/status/", registrants.StatusView.as_view(), name="registrant-status"),
    path(
        f"{EVENT}registrants/<int:pk>/reissue/", registrants.ReissueView.as_view(), name="registrant-reissue"
    ),
    path(f"{EVENT}registrants/<int:pk>/ticket/", tickets.TicketView.as_view(), name="registrant-ticket"),
    path(f"{EVENT}scans/", scans.ScansView.as_view(), name="scans"),
    path(f"{EVENT}scans/batch/", scans.BatchView.as_view(), name="scans-batch"),
    path(f"{EVENT}scans/undo/", door.UndoView.as_view(), name="scans-undo"),
    path(f"{EVENT}walk-ins/", door.WalkInsView.as_view(), name="walk-ins"),
    path(f"{EVENT}conflicts/", door.ConflictsView.as_view(), name="conflicts"),
    path(f"{EVENT}conflicts/<int:pk>/", door.ConflictView.as_view(), name="conflict"),
    path(f"{EVENT}roster/", roster.RosterView.as_view(), name="roster"),
    path(f"{EVENT}counts/", live.CountsView.as_view(), name="counts"),
    path(f"{EVENT}arrivals/", live.ArrivalsView.as_view(), name="arrivals"),
    path(f"{EVENT}forecast/", live.ForecastView.as_view(), name="forecast"),
    path(f"{EVENT}companies/", registrants.CompaniesView.as_view(), name="companies"),
    path(f"{EVENT}activity/", live.ActivityView.as_view(), name="activity"),
    path(f"{EVENT}imports/", imports.ImportsView.as_view(), name="imports"),
    path(f"{EVENT}imports/preview/", imports.PreviewView.as_view(), name="import-preview"),
    path(f"{EVENT}imports/<int:pk>/", imports.ImportView.as_view(), name="import"),
    path(f"{EVENT}imports/<int:pk>/errors.csv", imports.ImportErrorsView.as_view(), name="import-errors"),
    path(f"{EVENT}export/", imports.ExportView.as_view(), name="export"),
    path(f"{EVENT}tickets/", tickets.TicketsView.as_view(), name="tickets"),
    path("schema/", schema, name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
]
