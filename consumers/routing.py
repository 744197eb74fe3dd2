"""Which socket is where."""

from django.urls import path, re_path

from consumers.auth import deny
from consumers.consumers import EventConsumer

websocket_urlpatterns = [
    path("ws/events/<slug:slug>/", EventConsumer.as_asgi()),
    re_path("", deny),  # type: ignore[arg-type]  # an ASGI application, as in all of this list
]
