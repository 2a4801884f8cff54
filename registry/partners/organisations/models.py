"""Organisations, their other names and their contacts."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from registry.audit.labelling import FROM, TO, Labels, logged
from registry.audit.labels import put_under_audit
from registry.city.vocabulary.models import ActivityType, District, TargetGroup
from registry.core.columns import SORT_KEY, Identified, Moment, StoredChoice, Versioned
from registry.core.database import Base, link_table
from registry.core.i18n import lazy
from registry.core.labels import Labelled
from registry.partners.organisations import matching, naming, websites
from registry.partners.organisations.countries import Country
from registry.partners.organisations.fields import FIELDS


class Sector(Labelled):
    """Where an organisation belongs; the civil-society catalogue is a filtered view (`domain.md` 10.5)."""

    CIVIL = "civil", lazy("Civilsamhälle")
    CITY = "city", lazy("Stadens egna")
    MUNICIPALITY = "municipality", lazy("Annan kommun")
    STATE = "state", lazy("Stat")
    REGION = "region", lazy("Region")
    FEDERATION = "federation", lazy("Samordningsförbund")
    BUSINESS = "business", lazy("Näringsliv")
    EDUCATION = "education", lazy("Utbildning")
    OTHER = "other", lazy("Övrigt")
    UNKNOWN = "unknown", lazy("Att bedöma")


class SectorBasis(Labelled):
    """What a sector rests on that no person has said. Nothing is civil society by default."""

    FORM = "form", lazy("följer av den juridiska formen")
    NUMBER = "number", lazy("gissning av organisationsnumret")
    NAME = "name", lazy("gissning av namnet")


class LegalForm(Labelled):
    """The legal form (`domain.md` 6.2). A network has no legal person and cannot be party to an agreement."""

    ASSOCIATION = "association", lazy("Ideell förening")
    FOUNDATION = "foundation", lazy("Stiftelse")
    FAITH = "faith", lazy("Registrerat trossamfund")
    ECONOMIC = "economic", lazy("Ekonomisk förening")
    COMPANY_LIMITED_PROFIT = "company_svb", lazy("Aktiebolag med särskild vinstutdelningsbegränsning")
    COMPANY = "company", lazy("Aktiebolag")
    NETWORK = "network", lazy("Nätverk utan juridisk person")
    PUBLIC = "public", lazy("Offentlig aktör")
    OTHER = "other", lazy("Övrigt")
    UNKNOWN = "unknown", lazy("Okänd")


class Standing(Labelled):
    """Whether the organisation is at work. `(vilande)` in a name is dormant; a dissolved one may have a successor."""

    ACTIVE = "active", lazy("Verksam")
    DORMANT = "dormant", lazy("Vilande")
    DISSOLVED = "dissolved", lazy("Upphörd")


class ContactRole(Labelled):
    """What a way to reach the organisation is for: role mailboxes before people (GDPR art. 5, `domain.md` 7.1)."""

    MAILBOX = "mailbox", lazy("Gemensam adress eller telefon")
    CHAIR = "chair", lazy("Ordförande")
    TREASURER = "treasurer", lazy("Kassör")
    SIGNATORY = "signatory", lazy("Firmatecknare")
    SECRETARY = "secretary", lazy("Sekreterare")
    COORDINATOR = "coordinator", lazy("Verksamhetsledare eller samordnare")
    OTHER = "other", lazy("Annan roll")


class ContactReason(Labelled):
    """Why the data of a contact person is needed (GDPR art. 5.1 b); anything else is said in one's own words."""

    SIGNATORY = "signatory", lazy("Personen tecknar organisationens firma")
    COORDINATION = "coordination", lazy("Personen samordnar verksamheten tillsammans med oss")
    ECONOMY = "economy", lazy("Personen svarar för ekonomi och redovisning")
    NO_MAILBOX = "no_mailbox", lazy("Organisationen har ingen gemensam adress")
    OTHER = "other", lazy("Annat skäl")


class Registration(Labelled):
    """Whether the organisation is in the register of idea-based organisations (lag 2022:900)."""

    YES = "yes", lazy("Registrerad")
    NO = "no", lazy("Inte registrerad")
    UNKNOWN = "unknown", lazy("Inte kontrollerat")


organisation_target_group = link_table("organisation", "target_group")
organisation_activity = link_table("organisation", "activity", activity="activity_type")
organisation_district = link_table("organisation", "district")


def _derived(source: str, derive: Callable[[str], str | None]) -> Callable[[Any], str | None]:
    """Derive a column from another of the same row as it is inserted, also past the session."""

    def default(context: Any) -> str | None:
        return derive(context.get_current_parameters().get(source) or "")

    return default


class Organisation(Identified, Versioned, Base):
    """A partner, of any sector. The number is optional, and branches may share one (`domain.md` 0.15)."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index("ix_organisation_sort_name", "sort_name", "id"),
        Index("ix_organisation_sector", "sector", "sort_name", "id"),
        Index("ix_organisation_number", "number"),
        Index("ix_organisation_match_key", "match_key"),
        Index("ix_organisation_match_tail", "match_tail"),
        Index("ix_organisation_web_key", "web_key"),
        Index("ix_organisation_created_at", "created_at"),
        Index("ix_organisation_umbrella_id", "umbrella_id"),
        Index("ix_organisation_successor_id", "successor_id"),
    )

    name: Mapped[str] = mapped_column(String(300))
    sort_name: Mapped[str] = mapped_column(SORT_KEY)
    # What likely duplicates are looked up by (`candidates.py`); derived, and so written by whoever writes rows.
    match_key: Mapped[str] = mapped_column(String(300), default=_derived("name", naming.key))
    match_tail: Mapped[str | None] = mapped_column(String(300), default=_derived("name", naming.tail))
    number: Mapped[str | None] = mapped_column(String(30))  # of another country as it is written there
    sector: Mapped[Sector] = mapped_column(StoredChoice(Sector))
    sector_basis: Mapped[SectorBasis | None] = mapped_column(
        StoredChoice(SectorBasis)
    )  # None: a person's word
    legal_form: Mapped[LegalForm] = mapped_column(StoredChoice(LegalForm), default=LegalForm.UNKNOWN)
    standing: Mapped[Standing] = mapped_column(StoredChoice(Standing), default=Standing.ACTIVE)
    dissolved_on: Mapped[date | None] = mapped_column(Date)
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    umbrella_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    founded_year: Mapped[int | None] = mapped_column(Integer)
    purpose: Mapped[str | None] = mapped_column(Text)
    street: Mapped[str | None] = mapped_column(String(200))
    postcode: Mapped[str | None] = mapped_column(String(12))
    seat: Mapped[str | None] = mapped_column(String(100))
    country: Mapped[Country | None] = mapped_column(StoredChoice(Country))  # None: Sweden
    website: Mapped[str | None] = mapped_column(String(300))
    web_key: Mapped[str | None] = mapped_column(String(300), default=_derived("website", websites.web_key))
    registration: Mapped[Registration] = mapped_column(
        StoredChoice(Registration), default=Registration.UNKNOWN
    )
    registration_checked_on: Mapped[date | None] = mapped_column(Date)
    no_advertising: Mapped[bool] = mapped_column(Boolean, default=False)  # SCB's Reklamsparrtyp
    listed_types: Mapped[str | None] = mapped_column(Text)  # each thing that a list says, with commas between
    listed_activities: Mapped[str | None] = mapped_column(Text)
    listed_categories: Mapped[str | None] = mapped_column(Text)
    affiliation: Mapped[str | None] = mapped_column(Text)
    source_note: Mapped[str | None] = mapped_column(String(300))
    is_example: Mapped[bool] = mapped_column(Boolean, default=False)
    created_at: Mapped[datetime] = mapped_column(Moment)
    created_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("user_account.id"))

    umbrella: Mapped["Organisation | None"] = relationship(
        lazy="raise", remote_side="Organisation.id", foreign_keys=[umbrella_id], viewonly=True
    )
    successor: Mapped["Organisation | None"] = relationship(
        lazy="raise", remote_side="Organisation.id", foreign_keys=[successor_id], viewonly=True
    )
    sources: Mapped[list["OrganisationSource"]] = relationship(
        lazy="raise", order_by="OrganisationSource.source", cascade="all, delete-orphan"
    )
    names: Mapped[list["OrganisationName"]] = relationship(
        lazy="raise", order_by="OrganisationName.name", cascade="all, delete-orphan"
    )
    contacts: Mapped[list["Contact"]] = relationship(
        lazy="raise", order_by="(Contact.person.is_not(None), Contact.position)", cascade="all, delete-orphan"
    )  # role mailboxes first, people after them
    target_groups: Mapped[list[TargetGroup]] = relationship(
        secondary=organisation_target_group, lazy="raise", order_by=TargetGroup.position
    )
    activities: Mapped[list[ActivityType]] = relationship(
        secondary=organisation_activity, lazy="raise", order_by=ActivityType.position
    )
    districts: Mapped[list[District]] = relationship(
        secondary=organisation_district, lazy="raise", order_by=District.position
    )

    @validates("name")
    def _keep_match_keys(self, _name: str, name: str) -> str:
        self.match_key, self.match_tail = naming.key(name), naming.tail(name)
        return name

    @validates("website")
    def _keep_web_key(self, _name: str, website: str | None) -> str | None:
        self.web_key = websites.web_key(website)
        return website

    @property
    def can_be_party(self) -> bool:
        """Whether the organisation is a legal person that can enter into an agreement."""
        return self.legal_form is not LegalForm.NETWORK


class OrganisationName(Identified, Base):
    """Another name of the organisation: an earlier one, with dates where they are known, or a short one."""

    __tablename__ = "organisation_name"
    __table_args__ = (Index("ix_organisation_name_organisation_id", "organisation_id"),)

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(300), info=logged("Namn"))
    starts_on: Mapped[date | None] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date | None] = mapped_column(Date, info=TO)


class Contact(Identified, Versioned, Base):
    """A way to reach the organisation: a role mailbox first, a person only where the work needs one (GDPR art. 5)."""

    __tablename__ = "contact"
    __table_args__ = (
        Index("ix_contact_organisation_id", "organisation_id"),
        Index("ix_contact_mail_key", "mail_key"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    position: Mapped[int] = mapped_column(Integer, default=0)
    label: Mapped[str] = mapped_column(String(100), info=logged("Kallas"))
    email: Mapped[str | None] = mapped_column(String(254), info=logged("E-post"))
    mail_key: Mapped[str | None] = mapped_column(String(300), default=_derived("email", matching.mail_key))
    phone: Mapped[str | None] = mapped_column(String(40), info=logged("Telefon"))
    person: Mapped[str | None] = mapped_column(String(200), info=logged("Person"))
    role: Mapped[ContactRole] = mapped_column(
        StoredChoice(ContactRole), default=ContactRole.OTHER, info=logged("Roll")
    )
    reason: Mapped[str | None] = mapped_column(
        String(300), info=logged("Skäl att ha personuppgifter")
    )  # why a person's data is held (GDPR art. 5.1 b)
    starts_on: Mapped[date | None] = mapped_column(Date, info=FROM)
    ends_on: Mapped[date | None] = mapped_column(Date, info=TO)
    # Since when an address that the organisation wrote in itself waits for its link; None: matters are mailed there.
    mail_asked_at: Mapped[datetime | None] = mapped_column(
        Moment, info=logged("E-posten väntar på att bekräftas")
    )

    @validates("email")
    def _keep_mail_key(self, _name: str, email: str | None) -> str | None:
        self.mail_key = matching.mail_key(email)
        return email


class OrganisationRedirect(Base):
    """Where a record went that was merged into another: old addresses lead on, and its history is shown with it."""

    __tablename__ = "organisation_redirect"
    __table_args__ = (Index("ix_organisation_redirect_organisation_id", "organisation_id"),)

    old_id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))


class OrganisationSource(Identified, Base):
    """Where a record came from: the list, its own identifier there, and when it was fetched. One row per list.

    `told` has a mark of what the list said last of each field, `held` the fields that have their value from it, by the
    day since when (`exchange/provenance.py`). The row goes with the organisation, and with the import that made it.
    """

    __tablename__ = "organisation_source"
    __table_args__ = (
        UniqueConstraint("source", "source_id", name="uq_organisation_source_source"),
        Index("ix_organisation_source_organisation_id", "organisation_id"),
    )

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    source: Mapped[str] = mapped_column(String(100), info=logged("Register"))
    source_id: Mapped[str] = mapped_column(String(200), info=logged("Nummer i registret"))
    fetched_at: Mapped[datetime] = mapped_column(Moment, info=logged("Hämtat"))
    told: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    held: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")


put_under_audit(organisation=Labels(lazy("Organisation"), FIELDS))
