"""Which tables are kept as they were, whose rows they are, and what of a row is left out.

Contacts, accounts and free text about persons are never kept, nor what only follows from the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Table

from registry.core.database import Base

_OWN = frozenset({"version", "created_at", "updated_at", "created_by_id"})


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that is kept: the column that says whose its rows are, and its columns that are left out."""

    name: str
    owner: str = "id"
    left_out: frozenset[str] = frozenset()

    @property
    def table(self) -> Table:
        """The table itself."""
        return Base.metadata.tables[self.name]

    @property
    def columns(self) -> list[Column[object]]:
        """What of a row is kept."""
        return [column for column in self.table.columns if column.name not in self.left_out | _OWN]

    @property
    def key(self) -> tuple[str, str | None]:
        """The column that says which row it is; of a link also the one that says what it leads to."""
        first, *more = [column.name for column in self.table.primary_key.columns]
        return first, more[0] if more else None


def _out(*names: str) -> frozenset[str]:
    return frozenset(names)


KEPT: Mapping[str, Kept] = {
    kept.name: kept
    for kept in (
        Kept(
            "organisation",
            left_out=_out("sort_name", "match_key", "match_tail", "web_key", "source_note", "sector_basis"),
        ),
        Kept("organisation_name", "organisation_id"),
        Kept("organisation_target_group", "organisation_id"),
        Kept("organisation_activity", "organisation_id"),
        Kept("organisation_district", "organisation_id"),
        Kept("collaboration", left_out=_out(
            "sort_title", "search_text", "our_contact", "their_contact", "gate_resources", "gate_judged_by",
            "gate_note", "internal_note", "last_happened_on",
        )),
        Kept("party", "collaboration_id", _out("position", "note")),
        Kept("project_facts", "collaboration_id", _out("lessons")),
        Kept("collaboration_target_group", "collaboration_id"),
        Kept("collaboration_activity", "collaboration_id"),
        Kept("collaboration_district", "collaboration_id"),
        Kept("collaboration_ground", "collaboration_id"),
        Kept("governing_document", left_out=_out("note")),
        Kept("ground", left_out=_out("source_place")),
        Kept("ground_unit", "ground_id"),
        Kept("ground_target_group", "ground_id"),
        Kept("ground_activity", "ground_id"),
        Kept("matter", left_out=_out("prepared_by_id")),
        Kept("agreement", "collaboration_id"),
        Kept("edition", "agreement_id", _out("internal_note")),
        Kept("yearly_amount", "edition_id"),
        Kept("funding_share", "edition_id"),
        Kept("contribution", "edition_id"),
        Kept("payment", "edition_id"),
        Kept("goal", "edition_id"),
        Kept("follow_up", "edition_id"),
        Kept("unit", left_out=_out("note")),
        Kept("district"),
        Kept("target_group"),
        Kept("activity_type"),
        Kept("vocabulary_wording"),
        Kept("vocabulary_kinship"),
        Kept("payee_account", "organisation_id", _out(
            "holder_name", "evidence", "proposed_by_id", "proposed_by", "confirmed_by_id", "confirmed_by", "checked",
            "end_reason",
        )),
    )
}  # fmt: skip
