"""Places that names of Swedish associations hold, and which of them are one town to people who live there."""

from registry.core.text import fold

# Municipalities, then towns and parts of towns that many associations are named after.
_NAMES = """
Ale Alingsås Alvesta Aneby Arboga Arjeplog Arvidsjaur Arvika Askersund Avesta Bengtsfors Berg Bjurholm Bjuv
Boden Bollebygd Bollnäs Borgholm Borlänge Borås Botkyrka Boxholm Bromölla Bräcke Burlöv Båstad Danderyd
Degerfors Dorotea Eda Ekerö Eksjö Emmaboda Enköping Eskilstuna Eslöv Essunga Fagersta Falkenberg Falköping Falun
Filipstad Finspång Flen Forshaga Färgelanda Gagnef Gislaved Gnesta Gnosjö Gotland Grums Grästorp Gullspång
Gällivare Gävle Göteborg Götene Habo Hagfors Hallsberg Hallstahammar Halmstad Hammarö Haninge Haparanda Heby
Hedemora Helsingborg Herrljunga Hjo Hofors Huddinge Hudiksvall Hultsfred Hylte Håbo Hällefors Härjedalen
Härnösand Härryda Hässleholm Höganäs Högsby Hörby Höör Jokkmokk Järfälla Jönköping Kalix Kalmar Karlsborg
Karlshamn Karlskoga Karlskrona Karlstad Katrineholm Kil Kinda Kiruna Klippan Knivsta Kramfors Kristianstad
Kristinehamn Krokom Kumla Kungsbacka Kungsör Kungälv Kävlinge Köping Laholm Landskrona Laxå Lekeberg Leksand
Lerum Lessebo Lidingö Lidköping Lindesberg Linköping Ljungby Ljusdal Ljusnarsberg Lomma Ludvika Luleå Lund
Lycksele Lysekil Malmö Malung Malå Mariestad Marks Markaryd Mellerud Mjölby Mora Motala Mullsjö Munkedal
Munkfors Mölndal Mönsterås Mörbylånga Nacka Nora Norberg Nordanstig Nordmaling Norrköping Norrtälje Norsjö Nybro
Nykvarn Nyköping Nynäshamn Nässjö Ockelbo Olofström Orsa Orust Osby Oskarshamn Ovanåker Oxelösund Pajala
Partille Perstorp Piteå Ragunda Robertsfors Ronneby Rättvik Sala Salem Sandviken Sigtuna Simrishamn Sjöbo Skara
Skellefteå Skinnskatteberg Skurup Skövde Smedjebacken Sollefteå Sollentuna Solna Sorsele Sotenäs Staffanstorp
Stenungsund Stockholm Storfors Storuman Strängnäs Strömstad Strömsund Sundbyberg Sundsvall Sunne Surahammar
Svalöv Svedala Svenljunga Säffle Säter Sävsjö Söderhamn Söderköping Södertälje Sölvesborg Tanum Tibro Tidaholm
Tierp Timrå Tingsryd Tjörn Tomelilla Torsby Torsås Tranemo Tranås Trelleborg Trollhättan Trosa Tyresö Täby
Töreboda Uddevalla Ulricehamn Umeå Uppsala Uppvidinge Vadstena Vaggeryd Valdemarsvik Vallentuna Vansbro Vara
Varberg Vaxholm Vellinge Vetlanda Vilhelmina Vimmerby Vindeln Vingåker Vårgårda Vänersborg Vännäs Värmdö Värnamo
Västervik Västerås Växjö Ydre Ystad Åmål Ånge Åre Årjäng Åsele Åstorp Åtvidaberg Älmhult Älvdalen Älvkarleby
Älvsbyn Ängelholm Öckerö Ödeshög Örebro Örkelljunga Örnsköldsvik Östersund Österåker Östhammar Järva Rinkeby
Kista Tensta Spånga Hjulsta Husby Akalla Hässelby Vällingby Bromma Kungsholmen Norrmalm Östermalm Södermalm
Vasastan Enskede Årsta Vantör Farsta Skarpnäck Bagarmossen Hägersten Liljeholmen Älvsjö Skärholmen Bredäng
Rågsved Högdalen Bandhagen Johanneshov Sköndal Hökarängen Gubbängen Fruängen Aspudden Midsommarkransen
Hammarbyhöjden Kärrtorp Angered Hisingen Biskopsgården Frölunda Bergsjön Hammarkullen Askim Majorna Lundby
Rosengård Limhamn Oxie Rosenlund Visby Åkersberga Märsta Jordbro Brandbergen Handen Fittja Alby Hallunda
Norsborg Tumba Flemingsberg Jakobsberg Upplands Skåne Värmland Dalarna Gästrikland Hälsingland Jämtland Halland
Blekinge Småland Öland Östergötland Västergötland Södermanland Uppland Västmanland Bohuslän Dalsland Norrbotten
Västerbotten Ångermanland Medelpad Närke Sörmland
"""
PLACES = frozenset(fold(_NAMES).split())

# Postal towns of one city: who lives in Farsta may write either name.
_CITIES = {
    "stockholm": "jarva rinkeby kista tensta spanga hjulsta husby akalla hasselby vallingby bromma kungsholmen "
    "norrmalm ostermalm sodermalm vasastan enskede arsta vantor farsta skarpnack bagarmossen hagersten liljeholmen "
    "alvsjo skarholmen bredang ragsved hogdalen bandhagen johanneshov skondal hokarangen gubbangen fruangen "
    "aspudden midsommarkransen hammarbyhojden karrtorp",
    "goteborg": "angered hisingen biskopsgarden frolunda bergsjon hammarkullen askim majorna lundby",
    "malmo": "rosengard limhamn oxie",
    "haninge": "jordbro brandbergen handen",
    "botkyrka": "fittja alby hallunda norsborg tumba",
    "osteraker": "akersberga",
    "sigtuna": "marsta",
    "jarfalla": "jakobsberg",
    "gotland": "visby",
}
_CITY_OF = {part: city for city, parts in _CITIES.items() for part in parts.split()}


def place_of(word: str) -> str | None:
    """Return the place that a folded word names, also in the genitive ("stockholms"); None when it names none."""
    if word in PLACES:
        return word
    if word == "falu":
        return "falun"
    return word[:-1] if word.endswith("s") and word[:-1] in PLACES else None


def city_of(place: str) -> str:
    """Return the town that a folded place is a part of, itself when it is none that we know."""
    return _CITY_OF.get(place, place)
