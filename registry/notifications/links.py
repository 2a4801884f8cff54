"""The addresses that messages point at. They begin with the configured `PUBLIC_URL`, never with what a request says."""

from uuid import UUID

from registry.notifications import delivery

MATTER = "/matters/{id}"
DECIDE = "/matters/{id}/decide"
QUESTION = "/matters/questions/{id}/answer"
INBOX = "/inbox/"
CHOOSING = "/sign-in/choose-password/{token}"
FORGOTTEN = "/sign-in/forgotten"
MEETING_ROLES = "/accounts/meeting-roles"
OWN = "/portal/{id}"
OWN_ADDRESS = "/portal/addresses/{token}"
OWN_ORGANISATION = "/portal/organisations/{id}"
OWN_CONFIRMING = "/portal/organisations/{id}/confirm"
OWN_PAPER = "/portal/organisations/{id}/papers/new"
OWN_TERMS = "/portal/organisations/{id}/terms"
ROUND_LIST = "/mapping/rounds/lists/{id}"
OWN_QUESTIONS = "/account/interests"


def matter(matter_id: UUID) -> str:
    """Return the address of a matter's page for staff."""
    return _public(MATTER.format(id=matter_id))


def decide(matter_id: UUID) -> str:
    """Return the address of the page where a matter is decided."""
    return _public(DECIDE.format(id=matter_id))


def question(question_id: UUID) -> str:
    """Return the address of the page where a decider's question is answered."""
    return _public(QUESTION.format(id=question_id))


def inbox() -> str:
    """Return the address of the page with everything that waits for whoever opens it."""
    return _public(INBOX)


def own(collaboration_id: UUID) -> str:
    """Return the address of the partner's page of one collaboration and what is decided about it."""
    return _public(OWN.format(id=collaboration_id))


def own_organisation(organisation_id: UUID) -> str:
    """Return the address of the partner's page of what the city holds of its organisation."""
    return _public(OWN_ORGANISATION.format(id=organisation_id))


def own_confirming(organisation_id: UUID) -> str:
    """Return the address of the page where the partner confirms what the city holds of its organisation."""
    return _public(OWN_CONFIRMING.format(id=organisation_id))


def own_paper(organisation_id: UUID) -> str:
    """Return the address of the page where the partner hands in a paper."""
    return _public(OWN_PAPER.format(id=organisation_id))


def own_terms(organisation_id: UUID) -> str:
    """Return the address of the page where the partner reads and accepts the democracy terms."""
    return _public(OWN_TERMS.format(id=organisation_id))


def own_address(token: str) -> str:
    """Return the address where whoever reads a mailbox confirms that it is the organisation's."""
    return _public(OWN_ADDRESS.format(token=token))


def choose_password(token: str) -> str:
    """Return the address where whoever has the token chooses a password."""
    return _public(CHOOSING.format(token=token))


def forgotten() -> str:
    """Return the address where one asks for a link to choose a password."""
    return _public(FORGOTTEN)


def meeting_roles() -> str:
    """Return the address of the page with accounts whose roles must not meet."""
    return _public(MEETING_ROLES)


def round_list(list_id: UUID) -> str:
    """Return the address of a unit's list in a mapping round."""
    return _public(ROUND_LIST.format(id=list_id))


def own_questions() -> str:
    """Return the address of the page where one answers a question about the own conflict of interest."""
    return _public(OWN_QUESTIONS)


def _public(path: str) -> str:
    return delivery.settings().public_url.rstrip("/") + path
