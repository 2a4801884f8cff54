"""The 24 needs in words: short and long, tidy and dirty. What each is about is said beside it, for the truth.

`kept` ones are opened once; nothing is fitted to them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DescribedNeed:
    """A text, what it is about (codes), and how many right answers the register is given for it."""

    text: str
    groups: tuple[str, ...]
    activities: tuple[str, ...]
    right: int
    district: str | None = None
    ages: tuple[int, int] | None = None
    is_kept: bool = False


FITTING = (
    DescribedNeed("Språkcafé för föräldralediga i Farsta.", ("FORLED",), ("SPRAK",), 0, "FARSTA"),
    DescribedNeed(
        "Vi vill starta träffar där personer som har hoppat av gymnasiet får studie- och yrkesvägledning. "
        "Det handlar inte om sommarjobb eller praktik, utan om att välja utbildning.",
        ("KAA",), ("VAGL",), 1,
    ),
    DescribedNeed(
        "Föreningen Gemenskap i Bromma söker samarbete. Vår idé är samtalsgrupper för människor som lever med "
        "psykisk ohälsa. Grupperna leds av egenerfarna och träffas en kväll i veckan. Vi räknar med 25 deltagare per "
        "termin och projektet ska pågå i två år. Kostnaden är 450 000 kronor.",
        ("PSYK",), ("PSYKSOC",), 3, "BROMMA",
    ),
    DescribedNeed(
        "Motion: Stockholm bör se till att de som har suttit i fängelse får hjälp till arbete. Många frigivna"
        " står utan "
        "jobb och bostad. Arbetsträning och förberedelse inför arbete behövs direkt efter muck. I Göteborg finns "
        "redan ett projekt.",
        ("KRIM",), ("ARBFORB",), 8,
    ),
    DescribedNeed(
        "digital hjälp åt nyanlända!! datorkurser, bank-id, mobilen, e-tjänster osv. många kan inte logga in hos "
        "försäkringskassan",
        ("NYANL",), ("DIGITAL",), 20,
    ),
    DescribedNeed(
        "Sjukskrivna inom försörjningsstöd behöver få sin arbetsförmåga prövad. Arbetsförmågeprövning saknas.",
        ("NOLLKL",), ("ARBREHAB",), 3,
    ),
    DescribedNeed(
        "Unga mellan 15 och 21 år i Skärholmen behöver någonstans att ta vägen. Vi föreslår utflykter, "
        "friluftsliv och "
        "möjlighet att prova på idrott. Verksamheten riktar sig inte till barn under 15 år.",
        ("UNG1521",), ("FRILUFT",), 8, "SKARHOLMEN", (15, 21),
    ),
    DescribedNeed(
        "Utrikes födda kvinnor med kort utbildning är svåra att nå. Därför behövs uppsökande arbete, gärna av"
        " kvinnor "
        "som själva kommit hit, som knackar dörr och berättar vad som finns.",
        ("UTRKV",), ("UPPSOK",), 20,
    ),
    DescribedNeed("Föräldrautbildning i parallella insatser till missbrukare", ("BEROENDE",), ("PARALLELL",), 1),
    DescribedNeed(
        "Personer med funktionsnedsatning ska få chans att träffa arbetsgivare. En jobbmäsa varje vår och "
        "rekryteringsträffar på hösten.",
        ("FUNK",), ("MATCH",), 3,
    ),
    DescribedNeed(
        "Det saknas en mötesplats för alla boende i området kring Hässelby gård och Vällingby. Ett allaktivitetshus "
        "vore bra.",
        ("ALLA",), ("MOTESPL",), 0, "HASSELBY",
    ),
    DescribedNeed(
        "Kvinnor med svag ställning på arbetsmarknaden ska kunna lära sig ett yrke. Yrkesutbildning i "
        "bristyrken, till "
        "exempel undersköterska eller kock, i 18 månader för 40 deltagare. Projektägare är kommunen och det "
        "finansieras "
        "av Europeiska socialfonden.",
        ("KVSVAG",), ("YRKESUTB",), 8,
    ),
)  # fmt: skip

KEPT = (
    DescribedNeed(
        "Hjälp till dem som varken jobbar eller pluggar: uppsökande arbete bland hemmasittande ungdomar i Rinkeby.",
        ("UVAS",), ("UPPSOK",), 3, "JARVA", is_kept=True,
    ),
    DescribedNeed(
        "Simning och annan motion för personer med långvarig värk",
        ("OHALSA",), ("HALSA",), 8, is_kept=True,
    ),
    DescribedNeed(
        "Skrivelse från Liberalerna. Många som går på sfi, studieväg 1, kommer aldrig ut i arbetslivet. De "
        "behöver få se "
        "hur ett arbete går till. Vi vill ha studiebesök på arbetsplatser, intervjuträning och hjälp med cv. "
        "Hur arbetar "
        "nämnden med detta i dag? Finns det föreningar som kan hjälpa till?",
        ("SFI1",), ("STUDIEB",), 8, is_kept=True,
    ),
    DescribedNeed(
        "Långvarigt försörjningsstöd i Farsta: vi vill kartlägga hur många det gäller och vad de behöver.",
        ("LANGFS",), ("KARTL",), 1, "FARSTA", is_kept=True,
    ),
    DescribedNeed(
        "Babycafé och föräldragrupper, för föräldrar med små barn. Inte språkundervisning, den finns redan.",
        ("FORLED",), ("FORALDR",), 20, is_kept=True,
    ),
    DescribedNeed(
        "Nyanlända behöver vänner. Vänfamiljer, fadderverksamhet och kontakt med föreningslivet gör att man "
        "kommer in. "
        "I Södertälje har en förening drivit ett liknande projekt med 60 deltagare.",
        ("NYANL",), ("MATCHFOR",), 20, is_kept=True,
    ),
    DescribedNeed(
        "Arbetslösa ungdomar som lever med missbruk. Social insatsgrupp i Skärholmen.",
        ("BEROENDE",), ("SIG",), 0, "SKARHOLMEN", is_kept=True,
    ),
    DescribedNeed(
        "Personer långt från arbetsmarknaden ska ha tillgång till intervjukläder. Låna kläder till "
        "anställningsintervjun!",
        ("LANGT",), ("INTERVJUUTR",), 3, is_kept=True,
    ),
    DescribedNeed(
        "Unga vuxna, 18-29 år, som är deprimerade eller har ångest. Vi tänker oss arbetsträning i lugn takt, "
        "med handledare. "
        "Tre dagar i veckan, sex månader, tio platser.",
        ("UNGVUX", "PSYK"), ("ARBFORB",), 8, None, (18, 29), is_kept=True,
    ),
    DescribedNeed(
        "Samhällsorientering på modersmål för nyanlända kvinor och män som bor på Södermalm. Rättigheter och "
        "skyldigheter, hur man fyller i blanketter, hur samhället fungerar.",
        ("NYANL",), ("SVERIGE",), 1, "SODERMALM", is_kept=True,
    ),
    DescribedNeed(
        "Sommarjobb och visstidsanställningar i stadens verksamheter för unga som hoppat av skolan.",
        ("KAA",), ("ARBTILLF",), 3, is_kept=True,
    ),
    DescribedNeed("Medborgardialog med synskadade och hörselskadade", ("FUNK",), ("DIALOG",), 0, is_kept=True),
)  # fmt: skip
NEEDS = (*FITTING, *KEPT)
