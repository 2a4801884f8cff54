"""What the organisations of the labelled register are called. The two halves share no town and no name of their own.

General words and made-up towns; no organisation is meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product


def _listed(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# (club written out, its short names, the sport alone, and what else the same club is called)
SPORTS = (
    ("Brottarklubb", ("BK",), "Brottning"), ("Kanotklubb", ("KK",), "Kanot"), ("Basketbollklubb", ("BBK",), "Basket"),
    ("Simsällskap", ("SS",), "Simning"), ("Segelsällskap", ("SS",), "Segling"), ("Ridklubb", ("RK",), "Ridning"),
    ("Skidklubb", ("SK",), "Skidor"), ("Cykelklubb", ("CK",), "Cykling"), ("Judoklubb", ("JK",), "Judo"),
    ("Orienteringsklubb", ("OK",), "Orientering"), ("Tennisklubb", ("TK",), "Tennis"), ("Golfklubb", ("GK",), "Golf"),
    ("Handbollsklubb", ("HK",), "Handboll"), ("Innebandyklubb", ("IBK",), "Innebandy"),
    ("Ryttarförening", ("RF",), "Ridning"), ("Fotbollsförening", ("FF",), "Fotboll"),
    ("Gymnastikförening", ("GF",), "Gymnastik"), ("Friidrottsförening", ("FIF",), "Friidrott"),
    ("Idrottsförening", ("IF",), "Idrott"), ("Bollklubb", ("BK",), "Boll"), ("Idrottsklubb", ("IK",), "Idrott"),
    ("Badmintonklubb", ("BMK",), "Badminton"), ("Budoklubb", ("BK",), "Budo"), ("Pilbågsklubb", ("PK",), "Pilbåge"),
)  # fmt: skip
THINGS = _listed(
    "Hembygds Bygdegårds Konst Musik Teater Odlings Foto Båt Hund Bi Jakt Fiske Slöjd Film Dans Släkt"
)
PARTS = _listed("Juniorer Damer Veteraner Ungdomssektion Herrar Ungdom Dam Innebandysektion Flickor Seniorer")
SIDES = (("Norra", "Södra"), ("Östra", "Västra"), ("Inre", "Yttre"), ("Gamla", "Nya"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one half."""

    towns: tuple[str, ...]
    firsts: tuple[str, ...]
    beings: tuple[str, ...]
    things: tuple[tuple[str, str], ...]
    circles: tuple[tuple[str, str], ...]
    peoples: tuple[str, ...]
    adjectives: tuple[str, ...]
    nouns: tuple[str, ...]
    orders: tuple[tuple[str, str], ...]
    movements: tuple[str, ...]


def half(*, kept: bool) -> Vocabulary:
    """Return the words of the half that the weights are fitted to, or of the one kept apart."""
    return _vocabulary(_KEPT if kept else _FITTED)


def _vocabulary(of: Mapping[str, str]) -> Vocabulary:
    firsts, beings = _listed(of["first"]), _listed(of["beings"])
    made = [one + other for one in _listed(of["town first"]) for other in _listed(of["town last"])]
    orders = tuple(tuple(order.split(" = ")) for order in of["orders"].split("; "))
    return Vocabulary(
        (*made, *_listed(of["real"])), firsts, beings, tuple(product(firsts, _listed(of["last"]))),
        tuple(product(beings, _listed(of["circles"]))), _listed(of["peoples"]), _listed(of["adjectives"]),
        _listed(of["nouns"]), tuple((order[0], order[1]) for order in orders), _listed(of["movements"]),
    )  # fmt: skip


_FITTED = {
    "town first": "Gran Ek Tall Björk Lind Al Sten Berg Dal Sjö Äng Lund Häll",
    "town last": "bo backen by torp stad vik näs",
    "real": "Tranås Trosa Mora Falun Motala Visby Kalmar Boden Säffle Lund Borås",
    "first": "Vatten Sol Måne Björk Sten Havs Guld Silver Eld Vind Regn Snö Lövs Skogs Äng Fjäll Ler Sand "
    "Moln Stjärn Dagg",
    "last": "labbet gläntan skeppet stugan porten bryggan lyktan nästet kompassen verkstan spåret källan "
    "ringen cirkeln",
    "beings": "Solros Blåsippa Kaprifol Linnea Vitsippa Prästkrage Lövsångare Koltrast Ekorre Igelkott Asp "
    "Lönn Hassel Gök",
    "circles": "vänner föräldrar grannar ungdomar sällskap trädgård ateljé verkstad bygdeförening bokcirkel "
    "kör scouter",
    "peoples": "Somaliska Eritreanska Kurdiska Syriska Finska Bosniska Chilenska Iranska Irakiska Polska "
    "Turkiska Gambiska",
    "adjectives": "Inre Öppna Gröna Fria Unga Nya Blå Glada",
    "nouns": "Kustlandet Dalen Tystnaden Mötet Gemenskapen Vägen Rösten Dansen Trädgården Framtiden",
    "orders": "Pensionärernas Riksorganisation = PRO; Arbetarnas Bildningsförbund = ABF; "
    "Sveriges Pensionärsförbund = SPF; Hörselskadades Riksförbund = HRF",
    "movements": "Lyktan Verdandi Fyrbåken Ljuspunkten Handslaget Trådrullen Nattvandrarna Livlinan "
    "Kamratstödet Hjälparna",
}
_KEPT = {
    "town first": "Mar Ost Rud Tor Fager Grön Häg Löv Mos Ny Sko Vall Åker",
    "town last": "sund hamn ås mark hed vad holm",
    "real": "Umeå Ystad Nora Arboga Flen Sala Skara Hjo Gnesta Kumla Tierp Heby",
    "first": "Brev Tråd Ord Ton Färg Form Bok Kol Järn Koppar Glas Pärl Frost Höst Vår Kväll Hopp Tids "
    "Livs Minnes Natt",
    "last": "huset rummet båten nyckeln fyren väven trappan bänken tornet kvarnen smedjan ladan grinden "
    "stegen hörnet luckan",
    "beings": "Rönn Ljung Klöver Viol Timjan Mård Uggla Svala Tärna Lärka Näktergal Domherre Vildros "
    "Talgoxe Havsörn Utter",
    "circles": "orkester teater körsång kammare cykelvänner lekpark museivänner kamrater hantverk berättare "
    "spelmän odlare",
    "peoples": "Grekiska Etiopiska Afghanska Ukrainska Serbiska Estniska Samiska Romska Assyriska Lettiska "
    "Litauiska Slovenska",
    "adjectives": "Stilla Vida Ljusa Trygga Goda Varma Höga Stora",
    "nouns": "Handen Rymden Tanken Leken Berget Musiken Språket Minnet Hemmet Skogen",
    "orders": "Synskadades Riksförbund = SRF; Riksförbundet för Social och Mental Hälsa = RSMH; "
    "Sveriges Dövas Riksförbund = SDR; Kristliga Föreningen Unga Män = KFUM",
    "movements": "Lekvännerna Naturvännerna Fältväktarna Konstfrämjarna Filmstudion Stegen Brobyggarna "
    "Medmänniskorna Ankaret",
}
