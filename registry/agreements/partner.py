"""What a partner sees of an agreement's state: a few plain words (`domain.md` 10.7), never drafts or inner workings."""

from registry.agreements.workflow import State
from registry.core.i18n import lazy

STATUS = {
    State.SUBMITTED: lazy("Under beredning"),
    State.RETURNED: lazy("Under beredning"),
    State.APPROVED: lazy("Beslutad, väntar på underskrift"),
    State.DECLINED: lazy("Beslutad: avslag"),
    State.ACTIVE: lazy("Pågår"),
    State.ENDED: lazy("Avslutad"),
}

NEXT = {
    State.SUBMITTED: lazy("Staden fattar beslut. Du behöver inte göra något nu."),
    State.RETURNED: lazy("Staden arbetar vidare med avtalet. Du behöver inte göra något nu."),
    State.APPROVED: lazy("Ni och staden undertecknar avtalet. Staden hör av sig om hur."),
    State.DECLINED: lazy("Ärendet är avslutat. Hör av dig till kontakten på staden om du undrar något."),
    State.ACTIVE: lazy("Verksamheten pågår. Nästa steg är uppföljningen."),
    State.ENDED: lazy("Samarbetet är avslutat. Inget mer behöver göras."),
}
