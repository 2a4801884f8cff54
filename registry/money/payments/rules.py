"""May this person attest this payment? Pure. Attesting confirms that it is right; it is not the decision.

The right to attest follows the budget responsibility (Malmö attestinstruktion, `domain.md` 0.6): whoever leads every
unit that pays, or stands above them, on the day. As many attest as the city's table says for the amount, two when it
says nothing else, and nobody who prepared the matter, saw to the account, or has told of a tie to whoever is paid: a
disqualified person does not take part (KL 6:28, 6:30).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import LEVEL, MANAGERS, Post
from registry.city.units.structure import Holder, UnitStructure
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.core.money import Money


@dataclass(frozen=True, slots=True)
class PaymentSituation:
    """Where a planned payment stands: whose money it is, and what is known of it that day."""

    is_active: bool  # the agreement runs
    undecided: tuple[Problem, ...]  # why no standing decision covers what the agreement says now
    unpayable: tuple[str, ...]  # organisations to be paid without a confirmed account
    attested_by: str | None  # when as many have attested as are needed
    paying: frozenset[UUID]
    due_on: date | None = None
    ends_on: date | None = None  # the last day that was decided when the agreement was terminated
    posts: tuple[Post, ...] = (Post.UNIT_HEAD,)  # the lowest post of each who attests
    begun_by: Mapping[UUID, Post] | None = (
        None  # who has attested to these accounts so far, with the post held then
    )
    number: int = 1  # which attestation of the payment the next one is
    prepared_by: frozenset[UUID] = frozenset()
    account_by: frozenset[UUID] = frozenset()  # who proposed or confirmed the account that is paid to
    tied: frozenset[UUID] = frozenset()  # who has told of a tie, on the day, to an organisation that is paid

    @property
    def counted(self) -> dict[UUID, Post]:
        """Who has attested, but for those who have prepared the matter, seen to the account or told of a tie since."""
        out = self.prepared_by | self.account_by | self.tied
        return {person: post for person, post in (self.begun_by or {}).items() if person not in out}


def problems(claim: PaymentSituation, person_id: UUID, structure: UnitStructure, on: date) -> list[Problem]:
    """Return why the person cannot attest the payment on the day, the most final reason first; empty when it can."""
    if claim.attested_by:
        return [Problem(_("Betalningen är redan attesterad av %(who)s.", who=claim.attested_by))]
    if not claim.is_active:
        return [Problem(_("Avtalet pågår inte, så inget ska betalas enligt det."))]
    if claim.undecided:
        return list(claim.undecided)
    if claim.ends_on and claim.due_on and claim.due_on > claim.ends_on:
        words = _(
            "Avtalet är uppsagt och upphör efter %(day)s. Betalningen förfaller senare.", day=claim.ends_on
        )
        return [Problem(words)]
    if refused := _personal(claim, person_id, structure, on):
        return [Problem(refused)]
    return [
        Problem(_("%(name)s har inget bekräftat konto att betala till.", name=name))
        for name in claim.unpayable
    ]


def _personal(claim: PaymentSituation, person_id: UUID, structure: UnitStructure, on: date) -> str | None:
    """Return why it is not this person's to attest."""
    post = responsible(claim.paying, structure, on).get(person_id)
    if post is None:
        names = ", ".join(sorted(_names(claim.paying, structure)))
        return _("Du har inget uppdrag med budgetansvar för %(units)s i dag.", units=names or _("enheten"))
    took_part = (
        (claim.account_by, _("Du har föreslagit eller bekräftat kontot och kan därför inte attestera betalningen.")),
        (claim.tied, _("Du har uppgett en bindning till den som får betalningen. Någon annan attesterar den.")),
        (claim.prepared_by, _("Du har berett ärendet och kan därför inte attestera betalningen.")),
    )  # fmt: skip
    if said := next((words for people, words in took_part if person_id in people), None):
        return said
    if person_id in (claim.begun_by or {}):
        return _("Du har redan attesterat. Någon annan behöver också göra det.")
    if not may_come_to_be(claim.posts, [*claim.counted.values(), post]):
        highest = label(max(claim.posts, key=LEVEL.__getitem__)).casefold()
        return _("En av dem som attesterar behöver vara lägst %(post)s.", post=highest)
    return None


def posts_needed(amount: Money, table: Iterable[tuple[int, Iterable[str]]]) -> tuple[Post, ...]:
    """Return the lowest post of each who attests the amount: the row of the city's table that begins closest below.

    Raises ValueError for what is no manager's post.
    """
    rows = [(Money.kronor(kronor), tuple(map(Post, posts))) for kronor, posts in table]
    return max((row for row in rows if row[0] <= amount), key=lambda row: row[0])[1]


def may_come_to_be(needed: Sequence[Post], held: Sequence[Post]) -> bool:
    """Return whether those with the posts `held` can be a part, or the whole, of those who are needed.

    A higher post does for a lower one, so the lowest are held against the lowest.
    """
    wanted, there = (sorted(LEVEL[post] for post in posts) for posts in (needed, held))
    return all(level >= least for level, least in zip(there[-len(wanted) :], wanted, strict=False))


def responsible(paying: Iterable[UUID], structure: UnitStructure, on: date) -> dict[UUID, Post]:
    """Return who acts in a post on the day, over every paying unit or above it, with the highest of them.

    As for deciding: a substitute only in absence or vacancy, unless the appointment says otherwise (KL 13:8 p. 3), and
    what an ended unit pays is its successor's to attest.
    """
    return _everywhere(paying, structure, on, structure.acting)


def posts_held(paying: Iterable[UUID], structure: UnitStructure, on: date) -> dict[UUID, Post]:
    """Return who held which post then, whoever was there: what was attested stands, whatever is registered later."""
    return _everywhere(paying, structure, on, structure.holders)


def _everywhere(
    paying: Iterable[UUID],
    structure: UnitStructure,
    on: date,
    found: Callable[[Post, UUID, date], Iterable[Holder]],
) -> dict[UUID, Post]:
    over = [
        {
            holder.user_id: holder.post
            for part in structure.path_up(unit_id, on)
            for post in MANAGERS
            for holder in found(post, part.id, on)
        }
        for unit_id in paying
    ]
    people = set.intersection(*map(set, over)) if over else set()
    return {person: min((posts[person] for posts in over), key=LEVEL.__getitem__) for person in people}


def who_attests(paying: Iterable[UUID], structure: UnitStructure) -> str:
    """Say whose it is to attest what the units pay."""
    names = ", ".join(sorted(_names(paying, structure)))
    return _("Den som har budgetansvar för %(units)s", units=names or _("enheten"))


def _names(units: Iterable[UUID], structure: UnitStructure) -> list[str]:
    return [structure.by_id[one].name for one in units if one in structure.by_id]
