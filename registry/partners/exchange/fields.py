"""What a list can hold and how it can be laid out. Knows nothing else, so that the reading process stays small."""

from enum import StrEnum


class Layout(StrEnum):
    """How the file is laid out. All but a table of one's own are known, so that nobody needs to say what is what."""

    TABLE = "table"
    MUNICIPAL = "municipal"
    SCB = "scb"
    BOLAGSVERKET = "bolagsverket"


class ListField(StrEnum):
    """What a column of a list can hold."""

    NAME = "name"
    NUMBER = "number"
    SOURCE_ID = "source_id"
    OTHER_NAME = "other_name"
    LEGAL_FORM = "legal_form"
    STANDING = "standing"
    DISSOLVED_ON = "dissolved_on"
    STREET = "street"
    POSTCODE = "postcode"
    SEAT = "seat"
    COUNTRY = "country"
    EMAIL = "email"
    PHONE = "phone"
    WEBSITE = "website"
    PURPOSE = "purpose"
    FOUNDED_YEAR = "founded_year"
    NO_ADVERTISING = "no_advertising"
    PERSON = "person"
    PERSON_ROLE = "person_role"
    PERSON_EMAIL = "person_email"
    PERSON_PHONE = "person_phone"
    FETCHED_AT = "fetched_at"
    OWN_ID = "own_id"
    TYPES = "types"
    ACTIVITIES = "activities"
    CATEGORIES = "categories"
    AFFILIATION = "affiliation"
    BANKGIRO = "bankgiro"
    PLUSGIRO = "plusgiro"
    ACCOUNT = "account"
