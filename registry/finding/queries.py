"""The one search: every kind that the person may look at is asked, and those that found something are shown."""

from registry.access import check
from registry.access.actor import Actor
from registry.city.synonyms import queries as synonyms
from registry.finding.found import AskedSearch, FoundGroup
from registry.finding.kinds import KINDS

MOST = 5  # of a kind, on the page
FEW = 3  # of a kind, while one types
_STEP = 30  # ranks nearer to each other than this leave the kinds in their usual order


def everything(actor: Actor, text: str | None, *, most: int = MOST) -> list[FoundGroup]:
    """Return what was found of each kind, the kind with the best hit first; nothing when nothing was typed."""
    asked = AskedSearch(text or "", synonyms.asked(text), most)
    if not asked.question:
        return []
    open_to = [kind for kind in KINDS if check.allows(kind.permission, actor)]
    found = [FoundGroup(kind.name, kind.label, kind.ask(actor, asked)) for kind in open_to]
    return sorted((one for one in found if one.answer.hits), key=lambda one: one.best // _STEP)
