"""Tying records to the lists they are described with."""

from typing import Any

from registry.city.vocabulary import queries
from registry.city.vocabulary.choices import Scope
from registry.city.vocabulary.models import ActivityType, District, TargetGroup


def describe(record: Any, scope: Scope) -> None:
    """Tie the record, whose three lists are loaded or which is new, to exactly what was chosen."""
    record.target_groups = queries.chosen(TargetGroup, scope.target_groups)
    record.activities = queries.chosen(ActivityType, scope.activities)
    record.districts = queries.chosen(District, scope.districts)
