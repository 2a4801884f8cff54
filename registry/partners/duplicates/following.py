"""What asks for pairs to be weighed at once: an organisation that is named anew, or merged."""

from collections.abc import Iterable
from uuid import UUID

from registry.core import clock, jobs
from registry.partners.duplicates import queries
from registry.partners.duplicates.actions.scanning import CHANGED

MOST_AT_ONCE = 20  # organisations whose pairs are weighed in one job: a tenth of a second


def follow(organisation_ids: Iterable[UUID]) -> None:
    """Have the pairs of organisations that are named anew weighed at once: told of them, this asks for the job.

    Of more than a few, as a list or its undoing changes them, the night's search takes care.
    """
    ids = sorted({*organisation_ids})
    if 0 < len(ids) <= MOST_AT_ONCE and queries.is_keyed():
        payload = {"ids": [str(one) for one in ids]}
        jobs.enqueue(CHANGED, payload, at=clock.now(), subject_id=ids[0])
