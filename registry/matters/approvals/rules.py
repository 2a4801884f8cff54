"""May this person decide this step now? Pure: every refusal is a sentence that says what stands in the way."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.access.roles import ALONE, Post
from registry.city.units.structure import Holder
from registry.core.errors import Problem
from registry.core.i18n import _
from registry.core.labels import label
from registry.matters.approvals.models import (
    ANEW,
    ANEW_BY_COMMITTEE,
    BY_COMMITTEE,
    BY_DELEGATE,
    ConflictGround,
    Decision,
    Declaration,
    Outcome,
    Round,
    Step,
)

NOT_TRIED = frozenset({Outcome.DISMISS, Outcome.CLOSE})  # the nämnd ended the matter without trying it
NEEDS_REASON = frozenset(
    {Outcome.RETURN, Outcome.DECLINE, Outcome.REFER, Outcome.AMEND, Outcome.REVOKE} | NOT_TRIED
)
NEEDS_CASE_NUMBER = frozenset({Outcome.APPROVE, Outcome.DECLINE, Outcome.AMEND} | NOT_TRIED)
GOES_ON = frozenset(
    {Outcome.REFER, Outcome.TABLE}
)  # somebody, or the nämnd at its next meeting, decides instead


@dataclass(frozen=True, slots=True)
class StepSituation:
    """Where a step stands, and what its post's holders, the matter's people and the order say about it."""

    is_open: bool
    holders: tuple[Holder, ...]  # of the step's post on the date; none when the nämnd itself decides
    prepared_by: frozenset[UUID]
    declarations: tuple[Declaration, ...]  # of this round, oldest first
    acting: tuple[Holder, ...] = ()  # those of them who act in the post on the date
    conflicted: frozenset[UUID] = frozenset()  # who stands outside the matter
    questioned: frozenset[UUID] = frozenset()  # whose conflict of interest is an open question
    away: frozenset[UUID] = frozenset()  # who is absent on the date
    deciders: frozenset[UUID] = frozenset()  # who has decided another step of the round
    decided_by: str | None = None  # who settled the matter, or this step of it
    goes_on: bool = False  # other steps of the round still wait
    for_committee: bool = False
    within_order: bool = True  # the point that the step rests on still gives this right today


def decision_problems(standing: StepSituation, person_id: UUID) -> list[Problem]:
    """Return why the person cannot decide the step now; empty when nothing stands in the way.

    Whoever has the right to decide does so only after having answered the question about conflict of interest in
    this round (KL 6:28–30 through 7:4).
    """
    return authority_problems(standing, person_id) or conflict_problems(
        latest_of(standing.declarations, person_id)
    )


def authority_problems(standing: StepSituation, person_id: UUID) -> list[Problem]:
    """Return why it is not for the person to decide the step, the most final reason first.

    Only the post's holder decides (KL 7:5–6), never what he or she prepared, and only under an order that still gives
    the post that right.
    """
    if closed := closed_problems(standing):
        return closed
    reasons = (
        (
            standing.for_committee,
            _("Nämnden beslutar i det här ärendet. Registratorn för in nämndens beslut."),
        ),
        (person_id in standing.prepared_by, _("Du har berett ärendet och kan därför inte besluta om det.")),
        (person_id in standing.conflicted, _("Du har anmält jäv och kan därför inte besluta i ärendet.")),
        (
            person_id in standing.deciders,
            _("Du har redan fattat ett av besluten i ärendet. Ingen beslutar två gånger i samma omgång."),
        ),
        (
            holder_among(standing.holders, person_id) is None,
            _("Du har inte det uppdrag som beslutar i det här ärendet."),
        ),
        (
            person_id in standing.away,
            _(
                "Du är registrerad som frånvarande i dag. Ta bort frånvaron under Mitt konto om du är tillbaka."
            ),
        ),
        (
            holder_among(standing.acting, person_id) is None,
            _("Du är ersättare, och den du ersätter är i tjänst i dag. Då beslutar den personen."),
        ),
        (
            not standing.within_order,
            _(
                "Delegationsordningen har ändrats och ger dig inte längre rätt att besluta. Ärendet flyttas i dag."
            ),
        ),
        (bool(questioned(standing)), _questioned_words(standing, person_id)),
    )
    return [Problem(reason) for holds, reason in reasons if holds][:1]


def _questioned_words(standing: StepSituation, person_id: UUID) -> str:
    if person_id in standing.questioned:
        return _(
            "En fråga om jäv är väckt om dig. Svara på den under Mina uppdrag och bindningar. "
            "Tills den är avgjord beslutar ingen."
        )
    return _("En fråga om jäv är väckt om den som ska besluta. Tills den är avgjord beslutar ingen annan.")


def closed_problems(standing: StepSituation) -> list[Problem]:
    """Return that the step is decided, by whom, or that it no longer waits; empty while it is open."""
    if standing.decided_by and standing.goes_on:
        return [Problem(_("Det här beslutet är redan fattat av %(who)s.", who=standing.decided_by))]
    if standing.decided_by:
        return [Problem(_("Ärendet är redan avgjort av %(who)s.", who=standing.decided_by))]
    if not standing.is_open:
        return [Problem(_("Beslutet väntar inte längre här. Ladda om sidan för att se var ärendet är nu."))]
    return []


def conflict_problems(declaration: Declaration | None) -> list[Problem]:
    """Return what a person's declaration says against going on: missing, or a conflict (KL 6:28, 6:30)."""
    if declaration is None:
        return [Problem(_("Du behöver först svara på frågan om jäv."), "has_conflict")]
    if declaration.has_conflict:
        return [Problem(_("Du har anmält jäv och kan därför inte ta del i ärendet."), "has_conflict")]
    return []


def declaration_problems(*, has_conflict: bool, ground: ConflictGround | None) -> list[Problem]:
    """Return what is missing in an answer: a declared conflict names one of the four grounds of KL 6:28."""
    if has_conflict and ground is None:
        return [Problem(_("Välj vad som gör dig jävig."), "ground")]
    return []


def outcome_problems(outcome: Outcome, reason: str | None, case_number: str | None) -> list[Problem]:
    """Return what a decision lacks: a reason when it is returned or declined, a case number when it is settled."""
    problems = []
    if outcome is Outcome.AMEND and not (reason or "").strip():
        problems.append(Problem(_("Skriv vad nämnden ändrade."), "reason"))
    elif outcome in NEEDS_REASON and not (reason or "").strip():
        problems.append(
            Problem(
                _("Skriv varför. Den som har berett ärendet läser det, och av ett avslag även parten."),
                "reason",
            )
        )
    if outcome in NEEDS_CASE_NUMBER and not (case_number or "").strip():
        problems.append(
            Problem(_("Ärendet saknar diarienummer. Registratorn behöver ge det ett innan beslut."))
        )
    return problems


def delegate_choices(round_: Round) -> Mapping[Outcome, str]:
    """Return what a delegate can choose in the round: what is tried anew is confirmed or taken back, as it is."""
    return BY_DELEGATE if round_.tries_anew_id is None else ANEW


def committee_choices(round_: Round) -> Mapping[Outcome, str]:
    """Return what the nämnd can choose in the round: it can put off what is tried anew too."""
    return BY_COMMITTEE if round_.tries_anew_id is None else ANEW_BY_COMMITTEE


def is_changed(*, seen: tuple[int, str], current: tuple[int, str]) -> bool:
    """Return whether the matter changed after the person opened it: round number and content hash, as seen and now."""
    return seen != current


def recorder_problems(person_id: UUID, prepared_by: Collection[UUID]) -> list[Problem]:
    """Return why the person cannot record what others decided or signed: whoever prepared it vouches for nothing."""
    if person_id in prepared_by:
        return [Problem(_("Du har berett ärendet. Någon annan behöver registrera det här."))]
    return []


def committee_problems(
    *,
    meeting_on: date | None,
    paragraph: str | None,
    case_number: str | None,
    on: date,
    body: Post | None = None,
    reason: str | None = None,
) -> list[Problem]:
    """Return what the record of a decision by the nämnd, or a `body` of it, lacks: day, § and case number.

    A meeting before the matter was sent here is no fault: what has happened at the nämnd can be recorded. The chair
    decides alone, without minutes, and only what cannot wait for the nämnd: the decision says why (KL 6:39). A single
    member too decides alone, what is delegated to one (KL 6:37).
    """
    problems, is_chair = [], body is Post.CHAIR
    if meeting_on is None:
        problems.append(Problem(_("Fyll i vilken dag beslutet fattades."), "meeting_on"))
    elif meeting_on > on:
        problems.append(Problem(_("Sammanträdet har inte hållits än."), "meeting_on"))
    if is_chair and not (reason or "").strip():
        problems.append(Problem(_("Skriv varför beslutet inte kunde vänta på nämnden."), "reason"))
    if body not in ALONE and not (paragraph or "").strip():
        problems.append(Problem(_("Fyll i beslutets paragraf i protokollet."), "paragraph"))
    if not (case_number or "").strip():
        problems.append(Problem(_("Fyll i nämndens diarienummer."), "case_number"))
    return problems


def delegated_problems(post: Post | None, body: Post | None) -> list[Problem]:
    """Return why the body of the nämnd cannot decide what is with a delegate: only the nämnd takes back what it gave.

    Its chair decides in the nämnd's place what cannot wait for it (KL 6:39).
    """
    if post is None or body in (None, Post.CHAIR):
        return []
    words = _("Beslutet är delegerat till en tjänsteman. Bara nämnden själv kan ta tillbaka det och besluta.")
    return [Problem(words, "body")]


def member_problems(body: Post | None, member: str | None) -> list[Problem]:
    """Return that a decision by a single member of the nämnd (KL 6:37) does not say by whom."""
    is_missing = body is Post.MEMBER and not (member or "").strip()
    return [Problem(_("Skriv vem som beslutade."), "member")] if is_missing else []


def mandate_problems(body: Post, *, is_given: bool, has_weight: bool) -> list[Problem]:
    """Return why the body of the nämnd has no right to decide the matter under the order of that day.

    A member, its panel and presidium decide what the order delegates to them (KL 6:37), never what is of principle or
    otherwise of greater weight (KL 6:38). The chair decides what cannot wait when the nämnd has said so (KL 6:39).
    """
    if body is Post.CHAIR and not is_given:
        words = _(
            "Delegationsordningen ger inte ordföranden rätt att besluta i sådana brådskande ärenden "
            "(kommunallagen 6 kap. 39 §)."
        )
        return [Problem(words, "body")]
    if body is not Post.CHAIR and has_weight:
        words = _("Ärendet är av större vikt. Bara nämnden beslutar (kommunallagen 6 kap. 38 §).")
        return [Problem(words, "body")]
    if not is_given:
        words = _(
            "Delegationsordningen ger inte %(who)s rätt att besluta i ärendet (kommunallagen 6 kap. 37 §).",
            who=label(body).casefold(),
        )
        return [Problem(words, "body")]
    return []


def able(standing: StepSituation) -> list[Holder]:
    """Return who can decide the step: nobody while there is a question about one of those whose it is."""
    return [] if questioned(standing) else entitled(standing)


def entitled(standing: StepSituation) -> list[Holder]:
    """Return whose the step is: who acts in its post today, is free and has not decided in the round."""
    out = standing.prepared_by | standing.conflicted | standing.deciders
    if any(one.user_id in standing.conflicted for one in in_own_right(standing.holders, standing.acting)):
        return []  # nor a substitute: whoever acts in the conflicted person's place is that person's to instruct
    return [holder for holder in standing.acting if holder.user_id not in out]


def questioned(standing: StepSituation) -> list[Holder]:
    """Return those whose the step is and about whose conflict of interest there is an open question (KL 6:30)."""
    return [holder for holder in entitled(standing) if holder.user_id in standing.questioned]


def in_own_right(holders: Iterable[Holder], acting: Collection[Holder]) -> list[Holder]:
    """Return those of a post's holders who do not only stand by: the ordinary ones, and whoever acts today."""
    return [one for one in holders if one.substitute_for_id is None or one in acting]


def holder_among(holders: Iterable[Holder], person_id: UUID) -> Holder | None:
    """Return the person's own appointment among the holders of a post."""
    return next((holder for holder in holders if holder.user_id == person_id), None)


def standing_in(round_: Round) -> list[tuple[Step, Decision]]:
    """Return the approvals of a loaded round that count, with their steps."""
    made = ((step, step.decision) for step in round_.steps if step.decision)
    return [(step, one) for step, one in made if one.outcome is Outcome.APPROVE and one.voided_at is None]


def latest_of(declarations: Iterable[Declaration], person_id: UUID) -> Declaration | None:
    """Return the person's latest declaration; only that one counts. Declarations come oldest first."""
    own = [declaration for declaration in declarations if declaration.person_id == person_id]
    return own[-1] if own else None
