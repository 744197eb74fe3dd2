"""Made-up people from many countries, in their own scripts: all of it is invented, and addresses lead nowhere.

Names are written as their bearers would; the letters after a slash are those of the e-mail address.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from checkin.services.search import fold

# given names | family names; ^ where the family name comes first
_NAMES = """
Amelia Oliver Grace Harry Freya Arthur Isla Noah | Whitfield Barlow Hargreaves Okafor Penrose Doyle
Madison Tyler Brooke Jamal Savannah Diego Kayla Ethan | Caldwell Rivers Whitaker Monroe Beckett Ngo
Lena Jürgen Käthe Björn Anneliese Götz Sören Marlene | Müller Weiß Schröder Grünwald Böhm Straßer
Chloé Rémi Élodie François Zoé Aurélien Inès Loïc | Lefèvre Garçon Besançon Hénault Crépin Noël
Lucía Íñigo Begoña Andrés Ximena Raúl Sofía Martín | Núñez García Ibáñez Peñalver Quiñones Güell
João Inês Gonçalo Conceição Tiago Luísa Érico Iara | Magalhães Sá Brandão Araújo Leão Simões
Giulia Niccolò Chiara Matteo Beatrice Alessio Ilaria | Cantù Colombo Dell'Acqua Nardò Marchetti
Søren Åse Bjørn Ingrid Øyvind Linnéa Håkon Sigrid | Ødegård Lindqvist Kjærsgaard Åkesson Hjørring
Łukasz Żaneta Józef Małgorzata Świętosław Bożena | Wójcik Łukasiewicz Źrebiec Dąbek Śliwa Gołąb
Jiří Ludmila Ondřej Žofie Šimon Kateřina Radek | Krejčí Martinů Jirků Kočí Janů
Ülkü Çağrı Şebnem İpek Oğuz Gökçe Barış Nazlı | Yıldırım Öztürk Çelik Şahin Güneş Ağaoğlu
^ Hương Đức Thảo Nguyệt Quân Linh Phúc | Nguyễn Trần Lê Phạm Đặng Võ
Adébáyò Chidinma Olúwaṣeun Ngozi Ẹniọlá Emeka | Adéyẹmí Okonkwo Ọlátúnjí Eze Balógun
Achieng Wanjirũ Kamau Otieno Nyambura Kipchoge | Mwangi Odhiambo Njoroge Wairimũ Cheruiyot
Ольга/olga Сергей/sergey Наталья/natalya Юлия/yulia | Черных/chernykh Седых/sedykh Гончаренко/goncharenko
Оксана/oksana Тарас/taras Соломія/solomiia | Шевчук/shevchuk Ґудзь/gudz Їжакевич/yizhakevych
Ελένη/eleni Κατερίνα/katerina Ζωή/zoi | Παπαδάκη/papadaki Αγγελοπούλου/angelopoulou
Γιώργος/giorgos Νίκος/nikos Σπύρος/spyros | Παπαδάκης/papadakis Αγγελόπουλος/angelopoulos
محمد/mohammed فاطمة/fatima ليلى/layla عمر/omar نور/nour | الفارسي/alfarsi حدّاد/haddad المصري/almasri خوري/khoury
علی/ali زهرا/zahra امیر/amir نیلوفر/niloufar | نیک‌پور/nikpour رضایی/rezaei کریمی/karimi
יעל/yael נועם/noam תמר/tamar איתן/eitan | כהן/cohen לוי/levi שפירא/shapira
आरव/aarav प्रिया/priya रोहन/rohan अनन्या/ananya ईशा/isha | शर्मा/sharma पटेल/patel गुप्ता/gupta अय्यर/iyer
தமிழ்/tamizh கவிதா/kavitha முருகன்/murugan | ராஜன்/rajan சுப்பிரமணியன்/subramanian
অনিকা/anika রফিক/rafiq সুমন/suman | রহমান/rahman চৌধুরী/chowdhury
^ 伟/wei 秀英/xiuying 敏/min 静/jing 磊/lei 芳/fang | 王/wang 李/li 张/zhang 刘/liu 陈/chen 欧阳/ouyang
^ 太郎/taro 花子/hanako さくら/sakura 健二/kenji 美咲/misaki | 山田/yamada 佐藤/sato 鈴木/suzuki 髙橋/takahashi
^ 민준/minjun 서연/seoyeon 지훈/jihun 하은/haeun | 김/kim 이/lee 박/park 최/choi
สมชาย/somchai มะลิ/mali นภา/napa | ศรีสุข/srisuk วงศ์ใหญ่/wongyai
გიორგი/giorgi ნინო/nino ლევანი/levani | ბერიძე/beridze კაპანაძე/kapanadze
Անի/ani Տիգրան/tigran Նարե/nare | Սարգսյան/sargsyan Հակոբյան/hakobyan
አበበ/abebe ሰላም/selam ዮናስ/yonas | ተስፋዬ/tesfaye በቀለ/bekele
"""
_COMPANIES = """
Nordwind Systems, Ärzte im Netz e. V., Quillon & Partners, Café Amélie, 株式会社ミナト, Зелёный Дом
Okapi Analytics, Blue Harbour Shipping, شركة النخيل, Tidewater Robotics, Łódź Makers, Studio Ørsted
Sunrise Foods, Kestrel Aviation, 서울 디자인, Bergmann GmbH & Co. KG, Ponte Vecchio S.p.A., Yıldız Enerji
Green Valley Co-op, Lumière Films, O'Malley Brewing, 北京云图, Pacific Rim Ceramics, Atlas Cartography
Universidad del Sur, Sahara Solar, Baobab Ventures, Hexagon Bank, Red Panda Games, Meridian Health
"""
_FREELANCE = 0.15  # have no company
_DOMAINS = ("example.com", "example.org", "example.net")
_PASSES = ("General", "VIP", "Speaker", "Press", "Crew")
_PASS_WEIGHTS = (74, 10, 6, 4, 6)
_NOTES = (
    "Vegetarian",
    "Wheelchair access",
    "Plus one at dinner",
    "Interpreter: sign language",
    "Arrives late",
)
_HOSTED = 0.25  # of the VIPs and speakers: somebody wants to meet them, so the door stops at their note
_HOSTS = (
    "Call Inês Brandão on channel 4: she meets them at the entrance",
    "Bring to the lounge, and hand over the folder at the desk",
    "Has to be on stage within the hour: no queue",
    "Security detail of two comes along",
)
_PARTY_MOST = 5  # people in one order


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    email: str
    company: str
    pass_name: str
    status: str
    note: str
    attention: bool
    order_ref: str
    registered_before: int  # minutes before the event begins


def people(count: int, seed: int) -> Iterator[Person]:
    """The same people for the same seed, every time."""
    chance = random.Random(seed)  # noqa: S311 - made-up people
    orders = _Orders(random.Random(seed + 1))  # noqa: S311 - made-up people
    companies = _COMPANIES.strip().replace("\n", ", ").split(", ")
    weights = [1 / (rank + 2) for rank in range(len(companies))]  # a few of them send many
    countries = _NAMES.strip().splitlines()
    for number in range(count):
        country = countries[number % len(countries)]
        givens, families = country.removeprefix("^").split("|")
        family_first = country.startswith("^")
        given, given_latin = _written(chance.choice(givens.split()))
        family, family_latin = _written(chance.choice(families.split()))
        joint = "" if family_first and family >= "\u2e80" else " "  # East Asian scripts
        person = Person(
            name=f"{family}{joint}{given}" if family_first else f"{given}{joint}{family}",
            email=f"{given_latin}.{family_latin}{number}@{chance.choice(_DOMAINS)}",
            company="" if chance.random() < _FREELANCE else chance.choices(companies, weights)[0],
            pass_name=chance.choices(_PASSES, _PASS_WEIGHTS)[0],
            status=chance.choices(("confirmed", "registered", "cancelled"), (78, 19, 3))[0],
            note=chance.choice(_NOTES) if chance.random() < 0.05 else "",
            attention=False,
            order_ref="",
            registered_before=int(chance.triangular(60, 60 * 24 * 90, 60 * 24 * 14)),
        )
        yield orders.with_order(person)


class _Orders:
    """Who came in one order with whom, and whom somebody waits for. Of its own chance: the people stay who they are."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._number = 4100
        self._open: dict[str, tuple[str, int]] = {}  # by company: an order, and how many places it has left

    def with_order(self, person: Person) -> Person:
        hosted = person.pass_name in {"VIP", "Speaker"} and self._chance.random() < _HOSTED
        return replace(
            person,
            note=self._chance.choice(_HOSTS) if hosted else person.note,
            attention=hosted,
            order_ref=self._order_of(person.company),
        )

    def _order_of(self, company: str) -> str:
        order, left = self._open.get(company, ("", 0))
        if not left:
            self._number += 1
            order, left = f"HTX-{self._number}", self._chance.randint(1, _PARTY_MOST) if company else 1
        self._open[company] = (order, left - 1)
        return order


def _written(name: str) -> tuple[str, str]:
    """A name, and the plain letters of its address."""
    native, _, latin = name.partition("/")
    return native, latin or "".join(c for c in fold(native) if c.isascii() and c.isalnum())
