"""What the rows of a list say: the exports that people have, and who is who."""

from datetime import UTC, datetime

import pytest

from checkin.choices import Status
from tests.services.reading import bad, read, shown

# -- the exports that people have -------------------------------------------------------------------------------------


def test_eventbrite_attendee_report() -> None:
    ada, bob, cleo = read(
        "Order #,Order Date,First Name,Last Name,Email,Quantity,Price Tier,Ticket Type,Attendee #,Barcode #,Group,"
        "Order Type,Currency,Total Paid,Attendee Status,Home State,Job Title,Company\n"
        "11211912243,11/29/24 22:28,Ada,Lovelace,ada@example.org,1,,VIP,18441583423,1121191224318441583423001,,"
        "Free Order,USD,0,Attending,CA,Engineer,Analytical\n"
        "11211912243,11/29/24 22:28,Bob,Ross,bob@example.org,1,,VIP,18441583424,1121191224318441583424001,,"
        "Free Order,USD,0,Not Attending,,,\n"
        "11211912244,2024-11-30 08:00:00,Cleo,Nil,cleo@example.org,1,,General,18441583425,112119122441844158342,,"
        "Free Order,USD,0,Checked In,,,\n"
    )
    assert shown(ada, "name", "email", "company", "pass_name", "status") == (
        *("Ada Lovelace", "ada@example.org", "Analytical", "VIP", Status.CONFIRMED),
    )
    assert shown(ada, "code", "external_id") == ("1121191224318441583423001", "11211912243-18441583423")
    assert ada.registered_at == datetime(2024, 11, 29, 21, 28, tzinfo=UTC)
    assert shown(bob, "status", "company") == (Status.CANCELLED, "")
    assert shown(cleo, "status", "checked_in_at") == (Status.CHECKED_IN, None)


def test_pretix_order_export() -> None:
    ada, bob = read(
        "Event slug,Order code,Position ID,Status,Email,Phone number,Order date,Order time,Product,Variation,Price,"
        "Attendee name,Attendee name: Given name,Attendee name: Family name,Attendee email,Company,Address,State,"
        "Pseudonymization ID,Order comment,Company,Invoice address name,Address,State\n"
        "conf,ABCDE,1,paid,buyer@example.org,,2026-03-01,10:15:00,Ticket,Student,10.00,Ada Lovelace,Ada,Lovelace,"
        "ada@example.org,Analytical,,,XYZ,Likes tea,Payer Inc.,Payer,,CA\n"
        "conf,ABCDE,2,canceled,buyer@example.org,,2026-03-01,10:15:00,Ticket,,10.00,,,,,,,,XYZ,,Payer Inc.,Payer,,\n"
    )
    assert shown(ada, "name", "email", "company") == ("Ada Lovelace", "ada@example.org", "Analytical")
    assert shown(ada, "pass_name", "status", "note") == ("Ticket – Student", Status.CONFIRMED, "Likes tea")
    assert shown(ada, "external_id", "code") == ("ABCDE-1", "")
    assert ada.registered_at == datetime(2026, 3, 1, 9, 15, tzinfo=UTC)
    assert shown(bob, "name", "email", "status") == ("Payer", "buyer@example.org", Status.CANCELLED)


def test_pretix_check_in_list() -> None:
    ada, bob = read(
        "Order code;Attendee name;Product;Price;Checked in;Checked out;Automatically checked in;Paid;Secret;E-mail;"
        "Company;Order date;Comment\n"
        "ABCDE;Ada Lovelace;Ticket;10.00;2026-05-01 09:30;;No;Yes;s3cr3t;ada@example.org;;2026-03-01;\n"
        "ABCDE;Bob Ross;Ticket;10.00;;;No;No;s4cr4t;bob@example.org;;2026-03-01;\n"
    )
    assert shown(ada, "status", "checked_in_at") == (
        Status.CHECKED_IN,
        datetime(2026, 5, 1, 7, 30, tzinfo=UTC),
    )
    assert shown(ada, "code", "external_id") == ("s3cr3t", "")
    assert bob.status is Status.REGISTERED


def test_tito_attendee_export() -> None:
    ada, unnamed, void = read(
        "Number,Ticket Created Date,Ticket,Ticket Full Name,Ticket First Name,Ticket Last Name,Ticket Email,"
        "Ticket Company Name,Ticket Phone Number,Event,Void Status,Price,Ticket Reference,Tags,Unique Ticket URL,"
        "Order Reference,Order Name,Order Email,Order Company Name\n"
        "1,2026-01-15 10:00:00 UTC,Early bird,Ada Lovelace,Ada,Lovelace,ada@example.org,Analytical,-,Conf,,10.0,"
        "ABCD-1,-,https://ti.to/tickets/ti_x1,ABCD,Payer,payer@example.org,Payer Inc.\n"
        "2,2026-01-15 10:00:00 UTC,Early bird,-,,,-,-,-,Conf,,10.0,ABCD-2,-,https://ti.to/tickets/ti_x2/,ABCD,Payer,"
        "payer@example.org,Payer Inc.\n"
        "3,2026-01-15 10:00:00 UTC,Early bird,Cleo,,,,,-,Conf,true,10.0,ABCD-3,-,,ABCD,Payer,,\n"
    )
    assert shown(ada, "name", "company", "pass_name") == ("Ada Lovelace", "Analytical", "Early bird")
    assert shown(ada, "external_id", "code", "status") == ("ABCD-1", "ti_x1", None)
    assert ada.registered_at == datetime(2026, 1, 15, 10, tzinfo=UTC)
    assert shown(unnamed, "name", "email", "code") == ("Payer", "payer@example.org", "ti_x2")
    assert shown(void, "name", "status") == ("Cleo", Status.CANCELLED)


def test_hi_events_attendee_export() -> None:
    ada, bob = read(
        "ID,First Name,Last Name,Email,Status,Is Checked In,Checked In At,Product ID,Product Name,Event ID,Public ID,"
        "Short ID,Created Date,Last Updated Date,Notes\n"
        "1,Ada,Lovelace,ada@example.org,ACTIVE,Yes,2026-05-01 07:30:00,9,VIP,3,A-ABC123,a_1,2026-03-01 10:00:00,,\n"
        "2,Bob,Ross,bob@example.org,CANCELLED,No,,9,VIP,3,A-ABC124,a_2,2026-03-01 10:00:00,,Called twice\n"
    )
    assert shown(ada, "external_id", "code", "pass_name") == ("1", "A-ABC123", "VIP")
    assert shown(ada, "status", "checked_in_at") == (
        Status.CHECKED_IN,
        datetime(2026, 5, 1, 5, 30, tzinfo=UTC),
    )
    assert shown(bob, "status", "note") == (Status.CANCELLED, "Called twice")


def test_luma_guest_list() -> None:
    [ada] = read(
        "api_id,name,first_name,last_name,email,phone_number,created_at,approval_status,checked_in_at,qr_code_url,"
        "ticket_name\ngst-1,Ada Lovelace,Ada,Lovelace,ada@example.org,,2026-03-01T10:00:00.000Z,approved,,"
        "https://luma.com/check-in/evt-1?pk=g-1,Standard\n"
    )
    assert shown(ada, "name", "pass_name", "status") == ("Ada Lovelace", "Standard", Status.CONFIRMED)
    assert shown(ada, "external_id", "code") == ("gst-1", "https://luma.com/check-in/evt-1?pk=g-1")


@pytest.mark.parametrize(
    "headings",
    ["name,email,company,pass", "Name,E-Mail,Firma,Kategorie", "Full name,Mail,Organisation,Ticket type"],
)
def test_a_plain_list(headings: str) -> None:
    [ada] = read(f"{headings}\nAda Lovelace,ada@example.org,Analytical,VIP\n")
    assert shown(ada, "name", "email", "company", "pass_name") == (
        *("Ada Lovelace", "ada@example.org", "Analytical", "VIP"),
    )
    assert shown(ada, "status", "code", "line") == (None, "", 2)


def test_a_plain_list_in_other_words() -> None:
    [ada] = read("Vorname;Nachname;E-Mail\nAda;Lovelace;ada@example.org\n")
    assert ada.name == "Ada Lovelace"
    [bob] = read("Prénom;Nom;Société\nBob;Ross;Nordwind\n")
    assert shown(bob, "name", "company") == ("Bob Ross", "Nordwind")


def test_an_address_stands_in_for_a_name() -> None:
    assert read("email\nada.lovelace@example.org\n")[0].name == "ada.lovelace"


# -- who is who -------------------------------------------------------------------------------------------------------


def test_quantity_three_is_three_registrants() -> None:
    entries = read("Order #,Attendee #,Name,Quantity,Barcode #\n7,1,Ada,3,B1\n8,1,Bob,1,B2\n")
    assert [(e.name, e.external_id, e.code) for e in entries] == [
        ("Ada", "7-1", "B1"),
        ("Ada", "7-1-2", ""),
        ("Ada", "7-1-3", ""),
        ("Bob", "8-1", "B2"),
    ]


def test_each_of_several_has_a_code_of_its_own_where_the_list_has_them() -> None:
    entries = read('id,name,quantity,code\n1,Ada,2,"B1, B2"\n')
    assert [(e.external_id, e.code) for e in entries] == [("1", "B1"), ("1-2", "B2")]


def test_a_code_alone_is_an_identity() -> None:
    entries = read("name,code,quantity\nAda,C1,2\n")
    assert [(e.external_id, e.code) for e in entries] == [("", "C1"), ("C1-2", "")]


def test_a_plain_list_has_the_same_identities_in_any_order() -> None:
    first = read("name,email,company\nAda,a@example.org,X\nBob,b@example.org,X\nAda,a@example.org,X\n")
    again = read("email,name,company\nB@example.org,bob,Y\na@example.org,Ada,\na@example.org,Ada,\n")
    assert {e.external_id for e in first} == {e.external_id for e in again}
    assert len({e.external_id for e in first}) == 3


@pytest.mark.parametrize("heading", ["order_ref", "Order #", "Order code", "Bestellnummer"])
def test_whoever_came_in_one_order_is_a_party(heading: str) -> None:
    entries = read(f"Name,{heading}\nAda,A7\nBob, A7 \nCleo,\nDan,-\n")
    assert [e.order_ref for e in entries] == ["A7", "A7", "", ""]
    assert {e.order_ref for e in read(f"Name,Qty,{heading}\nAda,3,A7\n")} == {"A7"}


def test_the_order_says_who_is_who_as_it_did_before_it_was_kept() -> None:
    [ada] = read("Order #,Attendee #,Name\nA7,1,Ada\n")
    assert (ada.external_id, ada.order_ref) == ("A7-1", "A7")
    [long] = read(f"Order #,Attendee #,Name\n{'x' * 120},1,Ada\n")
    assert (long.external_id, long.order_ref) == (f"{'x' * 120}-1", "x" * 100)


@pytest.mark.parametrize("heading", ["attention", "VIP", "vip_attention", "Requires special attention"])
def test_a_list_says_for_whom_the_door_stops(heading: str) -> None:
    entries = read(f"Name,{heading}\nAda,Yes\nBob,no\nCleo,\nDan,x\n")
    assert [e.attention for e in entries] == [True, False, None, True]


@pytest.mark.parametrize(
    ("content", "field", "reason"),
    [
        ("id,name\n1,Ada\n1,Bob\n", "external_id", "The id “1” is in line 2 already. (column “id”)"),
        ("Code,name\nX,Ada\nX,Bob\n", "code", "The code “X” is in line 2 already."),
    ],
)
def test_an_id_or_code_twice_in_a_list_is_a_bad_row(content: str, field: str, reason: str) -> None:
    assert bad(content) == {"line": 3, "field": field, "reason": reason}
