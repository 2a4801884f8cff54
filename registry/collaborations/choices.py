"""The closed lists that a collaboration is described with. Sources: `domain.md` 3.1 and 4, AMF 2024/717."""

from enum import StrEnum

from registry.core import labels
from registry.core.i18n import lazy


class Form(StrEnum):
    """AMF 2024/717: formal when economic or personnel resources go in by agreement, otherwise informal."""

    INFORMAL = "informal"
    FORMAL = "formal"


FORM_LABELS = {Form.INFORMAL: lazy("Informell samverkan"), Form.FORMAL: lazy("Formell samverkan")}


class Category(StrEnum):
    """What an informal collaboration consists of (the closed list of `domain.md` 4)."""

    MEETINGS = "INF-TRAFF"
    FAIR = "INF-MASSA"
    CHANNELS = "INF-KANAL"
    NETWORK = "INF-NATVERK"
    DIALOGUE = "INF-DIALOG"
    REFERRAL = "INF-HANVIS"
    OUTREACH = "INF-UPPSOK"
    PRESENCE = "INF-NARVARO"
    STUDY = "INF-STUDIE"
    MAPPING = "INF-KARTL"
    PLANNING = "INF-PLAN"
    OTHER = "INF-OVR"


CATEGORY_LABELS = {
    Category.MEETINGS: lazy("Deltar på varandras informationsträffar"),
    Category.FAIR: lazy("Mässor och jobbmässor"),
    Category.CHANNELS: lazy("Sprider information i varandras kanaler"),
    Category.NETWORK: lazy("Nätverk eller referensgrupp"),
    Category.DIALOGUE: lazy("Dialogmöte, samråd eller konferens"),
    Category.REFERRAL: lazy("Hänvisning och lotsning mellan verksamheter"),
    Category.OUTREACH: lazy("Gemensamt uppsökande arbete"),
    Category.PRESENCE: lazy("Lokal närvaro på mötesplats eller medborgarkontor"),
    Category.STUDY: lazy("Studiebesök, föreläsning eller erfarenhetsutbyte"),
    Category.MAPPING: lazy("Gemensam kartläggning"),
    Category.PLANNING: lazy("Delaktighet i planering"),
    Category.OTHER: lazy("Annat"),
}


class Kind(StrEnum):
    """The three kinds of formal collaboration that AMF 2024/717 names."""

    GRANT = "grant"
    IOP = "iop"
    PROJECT = "project"


KIND_LABELS = {
    Kind.GRANT: lazy("Föreningsbidrag"),
    Kind.IOP: lazy("Idéburet offentligt partnerskap (IOP)"),
    Kind.PROJECT: lazy("Projekt med extern finansiering"),
}


class Status(StrEnum):
    """Where the collaboration stands in the real world."""

    IDEA = "idea"
    PLANNED = "planned"
    RUNNING = "running"
    ENDED = "ended"
    UNKNOWN = "unknown"


STATUS_LABELS = {
    Status.IDEA: lazy("Idé"),
    Status.PLANNED: lazy("Planeras"),
    Status.RUNNING: lazy("Pågår"),
    Status.ENDED: lazy("Avslutad"),
    Status.UNKNOWN: lazy("Okänt läge"),
}


class PartyRole(StrEnum):
    """What a party does. Role words differ between funders, so one party may have several (`domain.md` 3.1)."""

    PARTNER = "partner"
    OWNER = "owner"
    JOINT_BENEFICIARY = "joint_beneficiary"
    COOPERATING = "cooperating"
    CO_FUNDER = "co_funder"
    PARTICIPATING = "participating"
    PERFORMER = "performer"
    FUNDER = "funder"
    PRINCIPAL = "principal"
    REFERRER = "referrer"


PARTY_ROLE_LABELS = {
    PartyRole.PARTNER: lazy("Samverkanspart"),
    PartyRole.OWNER: lazy("Projektägare"),
    PartyRole.JOINT_BENEFICIARY: lazy("Stödmottagare"),
    PartyRole.COOPERATING: lazy("Samarbetspart"),
    PartyRole.CO_FUNDER: lazy("Medfinansiär"),
    PartyRole.PARTICIPATING: lazy("Deltagande aktör"),
    PartyRole.PERFORMER: lazy("Utförare"),
    PartyRole.FUNDER: lazy("Finansiär"),
    PartyRole.PRINCIPAL: lazy("Huvudman"),
    PartyRole.REFERRER: lazy("Hänvisande part"),
}


class OurRole(StrEnum):
    """Our own part in a project."""

    OWNER = "owner"
    PARTNER = "partner"
    APPLICANT = "applicant"
    FOLLOWER = "follower"


OUR_ROLE_LABELS = {
    OurRole.OWNER: lazy("Vi äger projektet"),
    OurRole.PARTNER: lazy("Vi är samverkanspart"),
    OurRole.APPLICANT: lazy("Vi söker medel"),
    OurRole.FOLLOWER: lazy("Vi följer projektet utan att delta"),
}

labels.register(FORM_LABELS, CATEGORY_LABELS, KIND_LABELS, STATUS_LABELS, PARTY_ROLE_LABELS, OUR_ROLE_LABELS)
