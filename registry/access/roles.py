"""The roles people have in the system, and the posts that managers hold."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Role(Labelled):
    """What a person does in the system. Managers get theirs from an appointment, partners from an organisation."""

    PREPARATORY = "preparatory", lazy("Beredningsgruppen")
    OFFICER = "officer", lazy("Handläggare")
    MANAGER = "manager", lazy("Chef med budgetansvar")
    REGISTRAR = "registrar", lazy("Registrator")
    ADMINISTRATOR = "administrator", lazy("Administratör")
    AUDITOR = "auditor", lazy("Revisor")
    PARTNER = "partner", lazy("Företrädare för organisation")


class Post(Labelled):
    """A manager's post, lowest first: the order is the order of levels (`domain.md` 5.1)."""

    UNIT_HEAD = "unit_head", lazy("Enhetschef")
    DIVISION_HEAD = "division_head", lazy("Avdelningschef")
    DIRECTOR = "director", lazy("Arbetsmarknadsdirektör")


LEVEL = {post: level for level, post in enumerate(Post)}
