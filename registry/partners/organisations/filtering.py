"""What the list of organisations can be narrowed down to, as the address says it."""

from collections.abc import Mapping, Sequence
from functools import cache
from gettext import NullTranslations

from registry.city.vocabulary.choices import VocabularyTerms
from registry.core import i18n
from registry.core.i18n import _
from registry.core.labels import labels_of
from registry.core.text import swedish_key
from registry.partners.organisations.countries import Country
from registry.partners.organisations.models import LegalForm, Registration, Sector, Standing
from registry.partners.organisations.rules import Affiliation, Filter
from registry.partners.organisations.search import facets
from registry.partners.organisations.search.documents import ABROAD
from registry.web.controls import Controls
from registry.web.lists import Sorting
from registry.web.pagination import Count


def controls(
    args: Mapping[str, str], terms: VocabularyTerms, sources: Sequence[tuple[str, Count]]
) -> Controls:
    """Return the controls over the list; the ones that few use are marked as rare. `sources` have their numbers."""
    made = Controls(args)
    made.text("q", _("Namn, nummer, ort, adress eller ändamål"))
    made.members("legal_form", _("Juridisk form"), LegalForm)
    made.choice("target_group", _("Målgrupp"), ((term.id, term.words) for term in terms.target_groups))
    made.choice("activity", _("Insats"), ((term.id, term.words) for term in terms.activities))
    made.choice("district", _("Stadsdelsområde"), ((term.id, term.words) for term in terms.districts))
    made.text("seat", _("Ort"))
    made.text("postcode", _("Postnummer börjar med"))
    made.text("founded_from", _("Bildad från och med år"))
    made.text("founded_to", _("Bildad till och med år"))
    made.text("filed", _("Typ, aktivitet eller kategori börjar med"))
    made.members("standing", _("Ställning"), Standing)
    made.yes_no("number", _("Har organisationsnummer"))
    made.members("part", _("Del av eller paraply"), Affiliation)
    for one in facets.of("organisation"):
        made.choice(one.name, str(one.label), one.choices)
    made.members("registration", _("Idéburna registret"), Registration)
    made.yes_no("no_advertising", _("Reklamspärr"))
    counted = ((name, _counted(name, count)) for name, count in sources)
    made.choice("source", _("Källa"), counted, rare=not sources)
    made.offer("country", _("Land"), _countries(i18n.in_force()), rare=True)
    return made


def _counted(name: str, count: Count) -> str:
    if count.more:
        return _("%(name)s (fler än %(n)s)", name=name, n=count.number)
    return f"{name} ({count.number})"


@cache
def _countries(_catalogue: NullTranslations | None) -> Sequence[tuple[str, str]]:
    """Written once for each language, in its own order: there are two hundred and fifty."""
    countries = sorted(labels_of(Country), key=lambda one: swedish_key(str(one[1])))
    every = [(ABROAD, _("Utanför Sverige")), *countries]
    return [(value, str(i18n.marked(words))) for value, words in every]


def chosen(
    made: Controls,
    sector: Sector | None,
    *,
    by_name: bool,
    by: Sorting | None = None,
    counts_all: bool = False,
) -> Filter:
    """Return what was chosen, in the sector that the tab shows."""
    offered = [(one.name, made.value(one.name)) for one in facets.of("organisation")]
    return Filter(
        text=made.value("q"),
        sector=sector,
        legal_form=made.member("legal_form", LegalForm),
        standing=made.member("standing", Standing),
        registration=made.member("registration", Registration),
        seat=made.value("seat"),
        country=made.value("country"),
        filed=made.value("filed"),
        postcode=made.value("postcode"),
        has_number=made.answer("number"),
        no_advertising=made.answer("no_advertising"),
        part=made.member("part", Affiliation),
        source=made.value("source"),
        founded_from=made.whole("founded_from"),
        founded_to=made.whole("founded_to"),
        target_group=made.record("target_group"),
        activity=made.record("activity"),
        district=made.record("district"),
        others=tuple((name, value) for name, value in offered if value),
        by_name=by_name,
        counts_all=counts_all,
        by=(by.column, by.falling) if by else None,
    )
