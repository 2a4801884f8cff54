"""The roles people have in the system, and the posts that managers hold."""

from enum import StrEnum

from registry.core import labels
from registry.core.i18n import lazy


class Role(StrEnum):
    """What a person does in the system. Managers get theirs from an appointment, partners from an organisation."""

    PREPARATORY = "preparatory"
    OFFICER = "officer"
    MANAGER = "manager"
    REGISTRAR = "registrar"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    PARTNER = "partner"


class Post(StrEnum):
    """A manager's post, lowest first: the order is the order of levels (`domain.md` 5.1)."""

    UNIT_HEAD = "unit_head"
    DIVISION_HEAD = "division_head"
    DIRECTOR = "director"


LEVEL = {post: level for level, post in enumerate(Post)}

ROLE_LABELS = {
    Role.PREPARATORY: lazy("Beredningsgruppen"),
    Role.OFFICER: lazy("Handläggare"),
    Role.MANAGER: lazy("Chef med budgetansvar"),
    Role.REGISTRAR: lazy("Registrator"),
    Role.ADMINISTRATOR: lazy("Administratör"),
    Role.AUDITOR: lazy("Revisor"),
    Role.PARTNER: lazy("Företrädare för organisation"),
}

POST_LABELS = {
    Post.UNIT_HEAD: lazy("Enhetschef"),
    Post.DIVISION_HEAD: lazy("Avdelningschef"),
    Post.DIRECTOR: lazy("Arbetsmarknadsdirektör"),
}

labels.register(ROLE_LABELS, POST_LABELS)
