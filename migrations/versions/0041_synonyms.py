"""The city's own list of words that mean the same, with those that the search knew; one key for a host at `www2.`."""

import re
import uuid

import sqlalchemy as sa
from alembic import op

from registry.partners.organisations import websites

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

_SPACE = uuid.UUID("5d6b0b4c-5a0e-5b6d-9a7e-0a4c6b1f2d45")  # so that the rows are the same in every database
# The first is what each of the others is called for short.
_SHORT = """
IF: idrottsförening, ishockeyförening
IK: idrottsklubb, ishockeyklubb
IS: idrottssällskap
BK: bollklubb, brottarklubb
SK: sportklubb, simklubb, skidklubb, scoutkår
FF: fotbollsförening, fotbollförening
FK: fotbollsklubb, fotbollklubb
SF: sportförening
GF: gymnastikförening
SS: simsällskap, segelsällskap
SIF: skolidrottsförening
OK: orienteringsklubb
RK: ridklubb
HK: handbollsklubb, handbollklubb
HF: handbollsförening
HC: hockeyclub
IBK: innebandyklubb
IBF: innebandyförening
IBS: innebandysällskap
GK: golfklubb
TK: tennisklubb
CK: cykelklubb
FIK: friidrottsklubb
FIF: friidrottsförening
JK: judoklubb
MK: motorklubb
KK: kanotklubb, konståkningsklubb
RF: ryttarförening
KC: kanotclub
BBK: basketbollklubb, basketklubb
VBK: volleybollklubb
RS: ridsällskap
FC: fotbollsclub
IHC: ishockeyclub
BHK: brukshundklubb
BMK: badmintonklubb
BTK: bordtennisklubb
HBF: hembygdsförening
Brf: bostadsrättsförening
SFF: samfällighetsförening
VF: vägförening
fören: förening
avd: avdelning, lokalavdelning
S:t: Sankt
S:ta: Sankta
GIF: gymnastik- och idrottsförening, gymnastik- och idrotts förening
AIK: Allmänna idrottsklubben
IFK: Idrottsföreningen kamraterna
PRO: Pensionärernas riksorganisation
SPF: Sveriges pensionärsförbund
ABF: Arbetarnas bildningsförbund
HRF: Hörselskadades riksförbund
SRF: Synskadades riksförbund
SDR: Sveriges dövas riksförbund
RFSU: Riksförbundet för sexuell upplysning
RSMH: Riksförbundet för social och mental hälsa
RFSL: homosexuellas bisexuellas transpersoners rättigheter
KFUM: Kristliga föreningen av unga män
KFUK: Kristliga föreningen av unga kvinnor
IP: idrottsplats
AB: aktiebolag
HB: handelsbolag
KB: kommanditbolag
ek: ekonomisk förening
"""
_OTHER = """
segling, segelsällskap, segelklubb, segelförening, seglare
simning, simklubb, simsällskap, simförening, simskola, simmare
ridning, ridklubb, ridskola, ridsällskap, ryttarförening, ryttare
brottning, brottarklubb, brottare
skidåkning, skidklubb, skidor, skidförening
cykling, cykelklubb, cykel, cyklister
orientering, orienteringsklubb
friidrott, friidrottsklubb, friidrottsförening
gymnastik, gymnastikförening, gymnastikklubb, gympa
fotboll, fotbollsförening, fotbollsklubb
handboll, handbollsklubb, handbollsförening
ishockey, hockey, ishockeyklubb
bordtennis, pingis
kanot, kanotklubb, paddling
bågskytte, pilbåge
dans, dansförening, danssällskap
sång, sångkör, körsång
teater, amatörteater, teaterförening
foto, fotograf, fotoklubb
odling, odlare, koloni
biodling, biodlare, biodlarförening
jakt, jägare, jaktklubb
fiske, sportfiske, fiskeklubb
scout, scoutkår, scouting
pensionär, senior, seniorer, äldre
ungdom, unga, ungdomar
kvinna, kvinnor, kvinno
flykting, nyanländ, nyanlända, asyl
läxhjälp, läxläsning, studiestöd
språkkafé, språkcafé
kafé, café
hembygd, hembygdsförening, bygdegård
funktionshinder, funktionsnedsättning, funktionsrätt, handikapp
nykterhet, nykterhetsförbund
kyrka, församling
hund, hundklubb, brukshundklubb
kampsport, budo, karate
golf, golfklubb
tennis, tennisklubb
schack, schacksällskap, schackklubb
judo, judoklubb
musik, musikförening, musiksällskap
konst, konstförening
film, filmstudio
språk, språkförening
motor, motorklubb
båt, båtklubb
lokalhistoria, hembygdsförening
missbruk, beroende
anhörig, anhöriga, närstående
invandrare, integration
skola, utbildning
flygklubb, flyg
"""
_FOLDED = str.maketrans("åäöéü", "aaoeu")
_SMALL = frozenset(("i", "och", "av", "med", "for"))  # of those that stand in the phrases above


def upgrade() -> None:
    table = op.create_table(
        "synonym_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("phrases", sa.String(600), nullable=False),
        sa.Column("phrases_key", sa.String(700), nullable=False),
        sa.Column("changed_by_id", sa.Uuid()),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user_account.id"], name="fk_synonym_group_changed_by_id_user_account"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_synonym_group"),
        sa.UniqueConstraint("phrases_key", name="uq_synonym_group_phrases_key"),
    )
    op.bulk_insert(
        table, [*map(_short, _SHORT.strip().splitlines()), *map(_other, _OTHER.strip().splitlines())]
    )
    _read_hosts_anew()


def downgrade() -> None:
    op.drop_table("synonym_group")


def _read_hosts_anew() -> None:
    """Let the key of a website at `www2.` be the one that it has without."""
    text = (sa.column(name, sa.String()) for name in ("website", "web_key"))
    rows = sa.table("organisation", sa.column("id", sa.Uuid()), *text)
    found = op.get_bind().execute(sa.select(rows).where(rows.c.web_key.like("www_.%"))).all()
    for row in found:
        changed = rows.update().where(rows.c.id == row.id).values(web_key=websites.web_key(row.website))
        op.get_bind().execute(changed)


def _short(line: str) -> dict[str, object]:
    short, _colon, rest = line.partition(": ")
    others = rest.split(", ")
    key = f"short {_said(short)}: {', '.join(sorted(map(_said, others)))}"
    return _row("short", ", ".join([short, *others]), key)


def _other(line: str) -> dict[str, object]:
    return _row("other", line, ", ".join(sorted(map(_said, line.split(", ")))))


def _row(kind: str, phrases: str, key: str) -> dict[str, object]:
    return {"id": uuid.uuid5(_SPACE, key), "version": 1, "kind": kind, "phrases": phrases, "phrases_key": key,
            "changed_by_id": None}  # fmt: skip


def _said(phrase: str) -> str:
    folded = re.sub(r"\bs:t(?=a?\b)", "st", phrase.casefold().translate(_FOLDED))
    return " ".join(word for word in re.findall("[a-z0-9]+", folded) if word not in _SMALL)
