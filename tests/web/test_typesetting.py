"""The last hand on a page: what is Swedish on an English page says so, and dates do not break."""

import pytest
from jinja2 import Environment

from registry.core.i18n import _, in_template, joined, marked, speaking
from registry.web.typesetting import stands_in, typeset
from tests.reading import parsed

NAME = "Föräldrar & barn i Järva"


def page_of(template: str, language: str = "en", **values: object) -> str:
    """Return what a reader with the language gets of a template."""
    made = Environment(autoescape=True, finalize=marked)
    made.globals["_"] = in_template
    with speaking(language):
        return typeset(made.from_string(template).render(**values))


def languages(page: str) -> list[tuple[str, str]]:
    return [(tag["lang"], tag.get_text()) for tag in parsed(page).select("[lang]")]


@pytest.mark.parametrize(
    "template",
    [
        "<p>{{ name }}</p>",  # a whole element
        "<p>1. {{ name }} (2026)</p>",  # a part of one
        "<option value='1'>{{ name }}</option>",
        "<title>{{ name }}</title>",
        "<p>{{ _('Logga in') }}: {{ name }}</p>",
        "{% set kept %}{{ name }}{% endset %}<td>{{ kept }}</td>",  # by way of a macro or a block
        "{% macro cell(x) %}<td>{{ x }}</td>{% endmacro %}{{ cell(name) }}",
    ],
)
def test_data_is_marked_as_swedish(template: str):
    assert languages(page_of(template, name=NAME)) == [("sv", NAME)]
    assert languages(page_of(template, "sv", name=NAME)) == []


def test_our_own_words_are_not_and_what_they_are_filled_with_is():
    template = "<p>{{ _('Frånvaro') }}</p><p>{{ said }}</p><p>{{ listed }}</p>"
    with speaking("en"):
        said = _(
            "Utbetalning kan inte ske: %(name)s har inget konto som två personer har bekräftat.", name=NAME
        )
        listed = joined((_("Nämnden"), NAME))
    page = page_of(template, said=said, listed=listed)
    assert languages(page) == [("sv", NAME), ("sv", NAME)]
    assert page.startswith("<p>Absence</p><p>Payment")


def test_a_translation_is_a_text_as_any_other():
    with speaking("en"):
        said = _("Nämnden")
        assert said == "The committee"
        assert f"{said}, {NAME}" == f"The committee, {NAME}"
        assert said.lower() == "the committee"


def test_no_language_is_told_where_none_can_be():
    page = page_of("<a title='{{ name }}' href='/x?q={{ name }}'>{{ code }}</a>", name=NAME, code="EX 2026/1")
    assert "lang" not in page
    assert (
        page
        == f"<a title='{NAME.replace('&', '&amp;')}' href='/x?q={NAME.replace('&', '&amp;')}'>EX 2026/1</a>"
    )


def test_what_can_hold_no_element_is_in_the_language_of_its_larger_part():
    template = "<title>{{ task }} – {{ name }}</title>"
    assert languages(page_of(template, task="X", name=NAME)) == [("sv", f"X – {NAME}")]
    with speaking("en"):
        long = _("Det är skickat för beslut eller redan beslutat. Ta tillbaka det först om du behöver ändra.")
    assert languages(page_of(template, task=long, name="Järva")) == []


@pytest.mark.parametrize(
    "text", ["2026-05-12", "2026-05-12 14:05", "000000-0000", "90-konto", "90-kontot", "123-4567"]
)
def test_dates_and_numbers_stay_in_one_piece(text: str):
    for around in (text, f"({text})", f"{text},", f"{text}:"):
        shown = f'<p>Den <span class="unbroken">{around}</span> och</p>'
        assert typeset(f"<p>Den {around} och</p>") == shown


@pytest.mark.parametrize(
    "page",
    [
        '<td data-label="2026-05-12">x</td>',
        "<option>2026-05-12</option>",
        "<title>2026-05-12 – X</title>",
        "<textarea>2026-05-12</textarea>",
        '<time datetime="2026-05-12">2026-05-12</time>',
        "<p>BUDGET-2017-MEDEL, 01a221b8-2a5a-76ed, x@2026-05-12.example</p>",
    ],
)
def test_nothing_is_put_where_it_does_not_belong(page: str):
    assert typeset(page) == page


def test_a_long_word_in_the_heading_may_break_between_syllables_and_nowhere_else():
    page = typeset("<h1>Tillgänglighetsredogörelse</h1><p>Tillgänglighetsredogörelse</p>")
    heading, text = parsed(page).find_all(["h1", "p"])
    assert "lig\u00adhets\u00adre" in heading.get_text()
    assert text.get_text() == "Tillgänglighetsredogörelse"


def test_a_control_is_found_however_its_tag_is_laid_out():
    assert stands_in("kind-0", '<input type="radio"\n       id="kind-0">')
    assert not stands_in("kind-0", '<input data-id="kind-0">')
    assert not stands_in("kind.0", '<input id="kind-0">')
    assert not stands_in("", '<input id="">')
