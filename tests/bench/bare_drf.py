"""The reference for scans: the least that a check-in with Django REST framework can be, a project in one file.

One view, one serializer, and a transaction through the ORM: a conditional UPDATE of the registrant and an INSERT of
the scan. No authentication, no idempotency, no rules, no counts. Served by the same gunicorn as the system.
"""

import os
import uuid
from typing import ClassVar

import dj_database_url
import django
from django.conf import settings

settings.configure(
    SECRET_KEY="none of this is secret",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    # what `startproject` gives, without sessions and log-ins
    MIDDLEWARE=["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware"],
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework"],
    DATABASES={"default": dj_database_url.parse(os.environ["DATABASE_URL"], conn_max_age=600)},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
        "UNAUTHENTICATED_USER": None,
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import models, transaction
from django.urls import path
from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView


class BareRegistrant(models.Model):
    event_id = models.BigIntegerField()
    code = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    status = models.CharField(max_length=10)
    checked_in_at = models.DateTimeField(null=True)
    objects: ClassVar[models.Manager["BareRegistrant"]] = models.Manager()

    class Meta:
        app_label = "bare"
        db_table = "bare_registrant"

    def __str__(self) -> str:
        return self.name


class BareScan(models.Model):
    event_id = models.BigIntegerField()
    registrant_id = models.BigIntegerField(null=True)
    gate_id = models.BigIntegerField()
    code = models.CharField(max_length=200)
    outcome = models.CharField(max_length=8)
    idempotency_key = models.UUIDField()
    scanned_at = models.DateTimeField()
    objects: ClassVar[models.Manager["BareScan"]] = models.Manager()

    class Meta:
        app_label = "bare"
        db_table = "bare_scan"

    def __str__(self) -> str:
        return self.outcome


class ScanSerializer(serializers.Serializer[BareScan]):
    code = serializers.CharField(max_length=200)
    gate = serializers.IntegerField()
    idempotency_key = serializers.UUIDField()


class ScanView(APIView):
    def post(self, request: Request, event: int) -> Response:
        shape = ScanSerializer(data=request.data)
        shape.is_valid(raise_exception=True)
        asked = shape.validated_data
        now = timezone.now()
        with transaction.atomic():
            here = BareRegistrant.objects.filter(event_id=event, code=asked["code"])
            admitted = here.exclude(status="checked_in").update(status="checked_in", checked_in_at=now)
            scan = BareScan.objects.create(
                event_id=event,
                gate_id=asked["gate"],
                code=asked["code"],
                outcome="admitted" if admitted else "refused",
                idempotency_key=asked["idempotency_key"],
                scanned_at=now,
            )
        key: uuid.UUID = asked["idempotency_key"]
        return Response({"id": scan.pk, "outcome": scan.outcome, "idempotency_key": key}, status=201)


urlpatterns = [path("events/<int:event>/scans/", ScanView.as_view())]
application = get_wsgi_application()
