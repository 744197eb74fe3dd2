"""Finding people: the same on Postgres and SQLite."""

import pytest

from checkin.models import Event, Registrant
from checkin.services.search import fold, matching
from tests.making import make_registrant

pytestmark = pytest.mark.django_db

PEOPLE = {
    "lena": {"name": "Lena Müller", "company": "Atlas Freight", "email": "lena.mueller@atlas.example"},
    "soren": {"name": "Søren Łukasiewicz", "company": "Ångström & Söhne"},
    "wang": {"name": "王小明", "company": "台灣積體電路"},
    "ali": {"name": "علي حسن", "company": "شركة النور"},
    "irem": {"name": "İrem Yıldız", "company": "O'Neill-Ağaç"},
    "strasse": {"name": "Jörg Groß", "code": "TICKET-0042"},
    "wide": {"name": "Ｙａｍａｄａ 太郎", "company": "ﬁnance 100%"},
}


@pytest.fixture
def people(event: Event) -> dict[int, str]:
    return {make_registrant(event, **details).pk: key for key, details in PEOPLE.items()}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lena", {"lena"}),
        ("MULLER", {"lena"}),
        ("mül", {"lena"}),
        ("muller lena", {"lena"}),
        ("atl len", {"lena"}),
        ("lena.mueller@atlas", {"lena"}),
        ("uller", set()),
        ("soren", {"soren"}),
        ("lukas angstr", {"soren"}),
        ("小明", {"wang"}),
        ("王", {"wang"}),
        ("電路", {"wang"}),
        ("علي", {"ali"}),
        ("النور", {"ali"}),
        ("irem yildiz", {"irem"}),
        ("o'neill", {"irem"}),
        ("agac", {"irem"}),
        ("gross", {"strasse"}),
        ("groß", {"strasse"}),
        ("ticket-0042", {"strasse"}),
        ("0042", {"strasse"}),
        ("yamada", {"wide"}),
        ("finance", {"wide"}),
        ("100%", {"wide"}),
        ("太郎", {"wide"}),
        ("%", set()),
        ("_", set()),
        ("'", set()),
        ("\\", set()),
        ("lena nobody", set()),
    ],
)
def test_a_search_finds(event: Event, people: dict[int, str], query: str, found: set[str]) -> None:
    rows = matching(Registrant.objects.filter(event=event), query)
    assert {people[row.pk] for row in rows} == found


def test_a_full_code_finds_its_registrant(event: Event, people: dict[int, str]) -> None:
    code = Registrant.objects.get(name="Lena Müller").code
    assert [row.code for row in matching(Registrant.objects.all(), code.lower())] == [code]


@pytest.mark.parametrize("text", ["Straße", "STRASSE", "ｓｔｒａｓｓｅ", "strasse"])
def test_spellings_fold_to_one(text: str) -> None:
    assert fold(text) == "strasse"
