"""Words that carry little: small words that say nothing, and words for what an organisation is. They only weigh."""

from registry.core.language.spelling import listed

SMALL = listed("i och o a av pa med till for den det de en ett the of and at in hos vid fran m fl")
FORMS = listed("""
    forening foreningen foreningar foreningens forbund forbundet riksforbund riksforbundet riksorganisation
    riksorganisationen riksforening riksforeningen stiftelse stiftelsen organisation organisationen sallskap
    sallskapet samfund samfundet samfallighet fond fonden klubb klubben natverk natverket ideell ideella ekonomisk ek
    ab hb kb svb lokalforening lokalforeningen lokalavdelning avdelning avdelningen avd krets kretsen
    distrikt distriktet sektion sektionen kommun kommunen lokalgrupp
""")


def is_small(word: str) -> bool:
    """Return whether a folded word says nothing of what is looked for."""
    return word in SMALL


def is_form(word: str) -> bool:
    """Return whether a folded word only says what kind of body it is."""
    return word in FORMS


def telling(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words without the small ones; all of them when there are no others."""
    return tuple(word for word in words if word not in SMALL) or words
