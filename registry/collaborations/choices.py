"""The closed lists that a collaboration is described with. Sources: `domain.md` 3.1 and 4, AMF 2024/717."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Form(Labelled):
    """AMF 2024/717: formal when economic or personnel resources go in by agreement, otherwise informal."""

    INFORMAL = "informal", lazy("Informell samverkan")
    FORMAL = "formal", lazy("Formell samverkan")


class Category(Labelled):
    """What an informal collaboration consists of (the closed list of `domain.md` 4)."""

    MEETINGS = "INF-TRAFF", lazy("Deltar på varandras informationsträffar")
    FAIR = "INF-MASSA", lazy("Mässor och jobbmässor")
    CHANNELS = "INF-KANAL", lazy("Sprider information i varandras kanaler")
    NETWORK = "INF-NATVERK", lazy("Nätverk eller referensgrupp")
    DIALOGUE = "INF-DIALOG", lazy("Dialogmöte, samråd eller konferens")
    REFERRAL = "INF-HANVIS", lazy("Hänvisning och lotsning mellan verksamheter")
    OUTREACH = "INF-UPPSOK", lazy("Gemensamt uppsökande arbete")
    PRESENCE = "INF-NARVARO", lazy("Lokal närvaro på mötesplats eller medborgarkontor")
    STUDY = "INF-STUDIE", lazy("Studiebesök, föreläsning eller erfarenhetsutbyte")
    MAPPING = "INF-KARTL", lazy("Gemensam kartläggning")
    PLANNING = "INF-PLAN", lazy("Delaktighet i planering")
    OTHER = "INF-OVR", lazy("Annat")


class CollaborationStatus(Labelled):
    """Where the collaboration stands in the real world."""

    IDEA = "idea", lazy("Idé")
    PLANNED = "planned", lazy("Planeras")
    RUNNING = "running", lazy("Pågår")
    ENDED = "ended", lazy("Avslutad")
    NOT_BEGUN = "not_begun", lazy("Blev inte av")
    UNKNOWN = "unknown", lazy("Okänt läge")


class Repeat(Labelled):
    """How often the same happened again."""

    WEEKLY = "weekly", lazy("Varje vecka")
    FORTNIGHTLY = "fortnightly", lazy("Varannan vecka")
    MONTHLY = "monthly", lazy("Varje månad")


class Lack(Labelled):
    """What a person is asked to see to in a collaboration that is said to run."""

    QUIET = "quiet", lazy("Inget har hänt på länge")
    GROUND = "ground", lazy("Saknar grund")


OVER = frozenset(
    {CollaborationStatus.ENDED, CollaborationStatus.NOT_BEGUN}
)  # no unit answers for it any longer


class PartyRole(Labelled):
    """What a party does. Role words differ between funders, so one party may have several (`domain.md` 3.1)."""

    PARTNER = "partner", lazy("Samverkanspart")
    OWNER = "owner", lazy("Projektägare")
    JOINT_BENEFICIARY = "joint_beneficiary", lazy("Stödmottagare")
    COOPERATING = "cooperating", lazy("Samarbetspart")
    CO_FUNDER = "co_funder", lazy("Medfinansiär")
    PARTICIPATING = "participating", lazy("Deltagande aktör")
    PERFORMER = "performer", lazy("Utförare")
    FUNDER = "funder", lazy("Finansiär")
    PRINCIPAL = "principal", lazy("Huvudman")
    REFERRER = "referrer", lazy("Hänvisande part")


class OurRole(Labelled):
    """Our own part in a project."""

    OWNER = "owner", lazy("Vi äger projektet")
    PARTNER = "partner", lazy("Vi är samverkanspart")
    APPLICANT = "applicant", lazy("Vi söker medel")
    FOLLOWER = "follower", lazy("Vi följer projektet utan att delta")
