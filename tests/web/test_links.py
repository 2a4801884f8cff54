"""Whoever hears the links of a page alone hears where each leads: one name on a page leads to one place."""

from collections import defaultdict

import pytest

from tests.reading import parsed

pytestmark = pytest.mark.stage("demo")
# Pages where the same is done to, or read of, several things of a kind: (role, where it begins, links to follow).
PAGES = (
    ("beredning", "/account", ()),
    ("beredning", "/organisations/", ("Exempelföreningen",)),
    ("beredning", "/enquiries/assessments", ("Exempel: Läxhjälp",)),
    ("beredning", "/grounds/documents", ()),
    ("beredning", "/synonyms/", ()),
    ("beredning", "/enquiries/phrases/", ()),
    ("beredning", "/collaborations/", ("Exempel: Språkvänner",)),
    ("registrator", "/decisions/lists", ()),
    ("admin", "/units/", ("Etableringscentrum",)),
    ("exempelforeningen", "/portal/", ("Våra uppgifter",)),
)


def doors(soup) -> dict[str, set[str]]:
    """Where each name leads: links, and buttons that send a form to an address of their own."""
    found = defaultdict(set)
    for one in soup.select("main a[href], main form[action] button"):
        words = one.get("aria-label") or " ".join(one.get_text().split())
        found[words].add(one["href"] if one.name == "a" else one.find_parent("form")["action"])
    return found


@pytest.mark.parametrize(("role", "begin", "follow"), PAGES, ids=str)
def test_one_name_leads_to_one_place(people, role, begin, follow):
    person = people(role)
    soup = parsed(person.get(begin).text)
    for words in follow:
        link = next(one for one in soup.select("main a[href]") if words in one.get_text())
        soup = parsed(person.get(link["href"]).text)
    same = {name: where for name, where in doors(soup).items() if len(where) > 1}
    assert not same
