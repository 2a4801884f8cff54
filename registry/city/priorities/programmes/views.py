"""What the page that carries a programme over begins with."""

from datetime import date

from registry.access.actor import Actor
from registry.city.priorities import carried
from registry.city.priorities.models import GoverningDocument
from registry.city.priorities.programmes import queries, rules
from registry.city.priorities.programmes.forms import CarryOverForm


def carry_over_form(actor: Actor, document: GoverningDocument, today: date) -> CarryOverForm:
    """Return the form with the year that is probably meant, and every priority and what goes on with them chosen."""
    grounds, year = queries.grounds(document), rules.next_year(document.year, today)
    codes = {one.id: one.code for one in grounds}
    followers = carried.followers(actor, grounds, date(year, 1, 1))
    form = CarryOverForm(
        title=rules.title_for(document.title, document.year, year), year=year,
        adopted_by=document.adopted_by, grounds=grounds, followers=followers,
    )  # fmt: skip
    form.grounds.offer(
        (one.id, rules.ground_words(one.code, one.title, one.district.name if one.district else None))
        for one in grounds
    )
    form.seen = frozenset((form.shown.data or "").split())
    form.shown.data = " ".join(str(one.id) for one in grounds)
    form.followers.offer(
        (one.id, f"{one.title} ({', '.join(codes[key] for key in one.ground_ids)})") for one in followers
    )
    return form
