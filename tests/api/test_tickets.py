"""Tickets on paper and as images: read back from what a viewer would show."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import segno
from PIL import Image

from checkin.choices import Status
from checkin.models import Event, PassType, Registrant
from checkin.services.access import Actor
from checkin.services.statuses import change_status
from checkin.services.tickets import fonts, sheets
from tests.api.conftest import Api
from tests.making import make_event, make_registrant, pass_type_of

pytestmark = pytest.mark.django_db

MM = 72 / 25.4  # points
DOTS = 8  # a point, when a page is looked at


def opened(response: Any) -> pypdfium2.PdfDocument:
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/pdf"
    return pypdfium2.PdfDocument(b"".join(response.streaming_content))


def texts(document: pypdfium2.PdfDocument) -> list[str]:
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def modules(image: Image.Image) -> list[list[int]]:
    """The code in a picture, module by module; its three corners tell where it is and how large a module is."""
    grey = image.convert("L").point(lambda level: 255 if level < 128 else 0)
    left, top, right, _ = grey.getbbox()  # type: ignore[misc]  # there is one
    corner = next(x for x in range(left, right) if not grey.getpixel((x, top)))
    module = (corner - left) / 7
    size = round((right - left) / module)
    return [
        [
            int(bool(grey.getpixel((int(left + (x + 0.5) * module), int(top + (y + 0.5) * module)))))
            for x in range(size)
        ]
        for y in range(size)
    ]


def expected(code: str, mask: int | None = None) -> list[list[int]]:
    return [list(row) for row in segno.make_qr(code, error="q", mask=mask).matrix]


def test_a_registrants_code_is_an_image(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    drawn = api.get(f"registrants/{registrant.pk}/ticket/")
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b"<svg" in drawn.content
    picture = api.get(f"registrants/{registrant.pk}/ticket/", {"as": "png"})
    assert picture["Content-Type"] == "image/png"
    assert modules(Image.open(io.BytesIO(picture.content))) == expected(registrant.code)


def test_a_ticket_has_the_size_of_a_card_and_the_code_can_be_read(api: Api, event: Event) -> None:
    registrant = make_registrant(event, "Zoë Müller", company="Nordwind")
    answer = api.get(f"registrants/{registrant.pk}/ticket/", {"as": "pdf"})
    assert answer["Content-Disposition"] == f'inline; filename="expo-ticket-{registrant.pk}.pdf"'
    [page] = opened(answer)
    assert page.get_size() == pytest.approx((86 * MM, 54 * MM), abs=0.1)
    image = page.render(scale=DOTS).to_pil()
    code = image.crop((image.width // 2, round(10 * MM * DOTS), image.width, round(45 * MM * DOTS)))
    assert modules(code) == expected(registrant.code, mask=3)


def test_a_ticket_says_who_what_when_and_where(api: Api, organiser: Any) -> None:
    event = make_event(organiser, name="港灣高峰會", slug="harbour", timezone="Asia/Taipei", venue="Hall 1")
    registrant = make_registrant(event, "王小明", company="Nordwind")
    [text] = texts(opened(Api(organiser, event).get(f"registrants/{registrant.pk}/ticket/", {"as": "pdf"})))
    for words in ("王小明", "Nordwind", "General", "港灣高峰會", "Hall 1", registrant.code):
        assert words in text
    assert "2026-05-01 – 2026-05-02" in text  # 08:00 to 18:00 UTC ends on the next day in Taipei


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("Дмитрий Шостакович", "Дмитрий Шостакович"),
        ("Αλέξης", "Αλέξης"),
        ("歐陽菲菲 (Judy)", "歐陽菲菲 (Judy)"),
        ("许志安", "许志安"),
        ("田中さくら", "田中さくら"),
        ("김민준", "김민준"),
        ("Ada 😀 Love\ufe0flace ❤️", "Ada Lovelace"),
        ("\U00020bb7野家", "□野家"),
    ],
)
def test_names_are_printed_in_their_own_letters(api: Api, event: Event, name: str, printed: str) -> None:
    registrant = make_registrant(event, name)
    [text] = texts(opened(api.get(f"registrants/{registrant.pk}/ticket/", {"as": "pdf"})))
    assert printed in text


def test_long_names_stay_on_their_ticket(api: Api, event: Event) -> None:
    make_registrant(event, "Wolfeschlegelsteinhausenbergerdorff" * 5, company="W" * 200)
    [page] = opened(api.get("tickets/", {"layout": "badge"}))
    found = page.get_textpage()
    rightmost = max(found.get_charbox(place)[2] for place in range(found.count_chars()))
    assert rightmost < 86 * MM
    assert "…" in found.get_text_range()


def test_a_sheet_holds_eight(api: Api, event: Event) -> None:
    for number in range(9):
        make_registrant(event, f"Guest {number}")
    answer = api.get("tickets/")
    assert answer["Content-Disposition"] == 'attachment; filename="expo-tickets-a4.pdf"'
    first, second = texts(opened(answer))
    assert [f"Guest {number}" in first for number in range(9)] == [True] * 8 + [False]
    assert "Guest 8" in second


def test_badges_have_a_page_each(api: Api, event: Event) -> None:
    for number in range(3):
        make_registrant(event, f"Guest {number}")
    pages = opened(api.get("tickets/", {"layout": "badge", "ordering": "-name"}))
    assert [f"Guest {2 - place}" in text for place, text in enumerate(texts(pages))] == [True] * 3


def test_tickets_take_the_filters_of_the_list(api: Api, event: Event) -> None:
    vip = PassType.objects.create(event=event, name="VIP", position=2, colour="#F0E442")
    make_registrant(event, "Vera", pass_type_id=vip.pk)
    make_registrant(event, "Gerd", pass_type_id=pass_type_of(event).pk)
    [text] = texts(opened(api.get("tickets/", {"pass_type": vip.pk, "layout": "badge"})))
    assert "Vera" in text
    assert "VIP" in text


def test_the_cancelled_have_a_ticket_only_if_asked_for(api: Api, event: Event) -> None:
    make_registrant(event, "Vera")
    gone = make_registrant(event, "Gerd")
    change_status(event=event, registrant_id=gone.pk, to=Status.CANCELLED, actor=Actor(None, "x"), reason="")
    assert "Gerd" not in texts(opened(api.get("tickets/")))[0]
    assert "Gerd" in texts(opened(api.get("tickets/", {"status": "cancelled"})))[0]


def test_nobody_to_print_for_is_said(api: Api, event: Event) -> None:
    answer = api.get("tickets/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_too_many_are_refused(api: Api, event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_TICKETS", 1)
    make_registrant(event, "Vera")
    assert len(opened(api.get("tickets/"))) == 1
    make_registrant(event, "Gerd")
    answer = api.get("tickets/")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_wrong_question_is_refused(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    assert api.get("tickets/", {"layout": "a3"}).status_code == 400
    assert api.get(f"registrants/{registrant.pk}/ticket/", {"as": "gif"}).status_code == 400
    assert api.get("registrants/999999/ticket/").status_code == 404


def test_another_events_registrant_has_no_ticket_here(api: Api, event: Event, organiser: Any) -> None:
    other = make_registrant(make_event(organiser, name="Other", slug="other"))
    assert api.get(f"registrants/{other.pk}/ticket/").status_code == 404


def test_the_door_prints_one_but_not_all(door: Api, viewer: Api, event: Event) -> None:
    registrant = make_registrant(event)
    assert door.get(f"registrants/{registrant.pk}/ticket/").status_code == 200
    assert door.get("tickets/").status_code == 403
    assert viewer.get(f"registrants/{registrant.pk}/ticket/").status_code == 403


@pytest.fixture
def own_font(settings: Any) -> Iterator[None]:
    """An installation that puts its own font into the files; any with letters that ours lacks will do."""
    settings.TICKET_FONT = str(Path(fonts.__file__).parents[2] / "fonts" / "DejaVuSansCondensed.ttf")
    caches = (fonts.register, fonts._written)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("own_font")
def test_an_installations_own_font_writes_what_ours_cannot(monkeypatch: pytest.MonkeyPatch) -> None:
    known = fonts.register()
    assert set(known) == {fonts.REGULAR, fonts.BOLD, "ticket-font"}
    monkeypatch.setitem(known, fonts.BOLD, {})
    assert [run.font for run in fonts.runs("Ada", fonts.BOLD)] == ["ticket-font"]


def test_the_code_that_was_reissued_is_on_the_ticket(api: Api, event: Event) -> None:
    registrant = make_registrant(event)
    api.post(f"registrants/{registrant.pk}/reissue/", {"reason": "Lost"})
    [text] = texts(opened(api.get(f"registrants/{registrant.pk}/ticket/", {"as": "pdf"})))
    assert Registrant.objects.get(pk=registrant.pk).code in text
    assert registrant.code not in text
