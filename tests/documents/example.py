"""A complete worked example of the data an agreement document is made from.

Exempel: everything here is made up, people are named by role, and "Exempelföreningen" does not exist. The
guideline (dnr AMF 2024/717) is real; the delegation rule and its number are examples.
"""

from typing import Any

from registry.documents.content import (
    Agreement,
    Attestation,
    City,
    Contribution,
    Criterion,
    Decision,
    Declaration,
    FollowUp,
    FormChoice,
    FormConsidered,
    Goal,
    Ground,
    Guideline,
    Party,
    Payment,
    YearlyAmount,
    fingerprint,
    plain,
)

CITY = City(
    municipality="Stockholms stad",
    committee="Arbetsmarknadsnämnden",
    administration="Arbetsmarknadsförvaltningen",
    organisation_number="212000-0142",
    unit="Exempelenheten",
    signatory="Enhetschef, Exempelenheten",
    contact="Handläggare, Exempelenheten, exempelenheten@demo.example",
)

PARTY = Party(
    name="Exempelföreningen",
    organisation_number="802000-0006",
    address="Exempelgatan 1, 123 45 Exempelstad",
    roles=("Idéburen part", "Mottagare av medel"),
    signatories=("Ordförande", "Kassör"),
    authority="Ordförande och kassör i förening",
    contact="Verksamhetsledare, kontakt@exempelforeningen.example",
)

CONTRIBUTIONS = (
    Contribution(
        party="Stockholms stad",
        kind="Pengar",
        description="ersättning för samordning och material",
        quantity="1",
        unit="år",
        unit_value=15000000,
        total=15000000,
        year=2027,
        counts_as_aid=True,
    ),
    Contribution(
        party="Stockholms stad",
        kind="Lokal",
        description="mötesrum två eftermiddagar i veckan",
        quantity="160",
        unit="timmar",
        unit_value=25000,
        total=4000000,
        year=2027,
        counts_as_aid=True,
    ),
    Contribution(
        party="Stockholms stad",
        kind="Personal",
        description="studie- och yrkesvägledare på plats",
        quantity="40",
        unit="timmar",
        unit_value=45000,
        total=1800000,
        year=2027,
        counts_as_aid=False,
    ),
    Contribution(
        party="Exempelföreningen",
        kind="Ideell tid",
        description="ledare för språkgrupper",
        quantity="600",
        unit="timmar",
        unit_value=22000,
        total=13200000,
        year=2027,
        counts_as_aid=False,
    ),
    Contribution(
        party="Exempelföreningen",
        kind="Kompetens",
        description="utbildning av ledare",
        quantity="4",
        unit="tillfällen",
        unit_value=500000,
        total=2000000,
        year=2027,
        counts_as_aid=False,
    ),
)

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

AGREEMENT = Agreement(
    case_number="AMF 2026/0001 (exempel)",
    title="Exempel: språkgrupper för föräldralediga",
    kind_label="Idéburet offentligt partnerskap (IOP)",
    city=CITY,
    parties=(PARTY,),
    frozen_at="2026-11-21T11:00:00Z",
    draft=False,
    background=(
        "Föräldralediga som är nya i Sverige har få tillfällen att tala svenska. Många väntar därför med sfi och "
        "med kontakten med jobbtorget tills barnet har börjat förskolan.\n\n"
        "Exempelföreningen har sedan 2024 ordnat språkgrupper med ideella ledare. Enheten möter samma föräldrar i "
        "sin verksamhet. Parterna vill lösa uppgiften tillsammans, eftersom ingen av dem når hela vägen själv."
    ),
    grounds=(
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
    ),
    purpose=(
        "Partnerskapet ska ge föräldralediga med låg språkprogression regelbundna tillfällen att tala svenska, och "
        "en trygg väg vidare till studier eller arbete."
    ),
    goals=(
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
    ),
    values=(
        "Parterna arbetar för alla människors lika värde och för deltagarnas rätt att bestämma över sina liv. "
        "Deltagandet är frivilligt, och ingen deltagare behöver vara medlem i föreningen."
    ),
    target_groups=("Föräldralediga och föräldrar med små barn", "Nyanlända", "Språksvaga deltagare"),
    districts=("Exempelområdet",),
    planned_participants="120 per år",
    activities=("Språkgrupper två gånger i veckan", "Öppna informationsträffar", "Utbildning av ledare"),
    contributions=CONTRIBUTIONS,
    yearly=(YearlyAmount(year=2027, amount=9000000), YearlyAmount(year=2028, amount=6000000)),
    payment_plan=(
        Payment(due_on="2027-01-31", amount=9000000, condition="Efter att avtalet undertecknats"),
        Payment(due_on="2028-01-31", amount=6000000, condition="Efter godkänd rapport för 2027"),
    ),
    economy=(
        "Föreningen rekvirerar medlen. Medel som inte har använts för det ändamål som avtalet anger ska betalas "
        "tillbaka. Beloppen räknas inte upp under avtalstiden. Ersättningen är inte betalning för en tjänst och "
        "omfattas inte av mervärdesskatt."
    ),
    organisation=(
        "En styrgrupp leder partnerskapet. Den möts fyra gånger om året och fattar beslut när parterna är överens. "
        "Var part svarar för sin egen personal och sina egna ledare."
    ),
    steering_group=(
        "Enhetschef, Exempelenheten",
        "Handläggare, Exempelenheten",
        "Ordförande, Exempelföreningen",
        "Verksamhetsledare, Exempelföreningen",
    ),
    follow_ups=(
        FollowUp(due_on="2027-06-15", what="Delrapport: deltagare, aktiviteter och hur medlen har använts"),
        FollowUp(due_on="2027-10-15", what="Styrgruppen tar ställning till förlängning"),
        FollowUp(due_on="2028-01-15", what="Årsrapport med ekonomisk redovisning"),
    ),
    follow_up_terms=(
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
    signing="Avtalet har upprättats i två exemplar. Var part har tagit sitt.",
    guideline=Guideline(
        case_number="AMF 2024/717",
        title="Riktlinjer för samverkan med civilsamhället",
        adopted_by="Arbetsmarknadsnämnden",
        adopted_on="2024-11-12",
        version="version 1",
    ),
    criteria=tuple(
        Criterion(code=code, text=text, answer="Ja", motive=motive) for code, text, motive in CRITERIA
    ),
    form_choice=FormChoice(
        form="Idéburet offentligt partnerskap",
        motive=(
            "Behovet är gemensamt, initiativet är föreningens och båda parter bidrar med resurser. Staden styr inte "
            "verksamheten i detalj och betalar inte per deltagare."
        ),
        considered=(
            FormConsidered(
                form="Informell samverkan",
                assessment="Räcker inte: staden bidrar med pengar, lokal och personal.",
            ),
            FormConsidered(
                form="Föreningsbidrag", assessment="Passar inte: staden deltar själv i verksamheten."
            ),
            FormConsidered(
                form="Upphandling",
                assessment="Passar inte: staden köper ingen tjänst, och det finns ingen marknad i området.",
            ),
        ),
        aid_assessment=(
            "Stödet understiger taket för stöd av mindre betydelse. Föreningen har intygat vilket annat stöd av "
            "mindre betydelse den har tagit emot de senaste tre åren."
        ),
        assessed_on="2026-11-10",
        assessed_by="Handläggare, Exempelenheten",
    ),
    declarations=(
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
    ),
    decision=Decision(
        outcome="Avtalet godkänns",
        on_behalf_of="Arbetsmarknadsnämnden",
        decided_by="Beslutsfattare (exempel)",
        title="Enhetschef, Exempelenheten",
        decided_at="2026-11-20T13:12:00Z",
        rule_number="2.14 (exempel)",
        rule_text="Ingå avtal om idéburet offentligt partnerskap inom den egna enhetens ansvarsområde",
        limit_text="Högst 3 prisbasbelopp, 177 600 kr år 2026 (3 × 59 200 kr). Avtalet omfattar 150 000 kr.",
        reasons="Avtalet uppfyller kriterierna i riktlinjerna, och medel finns i enhetens budget.",
        reported="Anmäls vid nämndens nästa sammanträde",
    ),
    attested=(
        Attestation(name="Beslutsfattare (exempel)", title="Enhetschef, Exempelenheten", date="2026-11-20"),
        Attestation(name="Beredande (exempel)", title="Handläggare, Exempelenheten", date="2026-11-19"),
    ),
)


def example(**changes: Any) -> dict[str, Any]:
    """Return the example as plain data with its content hash, changed as told (top-level fields)."""
    data = plain(AGREEMENT) | changes
    return data | {"content_hash": fingerprint(data)}
