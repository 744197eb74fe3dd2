"""Lists to import, and what comes of them."""

from checkin.choices import ImportStatus
from checkin.models import Event, ImportJob, Registrant
from checkin.services.access import Actor
from checkin.services.imports import import_now

LIST = (
    "Order #,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Barcode #,Attendee Status,Company\n"
    "1,Ada,Lovelace,ada@example.org,1,VIP,11,B11,Attending,Analytical\n"
    "1,Bob,Ross,bob@example.org,1,General,12,B12,Not Attending,\n"
    "2,Cleo,Nil,cleo@example.org,3,VIP,13,B13,Checked In,Nile\n"
)


def bring(event: Event, content: str, *, dry_run: bool = False) -> ImportJob:
    """Import a list at once."""
    actor = Actor(None, "Olga")
    return import_now(
        event=event,
        actor=actor,
        filename="list.csv",
        content=content.encode(),
        dry_run=dry_run,
        progress=lambda _: None,
    )


def counted(job: ImportJob) -> dict[str, int]:
    job.refresh_from_db()
    assert job.status == ImportStatus.SUCCEEDED
    return {"created": job.created, "updated": job.updated, "skipped": job.skipped, "bad": job.bad_rows}


def only(**counts: int) -> dict[str, int]:
    return {"created": 0, "updated": 0, "skipped": 0, "bad": 0} | counts


def one(event: Event, name: str) -> Registrant:
    return Registrant.objects.get(event=event, name=name)
