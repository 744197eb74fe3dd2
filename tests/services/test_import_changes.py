"""What a list may change about a registrant it knows."""

import zlib
from typing import Any

import pytest

from checkin.choices import Status
from checkin.models import Registrant
from checkin.services.importing.changes import Change, change, marks_of
from checkin.services.importing.rows import Entry

VIP, GENERAL = 7, 8
PASSES = {"VIP": VIP, "General": GENERAL, "": None}


def entry(**fields: Any) -> Entry:
    return Entry(**{"line": 2, "name": "Ada", "external_id": "1", **fields})


def registrant(listed: Entry | None = None, **fields: Any) -> Registrant:
    """As the last import left them, with what staff have changed since; without `listed`, made by hand."""
    was = listed or entry()
    kept = {
        **{name: getattr(was, name) for name in ("name", "email", "company", "code", "note", "external_id")},
        "pass_type_id": PASSES[was.pass_name] or GENERAL,
        "order_ref": was.order_ref,
        "attention": bool(was.attention),
        "status": was.status or Status.REGISTERED,
        "import_marks": marks_of(was) if listed else "",
    }
    return Registrant(**{**kept, **fields})


def changed(said: Entry, kept: Registrant, retired: set[str] | None = None) -> Change:
    return change(said, kept, pass_type_id=PASSES[said.pass_name], retired=retired or set())


def test_the_same_list_changes_nothing() -> None:
    said = entry(email="a@example.org", company="X", pass_name="VIP", code="C", status=Status.CONFIRMED)
    assert not changed(said, registrant(said))


def test_what_the_list_says_anew_is_taken_over() -> None:
    was = entry(email="a@example.org", company="X", pass_name="VIP", note="n")
    said = entry(email="b@example.org", company="Y", pass_name="General", note="m")
    found = changed(said, registrant(was))
    assert found.details == {"email": "b@example.org", "company": "Y", "pass_type_id": GENERAL, "note": "m"}
    assert found.marks == marks_of(said)


def test_what_staff_changed_stays_while_the_list_repeats_itself() -> None:
    was = entry(name="Ada", company="X", status=Status.CONFIRMED)
    said = entry(name="Ada", company="Y", status=Status.CONFIRMED)
    found = changed(said, registrant(was, name="Ada Lovelace", status=Status.REGISTERED))
    assert found.details == {"company": "Y"}
    assert found.steps == []


def test_a_blank_cell_says_nothing() -> None:
    was = entry(email="a@example.org", company="X", pass_name="VIP", status=Status.CONFIRMED)
    found = changed(entry(email="b@example.org"), registrant(was))
    assert found.details == {"email": "b@example.org"}


def test_marks_of_blank_cells_are_kept() -> None:
    was = entry(company="X")
    marks = changed(entry(email="b@example.org"), registrant(was)).marks
    by_staff = registrant(was, company="Z", email="b@example.org", import_marks=marks)
    assert not changed(entry(company="X", email="b@example.org"), by_staff)


def test_what_was_made_by_hand_is_completed() -> None:
    kept = registrant(external_id="", name="A. Lovelace", status=Status.REGISTERED)
    found = changed(entry(company="X", status=Status.CONFIRMED), kept)
    assert found.details == {"name": "Ada", "company": "X", "external_id": "1"}
    assert found.steps == [Status.CONFIRMED]


def test_attention_that_staff_paid_since_stays() -> None:
    was = entry(attention=False, order_ref="A7")
    assert not changed(was, registrant(was, attention=True, order_ref="A8"))
    assert not changed(entry(), registrant(was, attention=True, order_ref="A8"))
    assert changed(entry(attention=True, order_ref="A9"), registrant(was)).details == {
        "attention": True,
        "order_ref": "A9",
    }
    taken_back = entry(attention=False)
    assert changed(taken_back, registrant(entry(attention=True))).details == {"attention": False}


def test_marks_fit_their_column() -> None:
    whole = entry(
        email="a@example.org",
        company="X",
        pass_name="VIP",
        code="C",
        note="n",
        status=Status.CONFIRMED,
        order_ref="A7",
        attention=True,
    )
    assert len(marks_of(whole)) == len(marks_of(entry())) <= 56
    assert "-" not in marks_of(whole)


def test_marks_of_before_attention_and_orders_are_still_read() -> None:
    """Of those seven fields, with eight hexadecimal digits each."""
    said = ["Ada", "", "X", "", "C", "", "confirmed"]
    before = "".join(f"{zlib.crc32(text.encode()):08x}" if text else "-" * 8 for text in said)
    was = entry(company="X", code="C", status=Status.CONFIRMED)
    by_staff = registrant(was, name="Ada King", company="Y", import_marks=before)
    assert not changed(was, by_staff)
    found = changed(entry(company="X", code="C", status=Status.CONFIRMED, order_ref="A7"), by_staff)
    assert found.details == {"order_ref": "A7"}
    assert found.marks == marks_of(entry(company="X", code="C", status=Status.CONFIRMED, order_ref="A7"))


def test_tidying_up_is_no_change() -> None:
    assert not changed(entry(note="a\nb"), registrant(note="a\r\nb "))
    assert not changed(entry(name="Ada Lovelace"), registrant(name="Ada  Lovelace"))


def test_a_new_code_is_taken_over_and_a_replaced_one_is_not() -> None:
    kept = registrant(code="NEW")
    assert changed(entry(code="NEWER"), kept).details == {"code": "NEWER"}
    assert not changed(entry(code="OLD"), kept, {"OLD"})


R, C, I, X = Status.REGISTERED, Status.CONFIRMED, Status.CHECKED_IN, Status.CANCELLED  # noqa: E741 - one letter each


@pytest.mark.parametrize(
    ("listed", "now", "said", "steps"),
    [
        # forwards
        (R, R, C, [C]),
        (R, R, I, [I]),
        (C, C, I, [I]),
        (R, R, X, [X]),
        (C, C, X, [X]),
        # a confirmation is never taken back
        (C, C, R, []),
        (R, C, R, []),
        # a check-in is never undone, nor cancelled
        (R, I, R, []),
        (C, I, C, []),
        (C, I, X, []),
        (I, I, R, []),
        # staff undid a check-in, and the list repeats it
        (I, R, I, []),
        # staff cancelled
        (R, X, C, []),
        (C, X, I, []),
        (None, X, C, []),
        # the list cancelled, and takes it back
        (X, X, R, [R]),
        (X, X, C, [R, C]),
        (X, X, I, [R, I]),
        # staff reinstated, and the list repeats its cancellation
        (X, R, X, []),
        (X, C, X, []),
        # made by hand
        (None, R, X, [X]),
        (None, C, C, []),
        (None, R, None, []),
    ],
)
def test_statuses(listed: Status | None, now: Status, said: Status | None, steps: list[Status]) -> None:
    kept = registrant(entry(status=listed) if listed else None, status=now)
    assert changed(entry(status=said), kept).steps == steps


def test_a_cancellation_that_had_to_wait_is_not_forgotten() -> None:
    """The list cancels someone inside and changes their company; the check-in is undone; the list comes again."""
    was, said = entry(status=C, company="X"), entry(status=X, company="Y")
    found = changed(said, registrant(was, status=I))
    assert (found.details, found.steps) == ({"company": "Y"}, [])
    assert changed(said, registrant(was, status=C, company="Y", import_marks=found.marks)).steps == [X]
