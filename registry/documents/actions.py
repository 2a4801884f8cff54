"""Marking what may hold secrets, a matter or a document, and taking the mark away (OSL 5:5). The registrar does it."""

from datetime import date, datetime
from typing import Any

from registry.access import check
from registry.access import secrecy as rules
from registry.access.actor import Actor
from registry.access.permissions import Permission
from registry.audit.actions import record
from registry.audit.changes import FieldChange
from registry.audit.tags import Tag
from registry.core import clock
from registry.core.errors import Stale, refuse
from registry.core.i18n import _, swedish


def mark(
    subject: Any, *, provision: str, reason: str, seen: str, owner_id: Any, actor: Actor, at: datetime
) -> None:
    """Mark the subject with a provision, or take the mark away when none is given; the log keeps why, before and after.

    `seen` is the provision that stood there when the person looked, `owner_id` the matter or list in whose history it
    is told. Raises Stale when somebody else has changed the mark, DomainError without a reason.
    """
    check.require(Permission.SECRECY_MARK, actor)
    if seen != (subject.secrecy or ""):
        raise Stale(_("Någon annan har ändrat markeringen sedan du öppnade sidan. Läs den igen."))
    refuse(rules.mark_problems(provision=provision, was=subject.secrecy, reason=reason))
    now = provision.strip() or None
    with swedish():
        change = FieldChange(field="secrecy", label=_("Sekretess"), old=subject.secrecy, new=now)
    subject.secrecy, subject.secrecy_on = now, _day(at) if now else None
    tag = Tag.SECRECY_MARKED if now else Tag.SECRECY_LIFTED
    told = {"matter_id": owner_id, "changes": [change], "note": reason.strip()}
    record(subject, tag, actor=actor, at=at, **told)


def _day(at: datetime) -> date:
    return clock.local(at).date()
