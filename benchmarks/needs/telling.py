"""How the rows of the register are told: the words that somebody in the house would have used, and the noise."""

import random
from collections.abc import Sequence

GROUPS = {
    "NYANL": ("nyanlända", "personer som är nya i Sverige", "flyktingar", "nyanlända vuxna"),
    "NYETAB": ("deltagare i etableringsprogrammet", "nyanlända som lämnat etableringsprogrammet utan jobb"),
    "UTRKV": ("utrikes födda kvinnor", "kvinnor födda i andra länder", "utlandsfödda kvinnor", "invandrade kvinnor"),
    "KVSVAG": ("kvinnor utan egen inkomst", "kvinnor med svag ställning på arbetsmarknaden", "hemmavarande kvinnor"),
    "FORLED": ("föräldralediga", "småbarnsföräldrar", "föräldrar som är hemma med små barn", "nyblivna föräldrar"),
    "KORTUTB": ("kortutbildade", "personer med kort skolgång", "vuxna utan gymnasieutbildning"),
    "SPRAK": ("språksvaga", "personer som har svårt med svenskan", "vuxna med låg språkprogression"),
    "SFI1": ("sfi-elever på studieväg 1", "elever på studieväg 1"),
    "LANGT": ("personer långt från arbetsmarknaden", "långtidsarbetslösa", "personer som länge varit utan arbete"),
    "LANGFS": ("personer med långvarigt försörjningsstöd", "hushåll som haft försörjningsstöd i flera år"),
    "OKLAR": ("personer med oklara arbetsförutsättningar", "personer vars arbetsförmåga är oklar"),
    "NOLLKL": ("sjukskrivna utan sjukpenning", "nollklassade", "sjukskrivna inom försörjningsstöd"),
    "UVAS": ("unga som varken arbetar eller studerar", "hemmasittare", "ungdomar utan sysselsättning"),
    "UNG1521": ("ungdomar i gymnasieåldern", "tonåringar", "unga mellan 15 och 21 år"),
    "UNGVUX": ("unga vuxna", "unga i åldern 18–29 år"),
    "KAA": ("ungdomar inom det kommunala aktivitetsansvaret", "ungdomar som lämnat gymnasiet i förtid",
        "avhoppare från gymnasiet"),
    "PSYK": ("personer med psykisk ohälsa", "personer inom socialpsykiatrin", "människor som mår psykiskt dåligt"),
    "BEROENDE": ("personer med missbruk", "personer i beroendevård", "personer som lämnat ett missbruk"),
    "KRIM": ("personer med kriminell bakgrund", "frigivna", "personer som lämnat kriminaliteten"),
    "OHALSA": ("personer med kronisk sjukdom", "personer med fysisk ohälsa", "personer med långvarig smärta"),
    "OINSKR": ("personer som inte är inskrivna på Arbetsförmedlingen", "personer utan kontakt med myndigheter"),
    "FUNK": ("personer med funktionsnedsättning", "personer med autism eller adhd", "synskadade"),
    "ALLA": ("alla boende", "invånare i området"),
}  # fmt: skip
ACTIVITIES = {
    "ARBFORB": ("arbetsträning", "arbetsförberedande kurs", "förberedelse för arbete", "förrehabiliterande insats"),
    "ARBREHAB": ("arbetsrehabilitering", "arbetsförmågebedömning", "prövning av arbetsförmågan"),
    "STUDIEB": ("intervjuträning", "cv-verkstad", "studiebesök på företag", "hjälp att söka jobb"),
    "INTERVJUUTR": ("utlåning av intervjukläder", "kläder till intervjun", "intervjuutrustning"),
    "MATCH": ("jobbmässa", "rekryteringsträffar", "möten med arbetsgivare"),
    "MATCHFOR": ("vänfamiljer", "matchning mot föreningslivet", "fadderverksamhet", "nya sociala nätverk"),
    "SVERIGE": ("samhällsorientering", "samhällsvägledning", "rådgivning om myndigheter",
        "information om det svenska samhället"),
    "SPRAK": ("språkcafé", "språkkafé", "språkträning", "samtal på lätt svenska"),
    "DIGITAL": ("datorkurs", "it-stöd", "digital hjälp", "kurs i e-tjänster"),
    "HALSA": ("promenadgrupp", "hälsoskola", "matlagning och kost", "gympa"),
    "FRILUFT": ("utflykter i naturen", "prova på-idrott", "friluftsdagar", "fritidsaktiviteter"),
    "FORALDR": ("föräldragrupp", "babycafé", "föräldraträffar"),
    "PSYKSOC": ("samtalsstöd", "stödsamtal", "samtalsgrupp", "kuratorssamtal"),
    "UPPSOK": ("uppsökande arbete", "dörrknackning", "fältarbete", "uppsökande verksamhet på torget"),
    "VAGL": ("studie- och yrkesvägledning", "vägledning om utbildning", "karriärvägledning"),
    "YRKESUTB": ("yrkesutbildning", "yrkeskurs med sfi", "utbildning i ett bristyrke"),
    "SFIPLATS": ("sfi på öppna förskolan", "sfi i föreningens lokal", "sfi på arbetsplatsen"),
    "MOTESPL": ("öppen mötesplats", "träffpunkt", "allaktivitetshus", "community center"),
    "KARTL": ("kartläggning", "behovsinventering", "förstudie"),
    "DIALOG": ("medborgardialog", "dialogkväll", "konferens"),
    "PARALLELL": ("stöd parallellt med behandlingen", "insats parallellt med vården", "parallella insatser"),
    "SIG": ("social insatsgrupp", "sociala insatsgrupper"),
    "ABC": ("ABC-kurs", "kurs på jobbtorget"),
    "SAMLOK": ("samlokalisering", "gemensamma lokaler"),
    "UTBPERS": ("nätverksträff för personal", "utbildning av personal", "metodutveckling"),
    "ARBTILLF": ("feriejobb", "visstidsanställning i stadens verksamheter", "arbetstillfällen i förvaltningen"),
    "INFO": ("informationsträff", "informationsmöte", "information i nyhetsbrev"),
}  # fmt: skip
DISTRICTS = {
    "JARVA": ("Rinkeby", "Tensta", "Husby", "Kista", "Järva"), "HASSELBY": ("Vällingby", "Hässelby"),
        "BROMMA": ("Bromma",),
    "KUNGSHOLMEN": ("Kungsholmen",), "NORRAINN": ("Norra innerstaden", "Norrmalm", "Östermalm"),
    "SODERMALM": ("Södermalm",), "ENSKEDE": ("Rågsved", "Hagsätra", "Östberga"),
    "SKARPNACK": ("Bagarmossen", "Skarpnäck"), "FARSTA": ("Farsta",), "HAGERSTEN": ("Hägersten", "Älvsjö"),
    "SKARHOLMEN": ("Skärholmen", "Vårberg"),
}  # fmt: skip
_NOISE = (
    "Vi träffas en gång i veckan.", "Lokalen är bokad till jul.", "Kontaktpersonen har bytts i höst.",
    "Samarbetet har pågått i några år.", "Föreningen bjuder på fika.", "Uppföljning görs varje termin.",
    "Inga pengar ingår.", "Enheten hänvisar deltagare.", "Det är populärt och ofta fullt.",
    "Verksamheten är avgiftsfri.", "Ett protokoll skrivs efter varje möte.", "",
)  # fmt: skip
_TEMPLATES = (
    ("{Activity} för {group}{where}", "{Activities} för {groups}{where}. {noise}"),
    ("{Activity}{where}", "Riktar sig till {groups}. {noise} Innehåll: {activities}."),
    ("{Group}{where}: {activity}", "Tillsammans med föreningen ordnar vi {activities} för {groups}. {noise}"),
    ("Samarbete {at} om {activity}", "{noise} Målgruppen är {groups} och det handlar om {activities}{where}."),
    ("{Activity} med en lokal förening", "{noise} {Groups} får {activities}{where}."),
)  # fmt: skip


def told(
    dice: random.Random, groups: Sequence[str], activities: Sequence[str], district: str | None,
    ages: tuple[int, int] | None, at: int,
) -> tuple[str, str]:  # fmt: skip
    """Return title and description; now and then with a letter wrong."""
    by_group = [dice.choice(GROUPS[code]) for code in groups]
    by_activity = [dice.choice(ACTIVITIES[code]) for code in activities]
    place = dice.choice(DISTRICTS[district]) if district in DISTRICTS else ""
    words = {
        "group": by_group[0], "groups": " och ".join(by_group), "activity": by_activity[0],
        "activities": " och ".join(by_activity), "where": f" i {place}" if place else "",
        "noise": dice.choice(_NOISE), "at": f"nr {at}",
    }  # fmt: skip
    words |= {name.capitalize(): word[:1].upper() + word[1:] for name, word in words.items()}
    title, description = (part.format(**words) for part in dice.choice(_TEMPLATES))
    if ages:
        description += f" Åldern är {ages[0]}–{ages[1]} år."
    return title, _misspelt(dice, description) if dice.random() < 0.1 else description


def _misspelt(dice: random.Random, text: str) -> str:
    at = dice.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1 :]
