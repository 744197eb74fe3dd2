"""Shapes of requests and answers. Unknown fields in a body are refused; names are those of DESIGN section 5."""

import zoneinfo
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from django.db import models
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from checkin.api.queries import Time
from checkin.choices import Role
from checkin.models import (
    Area,
    Event,
    Gate,
    Member,
    PassType,
    Token,
    User,
)
from checkin.services.accounts import invitation_of


class Strict(serializers.Serializer[Any]):
    """Refuses fields that it does not know."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = [str(key) for key in data if key not in self.fields] if isinstance(data, Mapping) else []
        if unknown:
            raise serializers.ValidationError({key: ["There is no such field."] for key in unknown})
        return super().to_internal_value(data)


class StrictModel(Strict, serializers.ModelSerializer[Any]):
    """The same for a model. Uniqueness is left to the database: it answers 409."""

    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: Time,
    }

    def get_unique_together_validators(self) -> list[Any]:
        return []


# -- people who log in ------------------------------------------------------------------------------------------------


class LoginSerializer(Strict):
    email = serializers.EmailField(max_length=254)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


class PasswordSerializer(Strict):
    password = serializers.CharField(max_length=200, trim_whitespace=False, help_text="The present one.")
    new_password = serializers.CharField(max_length=200, trim_whitespace=False)


class InvitationSerializer(Strict):
    invitation = serializers.CharField(max_length=200, help_text="The last part of the invitation's address.")
    name = serializers.CharField(max_length=200)
    password = serializers.CharField(max_length=200, trim_whitespace=False)


@extend_schema_serializer(component_name="Token")
class TokenRequestSerializer(LoginSerializer):
    name = serializers.CharField(max_length=100)


class TokenSerializer(StrictModel):
    class Meta:
        model = Token
        fields: tuple[str, ...] = ("id", "name", "created_at")


class NewTokenSerializer(TokenSerializer):
    token = serializers.CharField(help_text="Shown once.")

    class Meta(TokenSerializer.Meta):
        fields = ("id", "name", "created_at", "token")


class UserSerializer(StrictModel):
    roles = serializers.SerializerMethodField(help_text="The role at each event, by slug.")

    class Meta:
        model = User
        fields = ("id", "email", "name", "is_staff", "roles")
        extra_kwargs = {"is_staff": {"label": None, "help_text": "May create events."}}

    @extend_schema_field(serializers.DictField(child=serializers.ChoiceField(choices=Role.choices)))
    def get_roles(self, user: User) -> dict[str, str]:
        return dict(user.memberships.values_list("event__slug", "role"))


# -- events and their parts -------------------------------------------------------------------------------------------


@cache
def _zones() -> set[str]:
    """Those that browsers know as well."""
    return zoneinfo.available_timezones() - {"Factory", "localtime"}


class EventSerializer(StrictModel):
    slug = serializers.SlugField(max_length=60, required=False, help_text="Left out: made from the name.")

    class Meta:
        model = Event
        fields: tuple[str, ...] = (
            "slug",
            "name",
            "venue",
            "timezone",
            "starts_at",
            "ends_at",
            "capacity",
            "requires_confirmation",
            "strict_doors",
            "closed",
            "archived",
        )
        extra_kwargs = {
            "capacity": {"min_value": 1, "max_value": 10_000_000},
            "archived": {"help_text": "Out of the lists, and closed."},
        }

    def validate_timezone(self, value: str) -> str:
        if value not in _zones():
            raise serializers.ValidationError("This is not an IANA time zone, such as Europe/Berlin.")
        return value

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "starts_at" in attrs and "ends_at" in attrs and attrs["ends_at"] <= attrs["starts_at"]:
            raise serializers.ValidationError({"ends_at": ["The end must come after the start."]})
        return attrs


@extend_schema_serializer(component_name="EventCopy")
class EventCopySerializer(EventSerializer):
    class Meta(EventSerializer.Meta):
        fields = ("slug", "name", "starts_at", "ends_at")


class PassTypeSerializer(StrictModel):
    class Meta:
        model = PassType
        fields = ("id", "name", "colour", "position")
        extra_kwargs = {"position": {"min_value": 0, "max_value": 32767}}

    colour = serializers.RegexField(r"\A#[0-9A-Fa-f]{6}\Z", required=False, help_text="As #0072B2.")


class Own(serializers.PrimaryKeyRelatedField[Any]):
    """The id of something that belongs to the event; what others have is not there at all."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        assert rows is not None
        return rows.filter(event=self.context["event"])


class AreaSerializer(StrictModel):
    inside = serializers.SerializerMethodField(help_text="Who is in now.")
    pass_types = Own(
        many=True, required=False, queryset=PassType.objects.all(), help_text="None listed: all of them."
    )

    class Meta:
        model = Area
        fields = ("id", "name", "capacity", "reentry", "pass_types", "inside")
        extra_kwargs = {"capacity": {"min_value": 1, "max_value": 10_000_000}}

    def get_inside(self, area: Area) -> int:
        return cast(dict[int, int], self.context.get("inside", {})).get(area.pk, 0)


class GateSerializer(StrictModel):
    area = Own(queryset=Area.objects.all())

    class Meta:
        model = Gate
        fields = ("id", "name", "area")


class MemberSerializer(StrictModel):
    email = serializers.EmailField(source="user.email", max_length=254)
    name = serializers.CharField(source="user.name", read_only=True)

    invitation_url = serializers.SerializerMethodField(
        help_text="For organisers: what to send to someone whose account is not opened yet, else null."
    )

    class Meta:
        model = Member
        fields = ("id", "email", "name", "role", "invitation_url")

    def get_invitation_url(self, member: Member) -> str | None:
        address: str | None = self.context.get("address")
        invitation = invitation_of(member.user, member.event) if address else None
        return f"{address}{invitation}" if invitation else None


class RoleSerializer(Strict):
    role = serializers.ChoiceField(choices=Role.choices)
