"""One agreement of each kind of thing it can hold, in memory, and what it is frozen to."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from registry import settings
from registry.agreements.attachment import Attachment
from registry.agreements.choices import BelongsTogether, ContributionKind, MoneyAndVat, Side
from registry.agreements.freezing import freeze
from registry.agreements.models import (
    Agreement,
    Contribution,
    Edition,
    FollowUp,
    FundingShare,
    Goal,
    Payment,
    SteeringMember,
    YearlyAmount,
)
from registry.agreements.related_matter import RelatedMatter
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import (
    ChecklistAnswer,
    ChecklistItem,
    CriterionVerdict,
    FormChoice,
    FormChosen,
    Guideline,
    WarningSign,
)
from registry.city.priorities.models import (
    DocumentKind,
    FundingSource,
    GoverningDocument,
    Ground,
    GroundStatus,
)
from registry.city.units.models import Unit, UnitKind
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.collaborations.choices import OurRole, PartyRole
from registry.collaborations.models import Collaboration, Party, ProjectFacts
from registry.core.columns import new_id
from registry.core.money import Money
from registry.documents.models import Document
from registry.matters.models import Matter
from registry.partners.organisations.models import LegalForm, Organisation, Sector
from registry.partners.recognition.queries import PartyRemark
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome

NOON = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
SETTINGS = settings.Settings(database_url="", secret_key="a key for the tests alone, not for use")
# The records that the codes of the frozen content are about.
CODES = ("EC", "JT", "M27", "NY", "SPRAK", "JARVA", "G1", "K1", "PARTNER", "B26", "OTHER")
IDS = {code: uuid5(NAMESPACE_URL, code) for code in CODES}
TEXTS = (
    "background", "purpose", "shared_values", "activities_text", "economy_text", "steering", "meeting_frequency",
    "follow_up_text", "communication", "personal_data", "children", "insurance",
    "extension", "termination", "changes", "disputes",
)  # fmt: skip

FUNDING = {
    "funder": "Fonden", "funder_reference": "F-17", "total": Money.kronor(900_000),
    "funder_decided_on": date(2026, 10, 1),
}  # fmt: skip


def organisation(name: str = "Grannar i samtal", number: str | None = "802000-0017") -> Organisation:
    return Organisation(
        id=IDS["PARTNER"] if number == "802000-0017" else new_id(),
        name=name,
        number=number,
        sector=Sector.CIVIL,
        legal_form=LegalForm.ASSOCIATION,
        street="Gatan 1",
        postcode="111 11",
        seat="Stockholm",
        names=[],
        contacts=[],
    )


def collaboration(*partners: Organisation) -> Collaboration:
    law = GoverningDocument(
        id=IDS["B26"], code="B26", kind=DocumentKind.BUDGET, title="Budget 2026", year=2026
    )
    ground = Ground(
        id=IDS["G1"],
        document_id=IDS["B26"],
        code="G1",
        title="Samordna etableringen",
        status=GroundStatus.CURRENT,
        document=law,
    )
    parties = [
        Party(organisation=one, organisation_id=one.id, roles=[PartyRole.PARTNER.value], position=number)
        for number, one in enumerate(partners)
    ]
    return Collaboration(
        title="Språkkafé",
        our_contact="samverkan@demo.example",
        parties=parties,
        grounds=[ground],
        target_groups=[TargetGroup(id=IDS["NY"], code="NY", name="Nyanlända", position=1)],
        activities=[ActivityType(id=IDS["SPRAK"], code="SPRAK", name="Språkstöd", position=1)],
        districts=[District(id=IDS["JARVA"], code="JARVA", name="Järva", position=1)],
        project=ProjectFacts(our_role=OurRole.PARTNER, **FUNDING),
    )


def unit() -> Unit:
    return Unit(id=IDS["EC"], code="EC", name="Etableringscentrum", kind=UnitKind.UNIT)


def known() -> dict[str, object]:
    """The records by identifier, as `content.find` finds them in a database."""
    one = collaboration()
    division = Unit(
        id=IDS["JT"], code="JT", name="Jobbtorg Stockholm", kind=UnitKind.DIVISION, cost_centre="1201"
    )
    source = FundingSource(id=IDS["M27"], code="M27", name="Särskilda medel 2027")
    other = Matter(id=IDS["OTHER"], case_number="AMF 2026/7")
    every = [
        other,
        unit(),
        division,
        source,
        one.grounds[0].document,
        *one.grounds,
        *one.target_groups,
        *one.activities,
        *one.districts,
    ]
    return {str(record.id): record for record in every}


def edition(kind: Kind = Kind.IOP) -> Edition:
    """A complete one: every field has a value of its own, so that a mix-up shows."""
    partner = organisation()
    return Edition(
        id=new_id(),
        agreement=Agreement(kind=kind, state=State.DRAFT, collaboration=collaboration(partner)),
        version=1,
        title="Språkkafé tillsammans",
        case_number="AMF 2026/501",
        unit=unit(),
        unit_id=IDS["EC"],
        starts_on=date(2027, 1, 1),
        ends_on=date(2028, 12, 31),
        planned_participants=40,
        notice_months=3,
        internal_note="Hemligt inom huset",
        **{name: f"Text om {name}" for name in TEXTS},
        goals=[
            Goal(
                text="Fler samtal",
                indicator="Antal",
                baseline="0",
                target="40",
                due_on=date(2027, 6, 30),
                position=0,
            )
        ],
        contributions=[
            Contribution(
                side=Side.CITY,
                kind=ContributionKind.PREMISES,
                description="Lokal",
                counts_as_aid=False,
                position=0,
            ),
            Contribution(
                side=Side.PARTNER,
                kind=ContributionKind.VOLUNTEER_HOURS,
                description="Samtalsledare",
                quantity=Decimal("7.50"),
                unit_word="timmar",
                value=Money.kronor(900),
                year=2027,
                counts_as_aid=True,
                organisation=partner,
                organisation_id=partner.id,
                position=1,
            ),
        ],
        yearly=[YearlyAmount(year=2027, amount=Money.kronor(150_000))],
        money_and_vat=MoneyAndVat.NO_VAT,
        option_amount=Money.kronor(75_000),
        shares=[
            FundingShare(
                unit_id=IDS["JT"],
                funding_source_id=IDS["M27"],
                year=2027,
                amount=Money.kronor(150_000),
                position=0,
            )
        ],
        payments=[
            Payment(due_on=date(2027, 2, 1), amount=Money.kronor(150_000), condition="Efter rekvisition")
        ],
        follow_ups=[FollowUp(due_on=date(2027, 6, 15), what="Halvårsuppföljning")],
        members=[SteeringMember(side=Side.CITY, role="Enhetschef", position=0)],
        related=[
            RelatedMatter(
                other_id=IDS["OTHER"],
                amount=Money.kronor(60_000),
                belongs=BelongsTogether.NO,
                reason="Andra deltagare.",
                position=0,
            )
        ],
        attachments=[
            Attachment(
                document=Document(
                    title="Budget för året", filename="budget.pdf", sha256="ab" * 32, shown_to_partner=True
                ),
                position=1,
            )
        ],
        despite_reason="Anmärkningen är åtgärdad.",
    )


def guideline() -> Guideline:
    return Guideline(
        case_number="AMF 2024/717",
        edition="1",
        title="Riktlinjer",
        adopted_by="Nämnden",
        adopted_on=date(2024, 5, 21),
        valid_from=date(2024, 6, 1),
    )


def criteria() -> list[tuple[ChecklistItem, ChecklistAnswer | None]]:
    item = ChecklistItem(id=IDS["K1"], code="K1", position=1, text="Gemensam utmaning", is_required=True)
    return [(item, ChecklistAnswer(verdict=CriterionVerdict.MET, motive="Båda vill det."))]


def form_choice() -> FormChoice:
    return FormChoice(
        chosen=FormChosen.IOP,
        motive="Ingen marknad.",
        signs=[next(iter(WarningSign)).value],
        signs_motive="Inget köp.",
        procurement_note="Ingen LOU.",
        aid_note="Under gränsen.",
        assessed_on=date(2026, 11, 1),
        assessed_by="Handläggare",
        signed_at=NOON,
    )


def remarks() -> list[PartyRemark]:
    return [
        PartyRemark(
            IDS["PARTNER"],
            "Grannar i samtal",
            RecognitionKind.AUDIT_REPORT,
            RecognitionOutcome.REMARK,
            date(2026, 5, 4),
            "Underlag saknas.",
        )
    ]


def frozen(one: Edition | None = None, *, at: datetime = NOON, **other) -> dict:
    given = {"guideline": guideline(), "criteria": criteria(), "form_choice": form_choice()}
    given |= {"remarks": remarks(), **other}
    # Every field has a value, also what only one kind of agreement says.
    project = freeze(edition(Kind.PROJECT), at=at, **given)["project"]
    return {**freeze(one or edition(), at=at, **given), "project": project}
