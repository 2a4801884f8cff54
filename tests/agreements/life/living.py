"""What must hold after each step: the state, the decision, the payee, the frames, who decides and who reads."""

from sqlalchemy import select

from registry.agreements import decided_content, partner
from registry.city.budgets.models import Commitment
from registry.core.database import session
from registry.matters.approvals import queries as approvals
from registry.matters.approvals import rules as approval_rules
from registry.money.payments import queries as due
from tests.agreements.life.around import EventVerbs
from tests.agreements.life.court import CourtVerbs
from tests.agreements.life.deciding import DecidingVerbs
from tests.agreements.life.model import LEVELS
from tests.agreements.test_decided_content import representing


class AgreementLife(DecidingVerbs, CourtVerbs, EventVerbs):
    """The verbs over one agreement, and what holds."""

    def holds(self) -> None:
        """Compare all of it; after what was refused it is as it was."""
        if not self.is_new:
            return
        self.is_new = False
        life, one, on = self.life, self.one(), self.at.date()
        assert one.agreement.state.value == life.state, (one.agreement.state, life)
        made = decided_content.decided(one)
        assert (made is not None) is (life.decided is not None), life
        if made is not None:
            assert sum(row["amount"] for row in made.content["yearly"]) == life.decided.text.kronor * 100
            found = decided_content.problems(one, made, on=on)
            assert (found == []) is self.covers(), self.told()
            receivers = {row.organisation_number for row in due.receivers(one)}
            assert receivers == {number for number, _paid in life.decided.text.parties}, "paid to another"
        own = Commitment.matter_id == self.id, Commitment.released_at.is_(None)
        taken = sum(row.ore for row in session.scalars(select(Commitment.amount).where(*own))) // 100
        assert taken == life.taken, (taken, life)
        self._who_decides(on)
        self._who_reads()

    def _who_decides(self, on) -> None:
        round_ = approvals.current_round(self.id)
        assert (round_ is not None) is (self.life.state == "submitted")
        for step in round_.steps if round_ else ():
            if step.is_open and step.post is not None and self.life.order_sent == self.life.orders:
                situation = approvals.step_situation(step, on)
                people = [
                    self.desk.unit_head,
                    self.desk.division_head,
                    self.desk.director,
                    self.desk.preparer,
                ]
                able = {
                    who.user_id
                    for who in people
                    if not approval_rules.authority_problems(situation, who.user_id)
                }
                assert able == {getattr(self.desk, LEVELS[self.life.level]).user_id}, self.life

    def _who_reads(self) -> None:
        """A partner reads of what was last sent with it, while its record is the legal person it was then."""
        numbers, life = self.numbers(), self.life
        sent = life.sent.records if life.sent else ()
        for name in ("party", "other"):
            key = self.now.ids[name]
            may = key in numbers and any(key == record and numbers[key] == number for record, number in sent)
            reads = partner.is_own_matter(representing(key), self.id)
            if life.state == "draft" or not sent:
                assert not reads, "a draft is read outside the house"
            elif not self.before_merge:
                assert reads is may, (name, life)
