"""What a court does with the agreement's latest decision, beside what the model expects."""

from sqlalchemy import select

from registry.core.database import session
from registry.matters.decisions import actions as decisions
from registry.matters.decisions import queries as decided
from registry.matters.decisions.models import Appeal, AppealOutcome
from tests.agreements.life.stage import AgreementUnderTest


class CourtVerbs(AgreementUnderTest):
    """Appeals and what becomes of them."""

    def in_court(self, what: str) -> None:
        made = self.life.ruling
        entries = decided.of_matter(self.desk.registrar, self.id)
        if made is None:
            assert not entries, "a decision that nobody made"
        if (
            made is None or made.outcome == "revoke"
        ):  # what a court does with a withdrawal has tests of its own
            return
        latest = max(entries, key=lambda entry: (entry.row.at, entry.id))
        pending = select(Appeal).where(Appeal.decision_id == latest.id, Appeal.settled_on.is_(None))
        day, one = self.at.date(), session.scalars(pending.order_by(Appeal.id.desc()).limit(1)).first()
        assert (one is not None) is (made.court in {"appealed", "stayed", "overturned"}), (made, one)
        if one is None:
            if what == "appeal" and made.court != "annulled":
                told = {"appealed_on": day, "court_case": f"{self.at:%d%H%M}-26", "note": None}
                entry = decided.entry(self.desk.registrar, latest.id)
                verb = lambda: decisions.appeal(entry, **told, **self.by("registrar"))  # noqa: E731
                assert self.does("appeal", verb), self.told()
                made.court = "appealed"
            return
        self._court(what, one, made)

    def _court(self, what: str, one: Appeal, made) -> None:
        day, key = self.at.date(), one.id
        outcomes = {
            "annul": (AppealOutcome.ANNULLED, None), "annul for good": (AppealOutcome.ANNULLED, day),
            "let stand": (AppealOutcome.REJECTED, day),
        }  # fmt: skip

        def verb() -> None:
            row = session.get_one(Appeal, key)
            if what in outcomes:
                outcome, settled = outcomes[what]
                decisions.settle(
                    row, decisions.Judgment(outcome, day, settled), seen=row.version, **self.by("registrar")
                )
            else:
                ended = day if what == "let go on" else None
                decisions.stay(row, stayed_on=row.stayed_on or day, stay_ended_on=ended, seen=row.version,
                               **self.by("registrar"))  # fmt: skip

        if what == "appeal" or (what == "let go on" and made.court != "stayed"):
            return
        assert self.does(what, verb), self.told()
        self._after_court(what, made, one.id)

    def _after_court(self, what: str, made, key) -> None:
        row = session.get_one(Appeal, key, populate_existing=True)
        is_stayed = row.stayed_on is not None and row.stay_ended_on is None
        if what == "annul for good":
            self.life.annul(made)
        elif what == "let stand":
            made.court = None
        elif is_stayed:
            made.court = "stayed"
        else:
            made.court = "overturned" if row.outcome is AppealOutcome.ANNULLED else "appealed"
