"""Registrants as they are shown and written, their history, and their companies."""

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from checkin.api.scan_shapes import GateBriefSerializer, PassTypeBriefSerializer
from checkin.api.serializers import Strict, StrictModel
from checkin.choices import Status
from checkin.models import Registrant, StatusChange
from checkin.services.codes import ILLEGIBLE, is_legible, tidied
from checkin.services.names import UNSEEN, can_be_seen


class RegistrantSerializer(StrictModel):
    pass_type = PassTypeBriefSerializer()
    checked_in_gate = GateBriefSerializer(
        allow_null=True, help_text="Where the check-in was scanned; null where it was done by hand."
    )

    class Meta:
        model = Registrant
        fields = (
            "id",
            "name",
            "email",
            "company",
            "pass_type",
            "status",
            "code",
            "external_id",
            "registered_at",
            "checked_in_at",
            "checked_in_gate",
            "changed_at",
            "note",
            "attention",
            "order_ref",
        )


class TotalSerializer(serializers.Serializer[Any]):
    total = serializers.IntegerField()


class Name(serializers.CharField):
    """What somebody is called."""

    default_error_messages = {"unseen": UNSEEN}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        name = super().to_internal_value(data)
        if not can_be_seen(name):
            self.fail("unseen")
        return name


class Code(serializers.CharField):
    """What a ticket says to a reader."""

    default_error_messages = {"illegible": ILLEGIBLE}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        code = tidied(super().to_internal_value(data))
        if not is_legible(code):
            self.fail("illegible")
        return code


@extend_schema_serializer(component_name="Registrant")
class RegistrantInputSerializer(Strict):
    name = Name()
    email = serializers.EmailField(max_length=254, allow_blank=True, required=False)
    company = serializers.CharField(max_length=200, allow_blank=True, required=False)
    pass_type = serializers.IntegerField(
        source="pass_type_id",
        required=False,
        min_value=1,
        max_value=2**63 - 1,
        help_text="Left out: the first one.",
    )
    code = Code(required=False, help_text="Left out: a new one.")
    external_id = serializers.CharField(max_length=200, allow_blank=True, required=False)
    note = serializers.CharField(max_length=2000, allow_blank=True, required=False)
    attention = serializers.BooleanField(required=False, help_text="The door stops at the note.")
    order_ref = serializers.CharField(
        max_length=100,
        allow_blank=True,
        required=False,
        help_text="Whoever came in one order is one party.",
    )


class NewRegistrantSerializer(RegistrantInputSerializer):
    status = serializers.ChoiceField(
        choices=[Status.REGISTERED, Status.CONFIRMED],
        default=Status.REGISTERED,
        help_text="Left out: registered.",
    )


class StatusSerializer(Strict):
    status = serializers.ChoiceField(choices=Status.choices)
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


STATUSES_MOST = 500  # registrants in one request


class StatusesSerializer(Strict):
    ids = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**63 - 1),
        min_length=1,
        max_length=STATUSES_MOST,
    )
    status = serializers.ChoiceField(
        choices=[*Status.choices, ("undo", "undo")],
        help_text="`undo`: each gets the status from before its check-in.",
    )
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


class ChangedStatusSerializer(serializers.Serializer[Any]):
    """What became of one: its status now, or the problem that kept it as it was."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=Status.choices, allow_null=True)
    checked_in_at = serializers.DateTimeField(allow_null=True)
    changed_at = serializers.DateTimeField(allow_null=True)
    code = serializers.CharField(allow_null=True, help_text="Of the problem, as `invalid_transition`.")
    detail = serializers.CharField(allow_null=True)


class StatusesAnswerSerializer(serializers.Serializer[Any]):
    results = ChangedStatusSerializer(many=True, help_text="In the order sent, one for each.")


class ReasonSerializer(Strict):
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


class StatusChangeSerializer(serializers.ModelSerializer[StatusChange]):
    """One step. `from` is null for the first."""

    to = serializers.ChoiceField(source="to_status", choices=Status.choices)
    from_pass_type = serializers.CharField(source="from_pass_type.name", default=None, allow_null=True)
    to_pass_type = serializers.CharField(source="to_pass_type.name")
    gate = serializers.CharField(source="gate.name", default=None, allow_null=True)
    device = serializers.CharField(
        source="device.name", default=None, allow_null=True, help_text="The scanner; null for a user."
    )
    scan = serializers.IntegerField(source="scan_id", allow_null=True)

    class Meta:
        model = StatusChange
        fields = (
            "id",
            "at",
            "to",
            "from_pass_type",
            "to_pass_type",
            "by",
            "gate",
            "device",
            "reason",
            "scan",
        )

    def get_fields(self) -> dict[str, Any]:
        from_ = serializers.ChoiceField(source="from_status", choices=Status.choices, allow_null=True)
        return {"id": None, "at": None, "from": from_} | super().get_fields()  # `from` is a keyword

    def to_representation(self, instance: StatusChange) -> dict[str, Any]:
        row = super().to_representation(instance)
        return row | {
            name: row[name] or None for name in ("from",) if name in row
        }  # `?fields=` may leave it out


class CompanySerializer(serializers.Serializer[Any]):
    company = serializers.CharField()
    total = serializers.IntegerField()
    checked_in = serializers.IntegerField()
