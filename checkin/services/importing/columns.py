"""Which column of a list is what, told by its heading in the exports that people have.

The headings are those of Eventbrite's attendee reports, pretix's order and check-in list exports, Tito's attendee
export, Hi.Events' attendee export, Luma's guest list, our own export, and plain lists in a few languages.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checkin.errors import InvalidInput

MAX_COLUMNS = 200

# For each field its headings, the most telling first: the first of them with a value in a row is the one used. So a
# ticket that nobody was named for goes by its buyer.
_HEADINGS = {
    "name": (
        "ticketfullname attendeename guestname participantname name fullname displayname"
        " nomcomplet nombrecompleto nomecompleto naam namn navn teilnehmer teilnehmername attendee guest participant"
    ),
    "first_name": (
        "ticketfirstname attendeefirstname attendeenamegivenname attendeenamefirstname firstname givenname forename"
        " vorname prenom nombre nome voornaam fornavn fornamn imie"
    ),
    "last_name": (
        "ticketlastname attendeelastname attendeenamefamilyname attendeenamelastname lastname surname familyname"
        " nachname familienname nom nomdefamille apellido apellidos cognome achternaam etternavn efternamn nazwisko"
    ),
    "buyer": "ordername registrationname invoiceaddressname buyername purchasername",
    "buyer_first_name": "buyerfirstname purchaserfirstname orderfirstname",
    "buyer_last_name": "buyerlastname buyersurname purchaserlastname orderlastname",
    "email": (
        "ticketemail attendeeemail attendeeemailaddress guestemail email emailaddress mail workemail"
        " emailadresse epost correo correoelectronico courriel adresseemail"
        " orderemail registrationemail buyeremail purchaseremail"
    ),
    "company": (
        "ticketcompanyname attendeecompany company companyname organisation organization companyorganization"
        " companyorganisation employer affiliation institution firma unternehmen societe entreprise empresa azienda"
        " bedrijf organisatie ordercompanyname"
    ),
    "pass": (
        "pass passtype passname tickettype ticketname ticket productname product ticketclass ticketkategorie ticketart"
        " typedebillet tipodeentrada category kategorie badgetype type"
    ),
    "variation": "variation",  # pretix: a kind of the product
    "external_id": (
        "externalid ticketreference attendeeid guestid registrationid participantid apiid id"
        " ticketid"  # the last, as Hi.Events once called the kind of a ticket so
    ),
    "order": (
        "ordernumber ordercode orderid orderreference order bookingnumber bookingreference bestellnummer bestellcode"
        " registrationreference orderref"
    ),
    "position": "attendeenumber positionid",  # the ticket's number, within its order or at all
    "code": (
        "code ticketcode barcode barcodenumber qrcode qrcodeurl secret ticketsecret publicid ticketbarcode ticketnumber"
    ),
    "ticket_url": "uniqueticketurl",  # Tito: its last part is what the ticket's QR code stands for
    "quantity": "quantity qty numberoftickets tickets anzahl quantite cantidad",
    "status": "attendeestatus ticketstatus status approvalstatus orderstatus rsvp rsvpstatus",
    "void": "voidstatus void voided cancelled canceled iscancelled iscanceled storniert",
    "paid": "paid bezahlt",
    "checked_in": "ischeckedin checkedin checkinstatus checkin attended eingecheckt",
    "checked_in_at": "checkedinat checkindate checkintime checkindatetime firstcheckin checkindatum",
    "registered_at": (
        "registeredat orderdatetime orderdate ticketcreateddate ordercreateddate createddate createdat registrationdate"
        " registeredon bookingdate datecreated created"
    ),
    "registered_time": "ordertime",  # pretix gives the day and the time of an order in two columns
    "attention": (
        "attention vip vipattention checkinattention"
        " requiresspecialattention specialattention"  # pretix says the first
    ),
    "note": "note notes comment comments remark remarks ordercomment bemerkung notiz",
}
LABELS = {
    "name": "Name",
    "first_name": "First name",
    "last_name": "Last name",
    "buyer": "Buyer's name",
    "buyer_first_name": "Buyer's first name",
    "buyer_last_name": "Buyer's last name",
    "email": "E-mail address",
    "company": "Company",
    "pass": "Pass type",
    "variation": "Variation of the pass type",
    "external_id": "ID in the other system",
    "order": "Order",
    "position": "Number within the order",
    "code": "Ticket code",
    "ticket_url": "Ticket link",
    "quantity": "Quantity",
    "status": "Status",
    "void": "Void",
    "paid": "Paid",
    "checked_in": "Checked in",
    "checked_in_at": "Check-in time",
    "registered_at": "Registration time",
    "registered_time": "Registration time of day",
    "attention": "Needs attention",
    "note": "Note",
}
HEADINGS = {field: tuple(headings.split()) for field, headings in _HEADINGS.items()}
NAMING = ("name", "first_name", "last_name", "buyer", "buyer_first_name", "buyer_last_name", "email")
_FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
# headings that pretix writes twice, for the person and for the invoice; the person's come first
_TWICE_IN_PRETIX = {"company"}

_WORDS = re.compile(r"[^\W_]+|#")
_NUMBER = {"#": "number", "no": "number", "nr": "number", "num": "number"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field is found: the positions of its columns, the most telling first."""

    places: dict[str, tuple[int, ...]]
    width: int  # columns with a heading
    headings: tuple[str, ...]
    problem: str = ""  # why a list with these columns cannot be imported, until somebody says what they are

    def field_at(self, place: int) -> str | None:
        return next((field for field, places in self.places.items() if place in places), None)


def normalise(heading: str) -> str:
    """`Order #`, `order_no.` and `ORDER NUMBER` are one heading; so are `E-Mail` and `email`."""
    decomposed = unicodedata.normalize("NFKD", heading.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = _WORDS.findall(bare)
    return "".join([_NUMBER.get(word, word) if n else word for n, word in enumerate(words)])


def recognised(headings: Sequence[str]) -> int:
    """How many of these are known: which delimiter splits a first line best."""
    return sum(normalise(heading) in _FIELDS for heading in headings)


def recognise(headings: Sequence[str], mapping: Mapping[int, str | None] | None = None) -> Columns:
    """Find the columns. Where `mapping` names a position, it says which field that is, or None for no field.

    Raises InvalidInput for too many columns, and for a mapping that cannot be, naming `mapping`.
    """
    shown = [heading.strip() for heading in headings]
    while shown and not shown[-1]:
        shown.pop()
    if len(shown) > MAX_COLUMNS:
        raise InvalidInput({"file": [f"The list has {len(shown)} columns; {MAX_COLUMNS} are allowed."]})
    found, twice = _found(shown, mapping or {})
    if mapping is not None:
        _refuse_mapping(found, mapping, shown)
        found = _mapped(found, mapping)
    problem = ""
    if not any(found.get(field) for field in NAMING):
        if mapping is not None:
            raise InvalidInput(
                {"mapping": ["No column is left that names people: give one to a name or an e-mail."]}
            )
        seen = ", ".join(filter(None, shown[:10]))[:200] or "nothing"
        problem = f"The first row has to name the columns, “name” or “email” among them. It has: {seen}."
    elif twice is not None:
        problem = f"Two columns are called “{shown[twice]}”: rename or remove one."
    return Columns({field: at for field, at in found.items() if at}, len(shown), tuple(shown), problem)


def _found(
    shown: Sequence[str], mapping: Mapping[int, str | None]
) -> tuple[dict[str, tuple[int, ...]], int | None]:
    """The columns of each field by their headings; and one that is there twice and that nobody has spoken of."""
    places: dict[str, int] = {}
    twice = None
    for place, heading in enumerate(normalise(h) for h in shown):
        if heading in _FIELDS and heading in places and not _is_pretix(places, heading):
            twice = place if {place, places[heading]} - mapping.keys() else twice
        places.setdefault(heading, place)
    found = {
        field: tuple(places[heading] for heading in headings if heading in places)
        for field, headings in HEADINGS.items()
    }
    return found, twice


def _refuse_mapping(
    found: Mapping[str, Sequence[int]], mapping: Mapping[int, str | None], shown: Sequence[str]
) -> None:
    """Raises InvalidInput. Several columns may be one field only where their headings say so."""
    wrong = [f"There is no column {place}." for place in mapping if not 0 <= place < len(shown)]
    unknown = [field for field in mapping.values() if field is not None and field not in HEADINGS]
    wrong += [f"There is no field “{field[:50]}”." for field in unknown]
    for field, places in found.items():
        given = [place for place, chosen in mapping.items() if chosen == field]
        if len(given) > 1 and not set(given) <= set(places):
            wrong.append(f"Several columns are said to be “{field}”: choose one.")
    if wrong:
        raise InvalidInput({"mapping": wrong})


def _mapped(
    found: Mapping[str, tuple[int, ...]], mapping: Mapping[int, str | None]
) -> dict[str, tuple[int, ...]]:
    chosen: dict[str, tuple[int, ...]] = {}
    for field, places in found.items():
        given = {place for place, named in mapping.items() if named == field}
        if given <= set(places):
            chosen[field] = tuple(place for place in places if mapping.get(place, field) == field)
        else:
            chosen[field] = tuple(given)
    return chosen


def _is_pretix(places: dict[str, int], heading: str) -> bool:
    return heading in _TWICE_IN_PRETIX and {"ordercode", "positionid"} <= places.keys()
