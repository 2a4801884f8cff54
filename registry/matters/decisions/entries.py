"""One final decision as lists and pages show it: what, who, where it is on its way, and its legal force on a date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.core import clock
from registry.core.i18n import _, joined, lazy
from registry.core.labels import label
from registry.core.money import Money
from registry.matters.approvals import hooks
from registry.matters.approvals.models import Outcome, RoundStatus
from registry.matters.decisions import rules
from registry.matters.decisions.rules import Appealed, AppealStage, Force, LegalForce, Posted

FELL = frozenset(
    {
        RoundStatus.RETURNED,
        RoundStatus.WITHDRAWN,
        RoundStatus.VOIDED,
        RoundStatus.ANNULLED,
        RoundStatus.REVOKED,
    }
)
BECAUSE = {  # in fixed words: what somebody wrote about it is read in the matter
    RoundStatus.RETURNED: lazy("ärendet återlämnades för ändring"),
    RoundStatus.DECLINED: lazy("ärendet avslogs i ett annat av besluten"),
    RoundStatus.WITHDRAWN: lazy("ärendet togs tillbaka"),
    RoundStatus.AMENDED: lazy("nämnden biföll ärendet med ändring"),
    RoundStatus.DISMISSED: lazy("nämnden avslutade ärendet utan att pröva det"),
    RoundStatus.CLOSED: lazy("nämnden avslutade ärendet utan att pröva det"),
    RoundStatus.ANNULLED: lazy("domstolen upphävde beslutet"),
    RoundStatus.REVOKED: lazy("beslutet återkallades"),
    RoundStatus.VOIDED: lazy("ärendet ändrades efter beslutet"),
}
TONES = {
    Force.UNPOSTED: "warning",
    Force.RUNNING: "info",
    Force.CUT: "danger",
    Force.APPEALED: "warning",
    Force.STAYED: "danger",
    Force.OVERTURNED: "danger",
    Force.ANNULLED: "danger",
    Force.IN_FORCE: "on",
    Force.VOIDED: "neutral",
}


@dataclass(frozen=True, slots=True)
class FinalDecision:
    """A final decision with what has happened to it since. `row` has the columns that `queries` selects."""

    row: Any
    appeals: Sequence[Any] = ()
    beside: frozenset[UUID] = frozenset()  # the areas that other decisions of the round are about

    @property
    def id(self) -> Any:
        """The decision's identifier."""
        return self.row.id

    @property
    def place(self) -> AppealStage:
        """Where the decision is on its way."""
        return rules.place(
            for_committee=self.by_committee,
            reported=self.row.reported is not False,
            on_list=self.row.list_id is not None,
            has_own_notice=self.row.own_notice is not None,
        )

    @property
    def by_committee(self) -> bool:
        """Whether the nämnd itself decided: whoever else decides cites the point that gives the right to."""
        return self.row.post is None and self.row.rule_number is None

    @property
    def posted(self) -> Posted | None:
        """The notice on the board that covers the decision."""
        row = self.row
        if row.posted_on is None:
            return None
        return Posted(row.adjusted_on, row.posted_on, row.appeal_until, row.removed_on)

    @property
    def settles(self) -> bool:
        """Whether a matter rests on it, or was refused by it, and nothing has voided it."""
        is_carried = self.row.round_status is RoundStatus.APPROVED or self.row.outcome is not Outcome.APPROVE
        return is_carried and self.row.voided_at is None

    @property
    def decided_on(self) -> date:
        """The day of the decision: the nämnd's own is made at its meeting."""
        return self.row.meeting_on or clock.local(self.row.at).date()

    @property
    def amount(self) -> Money | None:
        """What is decided here: what its own area pays, where several share the matter; otherwise all of it."""
        if own := rules.own_shares(self.row.shares or (), self.row.area_unit_id, self.beside):
            return Money(sum(amount for one in own for _year, amount in one["yearly"]))
        amounts = [one.get("amount") for one in self.row.yearly or []]
        return Money(sum(amounts)) if amounts and None not in amounts else None

    @property
    def about(self) -> str:
        """Whose money it is, where several areas share the matter, and for which time."""
        row = self.row
        period = f"{row.starts_on}–{row.ends_on}" if row.starts_on and row.ends_on else None
        is_shared = len({one["unit_id"] for one in row.shares or ()}) > 1
        return joined(part for part in (row.area if is_shared else None, period) if part)

    @property
    def counterparty(self) -> str:
        """The organisations that the matter is about."""
        return ", ".join(one["name"] for one in self.row.parties or [])

    @property
    def kind_label(self) -> str | None:
        """What the matter is, in the words of its own type."""
        row = self.row
        said = {"type": row.type, "kind": row.kind, "kind_label": row.kind_label}
        words: str | None = hooks.shown(said)["kind_label"]
        return words

    @property
    def who(self) -> str:
        """Who decided: name, title and in whose place; the nämnd by its name and paragraph."""
        row = self.row
        if row.meeting_on:
            return joined((part for part in (row.decided_by, row.paragraph) if part), " ")
        told = joined(part for part in (row.decided_by, row.title) if part)
        return _("%(who)s, tf för %(name)s", who=told, name=row.in_place_of) if row.in_place_of else told

    @property
    def what(self) -> str:
        """The decision in a word or two."""
        if self.row.outcome is Outcome.REVOKE and self.row.withdrawn_day:
            return _("Återkallelse av beslutet den %(day)s", day=self.row.withdrawn_day)
        return label(Outcome.AMEND if self.row.amendment else self.row.outcome)

    @property
    def fell(self) -> bool:
        """Whether the decision fell: somebody else returned or declined the matter, or it was taken up again."""
        return self.row.voided_at is not None or self.row.round_status in FELL

    @property
    def remark(self) -> str:
        """What has to be known of a decision that fell: it was made, so it is reported, with this note.

        Of one that withdraws another it is the ground.
        """
        if not self.fell:
            return _("Grund: %(ground)s", ground=self.row.ground) if self.row.ground else ""
        row = self.row
        day = clock.local(row.voided_at or row.round_closed_at or row.at).date()
        return _(
            "Gäller inte sedan %(day)s: %(why)s",
            day=day,
            why=BECAUSE.get(row.round_status, BECAUSE[RoundStatus.VOIDED]),
        )

    def standing(self, on: date) -> LegalForce:
        """Return the decision's legal force on the date."""
        appeals = [
            Appealed(one.appealed_on, one.outcome, one.settled_on, one.stayed_on, one.stay_ended_on)
            for one in self.appeals
        ]
        return rules.legal_force(on, self.posted, appeals, fell=self.fell)

    def tone(self, on: date) -> str:
        """Return how the legal force is marked."""
        return TONES[self.standing(on).force]

    def warnings(self) -> list[str]:
        """Return what the law asks of the notice and was not done."""
        return rules.notice_warnings(self.posted) if self.posted else []

    def sentence(self, on: date) -> str:
        """Say in one sentence where the decision stands and what comes next."""
        stands = self.standing(on)
        if stands.force is Force.UNPOSTED:
            return self._on_its_way()
        return {
            Force.VOIDED: self.remark,
            Force.RUNNING: _("Kan överklagas till och med %(day)s. Får laga kraft %(first)s om ingen överklagar.",
                             day=stands.appeal_until, first=stands.in_force_on),
            Force.CUT: _("Anslaget togs bort för tidigt. Beslutet får inte laga kraft förrän det anslås på nytt."),
            Force.APPEALED: _("Överklagat. Beslutet får laga kraft först när domstolen har svarat."),
            Force.STAYED: str(rules.STOPS[Force.STAYED]),
            Force.OVERTURNED: str(rules.STOPS[Force.OVERTURNED]),
            Force.ANNULLED: _("Domstolen har upphävt beslutet."),
            Force.IN_FORCE: _("Laga kraft sedan %(day)s.", day=stands.in_force_on),
        }[stands.force]  # fmt: skip

    def _on_its_way(self) -> str:
        if self.place is AppealStage.ON_LIST:
            told = _("Anmäls till nämnden den %(day)s.", day=self.row.list_meeting_on)
        elif self.place is AppealStage.TO_REPORT:
            told = _("Ska anmälas till nämnden och står inte på någon lista än.")
        elif self.by_committee:
            told = _("Nämndens protokoll är inte anslaget än.")
        else:
            told = _("Ska protokollföras särskilt och anslås.")
        return told + " " + _("Utan anslag får beslutet aldrig laga kraft.")
