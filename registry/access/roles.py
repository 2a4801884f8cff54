"""The roles people have in the system, and the posts that managers hold."""

from registry.core.i18n import lazy
from registry.core.labels import Labelled


class Role(Labelled):
    """What a person does in the system. Managers get theirs from an appointment, partners from an organisation."""

    PREPARATORY = "preparatory", lazy("Beredningsgruppen")
    OFFICER = "officer", lazy("Handläggare")
    MANAGER = "manager", lazy("Chef med budgetansvar")
    REGISTRAR = "registrar", lazy("Registrator")
    CONTROLLER = "controller", lazy("Ekonom")
    ADMINISTRATOR = "administrator", lazy("Administratör")
    AUDITOR = "auditor", lazy("Revisor")
    PARTNER = "partner", lazy("Företrädare för organisation")


class Post(Labelled):
    """To whom the order gives a right to decide, lowest first: the order is the order of levels (`domain.md` 5.1).

    Managers hold theirs by appointment (KL 7:5). The elected decide outside the register, as the nämnd does, and the
    registrar records it: a member, a panel or the presidium (KL 6:37), and the chair in what cannot wait (KL 6:39).
    """

    UNIT_HEAD = "unit_head", lazy("Enhetschef")
    DIVISION_HEAD = "division_head", lazy("Avdelningschef")
    DIRECTOR = "director", lazy("Arbetsmarknadsdirektör")
    MEMBER = "member", lazy("Ledamot eller ersättare i nämnden")
    PANEL = "panel", lazy("Nämndens utskott")
    PRESIDIUM = "presidium", lazy("Nämndens presidium")
    CHAIR = "chair", lazy("Nämndens ordförande, i brådskande ärenden")


MANAGERS = (Post.UNIT_HEAD, Post.DIVISION_HEAD, Post.DIRECTOR)
ELECTED = (Post.MEMBER, Post.PANEL, Post.PRESIDIUM, Post.CHAIR)
ALONE = frozenset({Post.MEMBER, Post.CHAIR})  # decide without a meeting, and so without a § in its minutes
LEVEL = {post: level for level, post in enumerate(Post)}
