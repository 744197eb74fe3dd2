"""The log is append-only, whoever writes: triggers refuse what no code should do.

SQLite drops the triggers of a table that a migration rebuilds: a migration that alters a log table has to
run `install` again afterwards. `tests/services/test_append_only.py` notices when one did not.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PURGED = "EXISTS (SELECT 1 FROM checkin_purge WHERE event_id = OLD.event_id)"
PURGED_DEPARTURE = """EXISTS (SELECT 1 FROM checkin_purge p JOIN checkin_statuschange c ON c.event_id = p.event_id
                                WHERE c.id = OLD.status_change_id)"""
LOG_TABLES = {
    "checkin_scan": PURGED,
    "checkin_statuschange": PURGED,
    "checkin_departure": PURGED_DEPARTURE,
}
REFUSE = {
    "postgresql": "EXECUTE FUNCTION checkin_refuse()",
    "sqlite": "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
}
FUNCTION = """
CREATE OR REPLACE FUNCTION checkin_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'restrict_violation';
END $$"""


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(FUNCTION)
    for table, purged in LOG_TABLES.items():
        for statement in _triggers(vendor, table, purged, _columns(schema_editor, table)):
            schema_editor.execute(statement)


def _triggers(vendor: str, table: str, purged: str, columns: list[str]) -> list[str]:
    refuse = REFUSE[vendor]
    frozen = ", ".join(f'"{column}"' for column in columns if column != "revision")
    statements = [f"BEFORE UPDATE OF {frozen} ON {table} FOR EACH ROW {refuse}"]
    if "revision" in columns:  # the fold marks a row once
        marked = "OLD.revision IS NOT NULL OR NEW.revision IS NULL"
        statements.append(f"BEFORE UPDATE OF revision ON {table} FOR EACH ROW WHEN ({marked}) {refuse}")
    if vendor == "sqlite":
        statements.append(f"BEFORE DELETE ON {table} FOR EACH ROW WHEN NOT {purged} {refuse}")
    else:  # Postgres allows no subquery in WHEN
        statements.append(f"BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse_delete()")
    names = [f"{table}_frozen_{n}" for n in range(len(statements))]
    made = [f"CREATE TRIGGER {name} {body}" for name, body in zip(names, statements, strict=True)]
    if vendor == "postgresql":
        made.insert(0, _delete_function(table, purged))
    return [f"DROP TRIGGER IF EXISTS {name}{_on(vendor, table)}" for name in names] + made


def _on(vendor: str, table: str) -> str:
    return f" ON {table}" if vendor == "postgresql" else ""


def _delete_function(table: str, purged: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION {table}_refuse_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {purged} THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'restrict_violation';
END $$"""


def _columns(schema_editor: BaseDatabaseSchemaEditor, table: str) -> list[str]:
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def index_words(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX registrant_by_words ON checkin_registrant"
            " USING gin (array_to_tsvector(string_to_array(search_words, ' ')))"
        )


class Migration(migrations.Migration):
    dependencies = [("checkin", "0001_initial")]
    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunPython(index_words, migrations.RunPython.noop),
    ]
