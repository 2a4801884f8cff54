"""Abbreviations and what they stand for, both ways. One abbreviation may stand for several things."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

# Clubs of sport: what is written out, and what it is called for short.
CLUBS = {
    "idrottsforening": "if", "idrottsklubb": "ik", "idrottssallskap": "is", "bollklubb": "bk",
    "sportklubb": "sk", "fotbollsforening": "ff", "fotbollforening": "ff", "fotbollsklubb": "fk",
    "fotbollklubb": "fk", "sportforening": "sf", "gymnastikforening": "gf", "simsallskap": "ss",
    "segelsallskap": "ss", "simklubb": "sk", "skidklubb": "sk", "skolidrottsforening": "sif",
    "orienteringsklubb": "ok", "ridklubb": "rk", "handbollsklubb": "hk", "handbollklubb": "hk",
    "handbollsforening": "hf", "ishockeyforening": "if", "ishockeyklubb": "ik", "hockeyclub": "hc",
    "innebandyklubb": "ibk", "innebandyforening": "ibf", "innebandysallskap": "ibs", "golfklubb": "gk",
    "tennisklubb": "tk", "brottarklubb": "bk", "cykelklubb": "ck", "friidrottsklubb": "fik",
    "friidrottsforening": "fif", "judoklubb": "jk", "motorklubb": "mk", "kanotklubb": "kk",
    "ryttarforening": "rf", "kanotclub": "kc", "basketbollklubb": "bbk", "volleybollklubb": "vbk", "ridsallskap": "rs",
    "fotbollsclub": "fc", "ishockeyclub": "ihc", "konstakningsklubb": "kk", "brukshundklubb": "bhk",
    "badmintonklubb": "bmk", "bordtennisklubb": "btk", "basketklubb": "bbk", "gif": "gif", "aik": "aik",
    "ffi": "ffi",
}  # fmt: skip
_MORE = """
scoutkar sk/ hembygdsforening hbf/
bostadsrattsforening brf/ samfallighetsforening sff/ vagforening vf/ forening foren/ avdelning avd/
lokalavdelning avd/ sankt st/ sankta sta/ gymnastik idrottsforening gif/ gymnastik idrotts forening gif/
allmanna idrottsklubben aik/ idrottsforeningen kamraterna ifk/ pensionarernas riksorganisation pro/
sveriges pensionarsforbund spf/ arbetarnas bildningsforbund abf/ horselskadades riksforbund hrf/
synskadades riksforbund srf/ sveriges dovas riksforbund sdr/ riksforbundet sexuell upplysning rfsu/
riksforbundet social mental halsa rsmh/ homosexuellas bisexuellas transpersoners rattigheter rfsl/
kristliga foreningen unga man kfum/ kristliga foreningen unga kvinnor kfuk/ idrottsplats ip/ aktiebolag ab/
handelsbolag hb/ kommanditbolag kb/ ekonomisk forening ek
"""


def clubs_for(short: str) -> list[str]:
    """Return the clubs that an abbreviation may stand for."""
    return [long for long, abbreviation in CLUBS.items() if abbreviation == short and long != short]


@cache
def short_for() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return what each sequence of folded words is called for short."""
    found: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for long, short in CLUBS.items():
        if long != short:
            found[(long,)].append(short)
    for entry in _MORE.split("/"):
        *phrase, short = entry.split() or [""]
        if phrase:
            found[tuple(phrase)].append(short)
    return {phrase: tuple(dict.fromkeys(shorts)) for phrase, shorts in found.items()}


@cache
def long_for() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the sequences of folded words that each abbreviation stands for."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase, shorts in short_for().items():
        for short in shorts:
            found[short].append(phrase)
    return {short: tuple(dict.fromkeys(phrases)) for short, phrases in found.items()}
