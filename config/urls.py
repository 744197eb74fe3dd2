from django.contrib import admin
from django.urls import include, path, re_path

from config import pages

urlpatterns = [
    path("api/v1/", include("checkin.api.urls")),
    path("admin/", admin.site.urls),
    path("livez", pages.livez),
    path("readyz", pages.readyz),
    re_path(r"^[dj]/", pages.door),
    re_path(r"^k/", pages.kiosk),
    re_path(r"^(?:login|new|invitation/.*|o/.*)?$", pages.live),
]
handler400 = "checkin.api.errors.bad_request"
handler404 = "config.pages.not_found"
handler500 = "checkin.api.errors.server_error"
