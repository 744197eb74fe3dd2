"""Shapes of imports: what comes with a file, how a list is understood, how far a job is.

Fields with the names of attributes of DRF's own are typed `Any`: DRF takes all fields off the class again.
"""

from typing import Any

import orjson
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from checkin.api.serializers import Strict
from checkin.choices import Status
from checkin.models import ImportJob

CHANGES = ("create", "update")


class MappingField(serializers.CharField):
    """A JSON object as text, for a form has nothing else: {"0": "name", "3": null}."""

    default_error_messages = {
        "no_mapping": 'Give a JSON object of columns and their fields, such as {{"0": "name", "3": null}}.',
        "too_long": "This is longer than {longest} characters.",
    }
    longest = 20_000

    def to_internal_value(self, data: Any) -> Any:
        text = super().to_internal_value(data)
        if len(text) > self.longest:
            self.fail("too_long", longest=self.longest)
        try:
            said = orjson.loads(text)
        except orjson.JSONDecodeError:
            self.fail("no_mapping")
        if not isinstance(said, dict) or not all(_is_place(key, said[key]) for key in said):
            self.fail("no_mapping")
        return {int(key): field for key, field in said.items()}


def _is_place(key: str, field: object) -> bool:
    is_number = key.isascii() and key.isdigit() and len(key) <= 4 and key == str(int(key))
    return is_number and (field is None or isinstance(field, str))


@extend_schema_serializer(component_name="ImportPreview")
class PreviewRequestSerializer(Strict):
    file = serializers.FileField(max_length=200)
    mapping = MappingField(
        required=False,
        help_text='By position of a column its field, or null to leave it out, as JSON: {"0": "name", "3": null}. '
        "Columns that are not in it go by their headings.",
    )


@extend_schema_serializer(component_name="Import")
class ImportRequestSerializer(PreviewRequestSerializer):
    dry_run = serializers.BooleanField(default=False)


class ImportErrorSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    field = serializers.CharField()
    reason = serializers.CharField()


class ImportSampleSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    name = serializers.CharField()
    change = serializers.ChoiceField(choices=CHANGES)
    fields: Any = serializers.ListField(
        child=serializers.CharField(), help_text="What an update would change."
    )


@extend_schema_serializer(component_name="Import")
class ImportJobSerializer(serializers.ModelSerializer[ImportJob]):
    mapping = serializers.DictField(
        child=serializers.CharField(allow_null=True),
        allow_null=True,
        help_text="What the sender said of columns, by position; null where nothing was said.",
    )
    sample = ImportSampleSerializer(
        many=True,
        help_text="Of a dry run, the first 25 who would be created and the first 25 who would be updated.",
    )
    errors: Any = ImportErrorSerializer(many=True)
    bad_rows = serializers.IntegerField(
        help_text="How many rows were left out: all of them, where `errors` has 10,000 at most."
    )

    class Meta:
        model = ImportJob
        fields = (
            "id",
            "status",
            "dry_run",
            "filename",
            "mapping",
            "total",
            "processed",
            "created",
            "updated",
            "skipped",
            "sample",
            "bad_rows",
            "errors",
            "by",
            "created_at",
            "finished_at",
        )
        read_only_fields = fields  # and so without the limits of one database or the other


# -- previews ---------------------------------------------------------------------------------------------------------


class PreviewColumnSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField()
    heading = serializers.CharField()
    field = serializers.CharField(allow_null=True, help_text="Null: it is left out.")
    samples = serializers.ListField(child=serializers.CharField())


class PreviewFieldSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    label: Any = serializers.CharField()


class PreviewRowSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.CharField()
    company = serializers.CharField()
    code = serializers.CharField(help_text="Empty: a new one.")
    order_ref = serializers.CharField()
    status = serializers.ChoiceField(
        choices=Status.choices, allow_null=True, help_text="Null: nothing is said."
    )
    checked_in_at = serializers.DateTimeField(allow_null=True)
    registered_at = serializers.DateTimeField(allow_null=True)
    attention = serializers.BooleanField(allow_null=True)
    note = serializers.CharField()

    def get_fields(self) -> dict[str, Any]:
        return super().get_fields() | {"pass": serializers.CharField(source="pass_name")}  # it is a keyword


@extend_schema_serializer(component_name="ImportPreview")
class PreviewSerializer(serializers.Serializer[Any]):
    columns = PreviewColumnSerializer(many=True)
    fields: Any = PreviewFieldSerializer(many=True)
    total = serializers.IntegerField(help_text="Rows; of a workbook about.")
    problem = serializers.CharField(
        help_text="Why the list cannot be imported until a mapping says what its columns are. Empty: it can be."
    )
    rows = PreviewRowSerializer(many=True, help_text="The first 20 registrants, as they are understood.")
    errors: Any = ImportErrorSerializer(many=True)
