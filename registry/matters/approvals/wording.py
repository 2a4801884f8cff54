"""How the way to a decision is told, in sentences that a manager would say.

A round keeps them by their codes, the names of these functions (`core/sentences.py`).
"""

from collections.abc import Sequence

from registry.access.roles import ELECTED, Post
from registry.city.delegation.models import DecisionType, LimitBasis
from registry.city.delegation.order import Limit, OrderInForce
from registry.city.guidelines.choices import Kind
from registry.core.i18n import _, joined
from registry.core.labels import label
from registry.core.money import Money
from registry.core.sentences import Sentence, saying, sentence

followed = saying("followed", "%(first)s %(then)s")
unnumbered = saying("unnumbered", "ett ärende utan diarienummer")
returned_by = saying("returned_by", "Ärendet återlämnades av %(who)s.")
declined_by = saying("declined_by", "Ärendet avslogs av %(who)s.")
closed_by = saying("closed_by", "Ärendet avslutades av %(who)s utan att prövas.")
revoked_by = saying("revoked_by", "Beslutet togs tillbaka av %(who)s.")
amended_by = saying("amended_by", "Ärendet bifölls med ändring av %(who)s.")
amended = saying(
    "amended", "Nämnden biföll ärendet med ändring, och texten är skriven som nämnden ändrade den."
)
revoked = saying("revoked", "Ett beslut som redan är fattat i ärendet återkallas.")
withdrawn = saying("withdrawn", "Ärendet togs tillbaka innan alla hade beslutat.")
recorded_by = saying("recorded_by", "registrerat av %(name)s")
decides_without_limit = saying(
    "decides_without_limit", "%(who)s beslutar enligt punkt %(number)s: punkten har ingen beloppsgräns."
)
decides_within = saying(
    "decides_within", "%(who)s beslutar enligt punkt %(number)s: %(amount)s är högst %(limit)s."
)
limit_unknown = saying(
    "limit_unknown",
    "%(who)s kan inte besluta enligt punkt %(number)s: gränsen går inte att räkna ut, %(limit)s.",
)
value_unknown = saying(
    "value_unknown",
    "%(who)s kan inte besluta enligt punkt %(number)s: det som staden bidrar med har inget känt värde, och punkten har "
    "en gräns.",
)
above_limit = saying(
    "above_limit", "%(who)s kan inte besluta enligt punkt %(number)s: %(amount)s är mer än %(limit)s."
)


@sentence
def head(post: Post, unit: str) -> str:
    """Name the post in the definite form: `Enhetschefen för Etableringscentrum`."""
    if post is Post.UNIT_HEAD:
        return _("Enhetschefen för %(unit)s", unit=unit)
    if post is Post.DIVISION_HEAD:
        return _("Avdelningschefen för %(unit)s", unit=unit)
    if post in ELECTED:
        return elected(post)
    return _("Arbetsmarknadsdirektören")


@sentence
def elected(post: Post) -> str:
    """Name a body of the nämnd, or its chair, in the definite form."""
    if post is Post.MEMBER:
        return _("Ledamoten i nämnden")
    if post is Post.PANEL:
        return _("Nämndens utskott")
    if post is Post.PRESIDIUM:
        return _("Nämndens presidium")
    return _("Nämndens ordförande")


@sentence
def member_called(name: str) -> str:
    """Name the member of the nämnd who decided on its behalf (KL 6:37)."""
    return _("%(name)s, ledamot eller ersättare i nämnden", name=name)


@sentence
def counted(
    amount: Money, basis: LimitBasis, whole: Money, others: Sequence[str] = (), in_kind: bool = False
) -> str:
    """Name the amount that the limit is held against; which amount it is needs saying only when there are several.

    `others` are the matters counted with this one: who is held to a sum must be able to see what is in it. `in_kind`
    says that it holds more than money.
    """
    if in_kind and others:
        return _(
            "den samlade insatsen %(amount)s tillsammans med %(others)s", amount=amount, others=joined(others)
        )
    if in_kind:
        return _("den samlade insatsen %(amount)s", amount=amount)
    if others:
        return _("%(amount)s tillsammans med %(others)s", amount=amount, others=joined(others))
    if basis is LimitBasis.YEAR and amount != whole:
        return _("det högsta årsbeloppet %(amount)s", amount=amount)
    if basis is LimitBasis.CONTRACT and amount != whole:
        return _("hela avtalets belopp %(amount)s", amount=amount)
    return str(amount)


def decides(who: str, number: str, amount: str, limit: Limit) -> Sentence:
    """Say who decides, by which point, and why the amount is within it."""
    return (
        decides_without_limit(who, number)
        if limit.endless
        else decides_within(who, number, amount, limit.words)
    )


def too_much(who: str, number: str, amount: str, limit: Limit) -> Sentence:
    """Say that the amount is above what the post may decide, or that the limit cannot be worked out."""
    if limit.amount is None:
        return limit_unknown(who, number, limit.words)
    return above_limit(who, number, amount, limit.words)


@sentence
def no_rule(who: str, kind: Kind, decision_type: DecisionType) -> str:
    """Say that the order gives the post no such right."""
    return _(
        "%(who)s kan inte besluta: delegationsordningen har ingen punkt om att %(verb)s (%(kind)s) för den nivån.",
        who=who, kind=label(kind), verb=label(decision_type),
    )  # fmt: skip


@sentence
def elsewhere(who: str, numbers: str, unit: str) -> str:
    """Say that the points for the post are about other parts of the organisation."""
    return _(
        "%(who)s kan inte besluta: punkt %(numbers)s gäller inte %(unit)s.",
        who=who,
        numbers=numbers,
        unit=unit,
    )


@sentence
def vacant(who: str, on: str) -> str:
    """Say that nobody holds the post on the date."""
    return _("%(who)s kan inte besluta: ingen har uppdraget den %(on)s.", who=who, on=on)


@sentence
def no_such_post(post: Post, names: Sequence[str]) -> str:
    """Say that nothing above the unit is led by such a post."""
    return _("Ingen %(post)s finns över %(units)s.", post=label(post).casefold(), units=joined(names))


fallen_by_conflict = saying(
    "fallen_by_conflict", "%(who)s var jävig, och beslutet är fattat på nytt av %(by)s."
)
no_conflict = saying("no_conflict", "Nämnden fann att det inte var jäv. Beslutet gäller.")
taken_back = saying("taken_back", "Nämnden tog tillbaka ärendet, som var delegerat, och beslutade själv.")
tried_anew = saying(
    "tried_anew", "%(who)s beslutade och är jävig. Någon annan beslutar på nytt om samma innehåll."
)
taken_over = saying("taken_over", "%(ended)s har upphört den %(on)s. %(successor)s tar över.")
rests_on = saying(
    "rests_on", "Delegationsordningen är ändrad. Beslutet vilar på punkt %(number)s från och med %(on)s."
)


@sentence
def now_able(names: Sequence[str]) -> str:
    """Say who can decide what waits now and could not before."""
    return _("Nu kan %(names)s besluta.", names=joined(names))


@sentence
def no_longer_able(names: Sequence[str]) -> str:
    """Say who could decide what waits and no longer can."""
    return _("%(names)s kan inte längre besluta.", names=joined(names))


@sentence
def conflicted(who: str) -> str:
    """Say that a declared conflict of interest sends the decision up (KL 6:28–30, 7:4)."""
    return _("%(who)s kan inte besluta: jäv är anmält. Beslutet går därför en nivå upp.", who=who)


@sentence
def passed(who: str) -> str:
    """Say that the decision has gone past this level and does not come back down."""
    return _("%(who)s kan inte besluta: ärendet har redan gått vidare till en högre nivå.", who=who)


@sentence
def absent(who: str, names: str, on: str) -> str:
    """Say that the post's holder is away on the date and that nobody stands in."""
    return _(
        "%(who)s kan inte besluta: %(names)s är frånvarande den %(on)s och ingen är ersättare.",
        who=who, names=names, on=on,
    )  # fmt: skip


@sentence
def account_closed(who: str, names: str) -> str:
    """Say that the post's holder can no longer sign in and that nobody stands in."""
    return _(
        "%(who)s kan inte besluta: kontot för %(names)s är stängt och ingen är ersättare.",
        who=who,
        names=names,
    )


@sentence
def taken(who: str) -> str:
    """Say that the holder is the only one who can make another of the matter's decisions."""
    return _(
        "%(who)s kan inte besluta: den som har uppdraget fattar redan ett annat av besluten i ärendet.",
        who=who,
    )


@sentence
def over_frame(who: str) -> str:
    """Say that the budget of the level is not enough, so that the order sends the decision up."""
    return _("%(who)s kan inte besluta: beloppet är mer än vad som är kvar av budgetramen.", who=who)


@sentence
def other_funding(who: str, numbers: str) -> str:
    """Say that the points for the post are about another funding."""
    return _(
        "%(who)s kan inte besluta: punkt %(numbers)s gäller en annan finansiering.", who=who, numbers=numbers
    )


@sentence
def beyond_parent(who: str, number: str) -> str:
    """Say that a sub-delegated point reaches further than the one it comes from (KL 7:6)."""
    return _(
        "%(who)s kan inte besluta enligt punkt %(number)s: den punkt som den är vidaredelegerad från räcker inte till.",
        who=who, number=number,
    )  # fmt: skip


@sentence
def signs(who: str, number: str) -> str:
    """Say who signs second, and which point asks for it."""
    return _(
        "%(who)s skriver under som nummer två: punkt %(number)s kräver två beslut.", who=who, number=number
    )


@sentence
def committee_second(number: str) -> str:
    """Say that nobody among the staff can sign second."""
    return _(
        "Nämnden beslutar: ingen annan kan skriva under som nummer två enligt punkt %(number)s.",
        number=number,
    )


@sentence
def pays(names: str, amount: Money, whole: Money) -> str:
    """Say what an area pays of the matter: its decision is held against the whole all the same."""
    return _("%(names)s betalar %(amount)s av %(whole)s.", names=names, amount=amount, whole=whole)


@sentence
def about_areas(names: Sequence[str]) -> str:
    """Say whose money a decision is about."""
    return _("Beslutet gäller det som %(names)s betalar.", names=joined(names))


@sentence
def prepared(who: str) -> str:
    """Say that the holder took part in preparing the matter."""
    return _("%(who)s kan inte besluta: den som har uppdraget har själv berett ärendet.", who=who)


@sentence
def committee_above(amount: Money) -> str:
    """Say that the amount is above every limit."""
    return _("Nämnden beslutar: %(amount)s är mer än vad någon tjänsteman får besluta om.", amount=amount)


@sentence
def committee_limit_unknown(year: int) -> str:
    """Say that no limit in price base amounts can be worked out while the amount of the year is not known."""
    return _(
        "Nämnden beslutar: prisbasbeloppet för %(year)s är okänt, så det går inte att räkna ut vem som får besluta.",
        year=year,
    )


@sentence
def committee_of_unknown() -> str:
    """Say that what has no known value is nobody's to decide under a limit."""
    return _(
        "Nämnden beslutar: det som staden bidrar med har inget känt värde, och ingen tjänsteman får besluta utan gräns."
    )


@sentence
def committee() -> str:
    """Say that no employee can decide, for the reasons given before."""
    return _("Nämnden beslutar: ingen tjänsteman kan besluta i ärendet.")


@sentence
def committee_of_weight(why: str) -> str:
    """Say that a matter of principle, or otherwise of greater weight, is the nämnd's own (KL 6:38, 7:5)."""
    return _(
        "Nämnden beslutar: ärendet är av principiell beskaffenhet eller annars av större vikt "
        "(kommunallagen 6 kap. 38 §). %(why)s",
        why=why,
    )


@sentence
def committee_without_order(on: str) -> str:
    """Say that there is no order, so that nothing is delegated (KL 7:5)."""
    return _("Nämnden beslutar: ingen delegationsordning gäller den %(on)s.", on=on)


def cited(order: OrderInForce) -> Sentence:
    """Name the order that a decision rests on: its title, who adopted it, when, § and case number."""
    on = order.adopted_on.isoformat() if order.adopted_on else ""
    return order_cited(order.title, order.adopted_by, on, order.paragraph, order.case_number)


@sentence
def order_cited(title: str, by: str, on: str, paragraph: str | None, number: str | None) -> str:
    """Name an order by its parts, those that it has."""
    adopted = "" if by.startswith("ingen") else joined(filter(None, (by, on)), " ")  # "ingen": an example
    parts = [
        title,
        _("antagen av %(whom)s", whom=adopted) if adopted else _("inte antagen, bara ett exempel"),
        paragraph or "",
        _("dnr %(number)s", number=number) if number else "",
    ]
    return joined(filter(None, parts))


@sentence
def post_called(post: Post) -> str:
    """Name the post of somebody who has no title of their own."""
    return label(post)


@sentence
def by(name: str, in_place_of: str | None) -> str:
    """Name who decided; a substitute with the one in whose place: `Anna Ek, tf för Bo Ek`."""
    return _("%(name)s, tf för %(other)s", name=name, other=in_place_of) if in_place_of else name
