"""A complete worked example of the data an agreement document is made from.

Exempel: everything here is made up, people are named by role, and "Exempelföreningen" does not exist. The
guideline (dnr AMF 2024/717) is real; the delegation rule and its number are examples.
"""

from typing import Any

from registry.agreements.fields import FIELDS
from registry.agreements.kinds import KINDS
from registry.agreements.shown import layout
from registry.city.guidelines.choices import Kind
from registry.documents.content import fingerprint

IOP = KINDS[Kind.IOP]
INSIDE = {"declarations", *(field.name for field in FIELDS if field.is_inside)}
City = Party = Ground = Goal = Contribution = YearlyAmount = Payment = FollowUp = Guideline = Criterion = dict
FormChoice = Decision = Declaration = Attestation = Member = Attachment = dict

CITY = City(
    municipality="Stockholms stad",
    committee="Arbetsmarknadsnämnden",
    administration="Arbetsmarknadsförvaltningen",
    organisation_number="212000-0142",
    court="Förvaltningsrätten i Exempelstad",
    unit="Exempelenheten",
    contact="Handläggare, Exempelenheten, exempelenheten@demo.example",
)

PARTY = Party(
    name="Exempelföreningen",
    organisation_number="802000-0006",
    address="Exempelgatan 1, 123 45 Exempelstad",
    roles=["Idéburen part", "Mottagare av medel"],
)

CONTRIBUTIONS = [
    Contribution(
        party="Stockholms stad",
        kind="Pengar",
        description="samordning och material",
        quantity="1",
        unit_word="år",
        value=15000000,
        year=2027,
        counts_as_aid=True,
    ),
    Contribution(
        party="Stockholms stad",
        kind="Lokal",
        description="mötesrum två eftermiddagar i veckan",
        quantity="160",
        unit_word="timmar",
        value=4000000,
        year=2027,
        counts_as_aid=True,
    ),
    Contribution(
        party="Stockholms stad",
        kind="Personal",
        description="studie- och yrkesvägledare på plats",
        quantity="40",
        unit_word="timmar",
        value=1800000,
        year=2027,
        counts_as_aid=False,
    ),
    Contribution(
        party="Exempelföreningen",
        kind="Ideell tid",
        description="ledare för språkgrupper",
        quantity="600",
        unit_word="timmar",
        value=13200000,
        year=2027,
        counts_as_aid=False,
    ),
    Contribution(
        party="Exempelföreningen",
        kind="Kompetens",
        description="utbildning av ledare",
        quantity="4",
        unit_word="tillfällen",
        value=2000000,
        year=2027,
        counts_as_aid=False,
    ),
]

CRITERIA = (
    (
        "K1",
        "Verksamheten är initierad av den idéburna organisationen",
        "Föreningen tog kontakt med förslaget efter att ha drivit språkgrupper på egen hand i två år.",
    ),
    (
        "K2",
        "Verksamheten bidrar till att uppfylla ett politiskt program, en plan eller ett beslut",
        "Den svarar mot nämndens uppdrag i budgeten och mot riktlinjerna för samverkan med civilsamhället.",
    ),
    (
        "K3",
        "Verksamheten kan inte ses som en del av det normerade föreningsbidraget",
        "Staden medverkar själv med lokal och personal. Föreningsbidrag ges utan motprestation.",
    ),
    (
        "K4",
        "Det finns ingen marknad eller konkurrens att värna",
        "Ingen annan aktör erbjuder insatsen i området. Enheten frågade i stadens nätverk före beslutet.",
    ),
    (
        "K5",
        "Båda parter bidrar med pengar eller andra resurser",
        "Föreningens ideella tid och utbildning motsvarar 152 000 kr av det samlade värdet.",
    ),
    (
        "K6",
        "Kommunen detaljreglerar inte verksamheten och föreningens självständighet skyddas",
        "Föreningen bestämmer själv innehåll och ledare. Staden följer upp mål, inte arbetssätt.",
    ),
    (
        "K7",
        "Verksamheten är avsedd att bestå och utvecklas genom gemensam uppföljning",
        "Parterna möts i styrgruppen fyra gånger om året och tar ställning till förlängning i oktober.",
    ),
    (
        "K8",
        "Verksamheten är till nytta för invånarna",
        "Deltagarna får fler tillfällen att tala svenska och en väg vidare till jobbtorg och utbildning.",
    ),
    (
        "K9",
        "Parterna har formulerat behov och mål tillsammans",
        "Behov och mål togs fram vid tre gemensamma möten.",
    ),
    (
        "K10",
        "Parterna äger styrningen gemensamt och ansvarar för var sin del",
        "Styrgruppen har lika många ledamöter från var part.",
    ),
    (
        "K11",
        "Avtalet är förenligt med upphandlingslagen och reglerna om statligt stöd",
        "Se bilaga 2.",
    ),
    (
        "K12",
        "Andra intresserade organisationer har haft möjlighet att delta i dialogen",
        "Inbjudan till dialog låg öppen i fyra veckor.",
    ),
)

AGREEMENT: dict[str, Any] = {field.name: [] if field.rows else None for field in FIELDS} | dict(  # noqa: C408
    case_number="AMF 2026/0001 (exempel)",
    title="Exempel: språkgrupper för föräldralediga",
    kind_label="Överenskommelse om idéburet offentligt partnerskap",
    city=CITY,
    parties=[PARTY],
    frozen_at="2026-11-21T11:00:00Z",
    draft=False,
    background=(
        "Föräldralediga som är nya i Sverige har få tillfällen att tala svenska. Många väntar därför med sfi och "
        "med kontakten med jobbtorget tills barnet har börjat förskolan.\n\n"
        "Exempelföreningen har sedan 2024 ordnat språkgrupper med ideella ledare. Enheten möter samma föräldrar i "
        "sin verksamhet. Parterna vill lösa uppgiften tillsammans, eftersom ingen av dem når hela vägen själv."
    ),
    grounds=[
        Ground(
            kind="Budgetuppdrag",
            reference="Exempel 2027",
            text="Nämnden ska utveckla samverkan med civilsamhället för nyanländas etablering.",
        ),
        Ground(
            kind="Lokalt program",
            reference="Exempelområdet",
            text="Insatser för föräldralediga på öppna förskolor.",
        ),
    ],
    purpose=(
        "Partnerskapet ska ge föräldralediga med låg språkprogression regelbundna tillfällen att tala svenska, och "
        "en trygg väg vidare till studier eller arbete."
    ),
    goals=[
        Goal(
            text="Föräldrar deltar regelbundet i språkgrupper",
            indicator="Antal deltagare som kommit minst tio gånger",
            baseline="35 deltagare",
            target="80 deltagare",
            due_on="2027-12-15",
        ),
        Goal(
            text="Deltagare går vidare till sfi eller jobbtorg",
            indicator="Andel som börjat inom sex månader",
            baseline=None,
            target="40 procent",
            due_on="2027-12-15",
        ),
    ],
    shared_values=(
        "Parterna arbetar för alla människors lika värde och för deltagarnas rätt att bestämma över sina liv. "
        "Deltagandet är frivilligt, och ingen deltagare behöver vara medlem i föreningen."
    ),
    target_groups=["Föräldralediga och föräldrar med små barn", "Nyanlända", "Språksvaga deltagare"],
    districts=["Exempelområdet"],
    planned_participants="120 per år",
    activities_text="Språkgrupper leds av ideella ledare två eftermiddagar i veckan.",
    activities=["Språkgrupper två gånger i veckan", "Öppna informationsträffar", "Utbildning av ledare"],
    contributions=CONTRIBUTIONS,
    money_and_vat="Staden betalar pengar, och ingen moms tillkommer",
    yearly=[YearlyAmount(year=2027, amount=9000000), YearlyAmount(year=2028, amount=6000000)],
    payments=[
        Payment(due_on="2027-01-31", amount=9000000, condition="Efter att avtalet undertecknats"),
        Payment(due_on="2028-01-31", amount=6000000, condition="Efter godkänd rapport för 2027"),
    ],
    economy_text=(
        "Föreningen rekvirerar medlen. Medel som inte har använts för det ändamål som avtalet anger ska betalas "
        "tillbaka. Beloppen räknas inte upp under avtalstiden. Pengarna är inte betalning för en tjänst och "
        "omfattas inte av mervärdesskatt."
    ),
    steering=(
        "En styrgrupp leder partnerskapet. Den möts fyra gånger om året och fattar beslut när parterna är överens. "
        "Var part svarar för sin egen personal och sina egna ledare."
    ),
    members=[
        Member(side="Staden", role="Enhetschef, Exempelenheten"),
        Member(side="Staden", role="Handläggare, Exempelenheten"),
        Member(side="Organisationen", role="Ordförande, Exempelföreningen"),
        Member(side="Organisationen", role="Verksamhetsledare, Exempelföreningen"),
    ],
    follow_ups=[
        FollowUp(due_on="2027-06-15", what="Delrapport: deltagare, aktiviteter och hur medlen har använts"),
        FollowUp(due_on="2027-10-15", what="Styrgruppen tar ställning till förlängning"),
        FollowUp(due_on="2028-01-15", what="Årsrapport med ekonomisk redovisning"),
    ],
    follow_up_text=(
        "Parterna följer upp partnerskapet tillsammans. Staden har rätt att ta del av räkenskaperna för "
        "de medel som avtalet gäller."
    ),
    communication=(
        "Parterna berättar öppet om partnerskapet. Var part får använda den andras namn i det "
        "sammanhanget, och logotyp efter överenskommelse."
    ),
    personal_data=(
        "Var part är personuppgiftsansvarig för sin egen behandling. Parterna lämnar inte uppgifter om enskilda "
        "deltagare till varandra. Handlingar som lämnas till staden blir allmänna handlingar."
    ),
    children="Den som leder en grupp där barn deltar visar utdrag ur belastningsregistret innan uppdraget börjar.",
    starts_on="2027-01-01",
    ends_on="2028-12-31",
    extension=(
        "Avtalet kan förlängas en gång med högst två år. Parterna tar ställning senast tre månader före "
        "avtalstidens slut."
    ),
    notice_months=3,
    termination=(
        "En part får häva avtalet med omedelbar verkan om den andra parten väsentligt bryter mot det, kommer på "
        "obestånd eller handlar i strid med den gemensamma värdegrunden. Staden får säga upp avtalet om "
        "kommunfullmäktige inte längre avsätter medel."
    ),
    changes="Ändringar och tillägg är skriftliga, numrerade och undertecknade av båda parter.",
    disputes="Parterna löser i första hand tvister genom samtal i styrgruppen, i andra hand i allmän domstol.",
    guideline=Guideline(
        case_number="AMF 2024/717",
        title="Riktlinjer för samverkan med civilsamhället",
        adopted_by="Arbetsmarknadsnämnden",
        adopted_on="2024-11-12",
        edition="version 1",
    ),
    criteria=[Criterion(code=code, text=text, answer="Ja", motive=motive) for code, text, motive in CRITERIA],
    form_choice=FormChoice(
        chosen="Idéburet offentligt partnerskap",
        motive=(
            "Behovet är gemensamt, initiativet är föreningens och båda parter bidrar med resurser. Staden styr inte "
            "verksamheten i detalj och betalar inte per deltagare."
        ),
        signs=[],
        signs_motive=None,
        procurement_note="Passar inte: staden köper ingen tjänst, och det finns ingen marknad i området.",
        aid_note=(
            "Stödet understiger taket för stöd av mindre betydelse. Föreningen har intygat vilket annat stöd av "
            "mindre betydelse den har tagit emot de senaste tre åren."
        ),
        assessed_on="2026-11-10",
        assessed_by="Handläggare, Exempelenheten",
    ),
    attachments=[
        Attachment(
            title="Budget för samverkan",
            filename="Budget 2027.pdf",
            sha256="ab" * 32,
            shown_to_partner=True,
            type="PDF",
            size=24512,
        ),
        Attachment(
            title="Ansökan",
            filename="ansokan.docx",
            sha256="cd" * 32,
            shown_to_partner=False,
            type="DOCX",
            size=881,
        ),
    ],
    declarations=[
        Declaration(
            role="Berett ärendet",
            title="Handläggare, Exempelenheten",
            statement="Ingen omständighet som innebär jäv",
            declared_on="2026-11-10",
        ),
        Declaration(
            role="Beslutat",
            title="Enhetschef, Exempelenheten",
            statement="Ingen omständighet som innebär jäv",
            declared_on="2026-11-20",
        ),
    ],
    decision=Decision(
        outcome="Bifall",
        sentence=(
            "Arbetsmarknadsnämnden beslutar genom enhetschef, Exempelenheten, enligt punkt 2.14 (exempel) i "
            "delegationsordningen, att ingå överenskommelse om idéburet offentligt partnerskap med Exempelföreningen "
            "för tiden den 1 januari 2027 till och med den 31 december 2028, där staden betalar sammanlagt 150 000 kr."
        ),
        amendment=None,
        recorded=None,
        on_behalf_of="Arbetsmarknadsnämnden",
        decided_by="Beslutsfattare (exempel)",
        title="Enhetschef, Exempelenheten",
        decided_at="2026-11-20T13:12:00Z",
        rule_number="2.14 (exempel)",
        rule_text="Ingå avtal om idéburet offentligt partnerskap inom den egna enhetens ansvarsområde",
        limit_text="Högst 3 prisbasbelopp, 177 600 kr år 2026 (3 × 59 200 kr). Avtalet omfattar 150 000 kr.",
        reasons="Avtalet uppfyller kriterierna i riktlinjerna, och medel finns i enhetens budget.",
        meeting_on=None,
        paragraph=None,
        committee_case_number=None,
        reported="Anmäls vid nämndens nästa sammanträde",
    ),
    attested=[
        Attestation(name="Beslutsfattare (exempel)", title="Enhetschef, Exempelenheten", date="2026-11-20"),
        Attestation(name="Beredande (exempel)", title="Handläggare, Exempelenheten", date="2026-11-19"),
    ],
)

GRANT = KINDS[Kind.GRANT]
GRANTED: dict[str, Any] = {
    "title": "Exempel: språkcafé i föreningens lokal",
    "kind_label": "Beslut om föreningsbidrag",
    "purpose": "Fler i målgruppen ska få tala svenska på fritiden.",
    "activities_text": "Föreningen håller öppet språkcafé en kväll i veckan.",
    "payments": [
        Payment(due_on="2027-01-31", amount=9000000, condition="När villkoren är godtagna"),
        Payment(due_on="2028-01-31", amount=6000000, condition="När bidraget för 2027 är redovisat"),
    ],
    "follow_ups": [FollowUp(due_on="2029-01-31", what="Redovisning av bidraget")],
    "economy_text": "Bidraget får bara användas till det som det ges för. Det är inte betalning för en tjänst.",
    "termination": "Det som inte har använts betalas tillbaka. Staden kan kräva tillbaka bidraget vid fel uppgifter.",
    "decision": AGREEMENT["decision"]
    | {
        "outcome": "Bifall",
        "sentence": (
            "Arbetsmarknadsnämnden beslutar genom enhetschef, Exempelenheten, enligt punkt 2.4 (exempel) i "
            "delegationsordningen, att bevilja Exempelföreningen föreningsbidrag med sammanlagt 150 000 kr för tiden "
            "den 1 januari 2027 till och med den 31 december 2028."
        ),
        "rule_number": "2.4 (exempel)",
        "rule_text": "Bevilja föreningsbidrag",
        "limit_text": "Högst 3 prisbasbelopp, 177 600 kr år 2026 (3 × 59 200 kr).",
        "reasons": "Verksamheten når en målgrupp som nämnden har i uppdrag att stödja, och medel finns.",
    },
}


def example(**changes: Any) -> dict[str, Any]:
    """Return what a partner's document is made of, with its content hash, changed as told (top-level fields)."""
    data = {name: value for name, value in AGREEMENT.items() if name not in INSIDE} | changes
    return data | {"content_hash": fingerprint(data), "layout": layout(data, IOP)}


def assessed() -> dict[str, Any]:
    """Return what the document about the assessments is made of."""
    return AGREEMENT | {"content_hash": fingerprint(AGREEMENT)}


def granted(**changes: Any) -> dict[str, Any]:
    """Return what the document of a grant is made of: only what a grant's form asks for, and the decision with it."""
    kept = {field.name for field in GRANT.asked} | {"parties", "target_groups", "grounds", "guideline"}
    empty = {field.name: [] if field.rows else None for field in FIELDS if field.name not in kept}
    data = example() | empty | GRANTED | changes
    return data | {"content_hash": fingerprint(data), "layout": layout(data, GRANT)}
