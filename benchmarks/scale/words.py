"""What Swedish associations are named after. General words and public place names; no organisation is meant."""

# (place, its form before a noun, first three digits of its postcodes, how common)
PLACES = (
    ("Stockholm", "Stockholms", "113", 18), ("Göteborg", "Göteborgs", "411", 9), ("Malmö", "Malmö", "211", 6),
    ("Uppsala", "Uppsala", "753", 4), ("Linköping", "Linköpings", "582", 3), ("Örebro", "Örebro", "702", 3),
    ("Västerås", "Västerås", "722", 3), ("Helsingborg", "Helsingborgs", "252", 3),
    ("Norrköping", "Norrköpings", "602", 3), ("Jönköping", "Jönköpings", "553", 3), ("Umeå", "Umeå", "903", 3),
    ("Lund", "Lunds", "222", 3), ("Borås", "Borås", "503", 2), ("Huddinge", "Huddinge", "141", 2),
    ("Nacka", "Nacka", "131", 2), ("Eskilstuna", "Eskilstuna", "632", 2), ("Gävle", "Gävle", "802", 2),
    ("Södertälje", "Södertälje", "151", 2), ("Sundsvall", "Sundsvalls", "852", 2), ("Växjö", "Växjö", "352", 2),
    ("Karlstad", "Karlstads", "652", 2), ("Botkyrka", "Botkyrka", "147", 2),
    ("Halmstad", "Halmstads", "302", 2), ("Kristianstad", "Kristianstads", "291", 2),
    ("Haninge", "Haninge", "136", 2), ("Luleå", "Luleå", "972", 2), ("Kalmar", "Kalmar", "392", 2),
    ("Skellefteå", "Skellefteå", "931", 2), ("Östersund", "Östersunds", "831", 2),
    ("Trollhättan", "Trollhättans", "461", 2), ("Farsta", "Farsta", "123", 2),
    ("Skärholmen", "Skärholmens", "127", 2), ("Bromma", "Bromma", "167", 2), ("Kista", "Kista", "164", 2),
    ("Spånga", "Spånga", "163", 2), ("Hägersten", "Hägerstens", "126", 2), ("Vällingby", "Vällingby", "162", 2),
    ("Tensta", "Tensta", "163", 1), ("Rinkeby", "Rinkeby", "163", 1), ("Åkersberga", "Åkersberga", "184", 1),
    ("Ängelholm", "Ängelholms", "262", 1), ("Falun", "Falu", "791", 1), ("Visby", "Visby", "621", 1),
    ("Kiruna", "Kiruna", "981", 1), ("Ystad", "Ystads", "271", 1), ("Motala", "Motala", "591", 1),
    ("Lidköping", "Lidköpings", "531", 1), ("Mora", "Mora", "792", 1), ("Säffle", "Säffle", "661", 1),
    ("Åre", "Åre", "830", 1),
)  # fmt: skip

# How a name is built; {of} is the place before a noun, {place} the place, {thing} what it is about, {n} a number.
SHAPES = (
    ("{of} {sport}", 30), ("{thing}föreningen i {place}", 14), ("{of} {thing}förening", 14),
    ("Föreningen {thing} och gemenskap i {place}", 5), ("{people} föreningen i {place}", 9),
    ("{people} kulturföreningen i {of} kommun", 4), ("{national} {of} lokalavdelning", 10),
    ("{national} avdelning {n}", 4), ("{part} {place} hembygdsförening", 4),
    ("Stiftelsen {thing}hjälpen i {place}", 3), ("{part} {of} pensionärsförening", 4),
    ("{of} {thing}sällskap", 4),
)  # fmt: skip
SPORTS = (
    "IF", "IK", "BK", "FF", "SK", "Idrottsförening", "Bollklubb", "Fotbollsförening", "Simsällskap",
    "Orienteringsklubb", "Ridklubb", "Brottarklubb", "Innebandyklubb", "Handbollsförening", "Judoklubb",
    "Schacksällskap", "Cykelklubb", "Friidrottsklubb", "Gymnastikförening", "Ishockeyförening", "Golfklubb",
    "Segelsällskap", "Tennisklubb", "Skidklubb",
)  # fmt: skip
THINGS = (
    "Språk", "Läs", "Musik", "Teater", "Odlings", "Cykel", "Mat", "Hantverks", "Skogs", "Trädgårds", "Film",
    "Dans", "Kör", "Foto", "Slöjd", "Kvinno", "Ungdoms", "Föräldra", "Anhörig", "Patient", "Vän", "Hjälp",
    "Fred", "Natur", "Djur", "Båt", "Hund", "Katt", "Bi", "Fågel", "Fiske", "Jakt", "Historie", "Släkt",
    "Museum", "Konst", "Spel", "Data", "Amatörradio", "Flyg", "Motor", "Veteran", "Järnvägs", "Brand",
    "Räddnings", "Nykterhets", "Bygde", "By", "Väg", "Äventyrs", "Äldre", "Ädelstens", "Örtagårds", "Ölands",
    "Ångbåts", "Åkeri",
)  # fmt: skip
PEOPLES = (
    "Somaliska", "Eritreanska", "Kurdiska", "Syriska", "Finska", "Bosniska", "Chilenska", "Iranska", "Irakiska",
    "Polska", "Grekiska", "Turkiska", "Etiopiska", "Afghanska", "Ukrainska", "Serbiska", "Estniska", "Samiska",
    "Romska", "Assyriska",
)  # fmt: skip
NATIONALS = (
    "Hörselskadades förening", "Synskadades förening", "Reumatikerföreningen", "Astma- och allergiföreningen",
    "Hyresgästernas förening", "Villaägarnas förening", "Scoutkåren", "Naturskyddarna", "Studieförbundet",
    "Folkdansgillet", "Konstföreningen", "Nykterhetslogen", "Fackklubben", "Jägarnas förening", "Biodlarna",
    "Trädgårdsvännerna",
)  # fmt: skip
PARTS = ("Norra", "Södra", "Östra", "Västra", "Inre", "Yttre", "Nya", "Gamla")

PURPOSES = (
    "Föreningen ordnar språkkafé och läxhjälp för nyanlända", "Föreningen verkar för idrott åt barn och unga",
    "Föreningen vårdar bygdens kulturarv och ordnar vandringar",
    "Föreningen stöder långtidsarbetslösa på vägen till arbete eller studier",
    "Föreningen är en mötesplats för äldre med samtal, musik och fika",
    "Föreningen ger råd och stöd till anhöriga", "Föreningen sprider kunskap om odling och hållbar mat",
    "Föreningen hjälper kvinnor med utländsk bakgrund till egen försörjning",
    "Föreningen driver en andrahandsbutik med arbetsträning",
    "Föreningen ordnar sommarläger och fritidsaktiviteter",
)  # fmt: skip
SUBJECTS = (
    "Språkkafé", "Jobbmässa", "Informationsträffar",
    "Mentorprogram", "Läxhjälp", "Odlingsprojekt", "Cykelverkstad", "Föräldraträffar", "Digital handledning",
    "Arbetsträning", "Studiebesök", "Öppet hus", "Nätverksträffar", "Friskvårdsgrupp", "Matlagningskurs",
    "Samhällsvägledning", "Uppsökande arbete", "Yrkessvenska",
)  # fmt: skip
