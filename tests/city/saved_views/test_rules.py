"""What a saved view holds: an address without its page, and a name of its own."""

from registry.city.saved_views import rules


def test_the_query_is_kept_without_the_page_that_was_open():
    assert rules.tidy_query("q=%C3%A5sa&page=abc&sector=all&more=1&count=all") == "q=%C3%A5sa&sector=all"
    assert rules.tidy_query("") == rules.tidy_query("???") == ""
    assert rules.tidy_query("q=" + "å" * 3000) == ""


def test_names_differ_and_are_not_too_many():
    assert rules.name_problems("Mina", ["Andra"]) == []
    assert rules.name_problems("MINA", ["mina"])[0].field == "name"
    assert rules.name_problems("Ny", [str(n) for n in range(rules.MOST)])[0].field == "name"
