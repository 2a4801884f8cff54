"""What waits among the assessments of need: those whose day of review comes."""

from collections.abc import Iterator

from registry.access.kinds_of_waiting import WaitingKind
from registry.access.permissions import Permission
from registry.access.waiting import AHEAD, Door, Reader, Waiting, with_roles
from registry.enquiries.assessments import queries


def reviews(reader: Reader) -> Iterator[Waiting]:
    """An assessment waits to be looked at again from a month before its day, until somebody sets another or none."""
    if not reader.may(Permission.NEED_ASSESS):
        return
    for one in queries.due(reader.rights, reader.on + AHEAD):
        if one.review_on is not None:
            yield reader.waiting(
                WaitingKind.NEED_REVIEW,
                one.title,
                due_on=one.review_on,
                subject_id=one.id,
                who=with_roles(WaitingKind.NEED_REVIEW),
                since=one.review_on - AHEAD,
                door=Door("enquiries.assessment", {"assessment_id": one.id}),
            )
