"""The ASGI application: REST and pages on a fixed set of threads, and the live sockets."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django import setup
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
setup()

from consumers.auth import OriginCheck  # noqa: E402 - needs the apps
from consumers.http import ThreadedHandler  # noqa: E402 - needs the apps
from consumers.routing import websocket_urlpatterns  # noqa: E402 - needs the apps

application = ProtocolTypeRouter(
    {
        "http": ThreadedHandler(settings.ASGI_THREADS, one_writer=settings.SQLITE),
        "websocket": OriginCheck(URLRouter(websocket_urlpatterns)),
    }
)
