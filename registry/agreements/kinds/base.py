"""What makes one kind of agreement differ from another, as a composition. Nothing else in the system asks for the kind.

A fourth kind touches: a member of `guidelines.choices.Kind` with its word, the outcome of the choice-of-form
assessment that leads to it (`guidelines.models.FormChosen`), the points of the delegation order and the criteria that
are about it (data), a file here, and a line in `KINDS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from registry.agreements.fields import FIELDS, AgreementField
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen
from registry.core.i18n import lazy, lazy_in

ENTER = lazy("ingå avtal med %(parties)s för tiden %(period)s, %(city_gives)s")
PROPOSAL = lazy("förslaget att ingå avtal med %(parties)s för tiden %(period)s, %(city_would_give)s")
ENDING = lazy("säga upp avtalet med %(parties)s, så att det upphör efter %(last_day)s")
PERIOD = lazy("Avtalstid")
SIGNED = lazy("Registrera när båda parter har undertecknat. Då börjar avtalet gälla i registret.")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What a kind calls a field, the heading it stands under in the document, and the hint at it; empty as usual."""

    label: Any = ""
    heading: Any = ""
    hint: Any = ""


@dataclass(frozen=True, slots=True)
class FollowUpWords:
    """What following up is called to the partner: the next one, one that should have been done, and that none is."""

    following: Any
    late: Any
    none: Any


IS_FOLLOWED_UP = FollowUpWords(
    following=lazy("Nästa uppföljning"),
    late=lazy("Uppföljning skulle ha gjorts"),
    none=lazy("Verksamheten pågår. Ingen uppföljning är planerad."),
)


@dataclass(frozen=True, slots=True)
class SigningWords:
    """What the house reads of what follows a decision: an agreement is signed, the terms of a grant are accepted.

    `waits` and `begins` are states, `now` is what is to be done when it is decided, `then` what waits before that;
    `done` tells of it afterwards.
    """

    waits: Any
    begins: Any
    now: Any
    then: Any
    done: Any


IS_SIGNED = SigningWords(
    waits=lazy("Beslutat, väntar på underskrift"),
    begins=lazy("Undertecknat, börjar %(day)s"),
    now=lazy("Parterna undertecknar."),
    then=lazy("Beslut, och sedan underskrift."),
    done=lazy("Avtal undertecknat: %(title)s"),
)


@dataclass(frozen=True, slots=True)
class EndingWords:
    """What ending one before its last day is called: an agreement is given notice, a grant is let come to an end.

    `do` stands on the button and over the page, `title` over the matter and `name` over what was
    sent; `lead` says what kind of decision it is, `sent` that it is on its way, `subject` what it is about.
    """

    do: Any
    title: Any
    name: Any
    lead: Any
    sent: Any
    subject: Any


IS_GIVEN_NOTICE = EndingWords(
    do=lazy("Säg upp avtalet"),
    title=lazy("Uppsägning av %(title)s"),
    name=lazy("Uppsägning"),
    lead=lazy(
        "Att avsluta ett avtal före dess sista dag är ett beslut, och skickas till den som får säga upp det enligt "
        "delegationsordningen. Avtalet gäller till dess."
    ),
    sent=lazy("Uppsägningen är skickad för beslut. Avtalet gäller till dess att den är beslutad."),
    subject=lazy_in("ett", "Avtal"),
)


@dataclass(frozen=True, slots=True)
class AgreementKind:
    """One kind: the pages of its form with what they ask for, what it needs, and what its document is called.

    `pages` are, by name, what each is called and the names of the fields that it asks for, in order; a page without any
    has a form of its own (`agreements/pages.py`). `needed` are, by name, what must be there before it is decided and
    the words for it where they are not the field's label. `both_contribute` says that both sides must bring something
    (K5); `needs_money` that it is nothing without money, and `only_ahead` that it is never given for a time that has
    passed (`domain.md` 2.2); `is_funded` that somebody outside pays, whose own decision it rests on (`domain.md` 3);
    `form` is the outcome that the choice-of-form assessment must have for the agreement to be
    decided.

    A decision about one is "att" and then `act`; `sought` is what is refused when it is refused, `ending` what ends one
    before its time, and `ended_early` what that is called.
    `is_decision` says that the kind's document is itself what the party gets of the decision. `words`
    are those of fields that the kind calls something else, `period` what it calls its time, `follow_up` what following
    up is called to the partner, `begins` what has happened when it begins, `signing` what that is called. `to_partner`
    is what the organisation reads of a state and of what comes next, where that is not as for an agreement.
    """

    kind: Kind
    document_name: Any
    pages: Mapping[str, tuple[Any, tuple[str, ...]]]
    needed: Mapping[str, Any]
    form: FormChosen
    both_contribute: bool = False
    pays: bool = True
    needs_money: bool = False
    only_ahead: bool = False
    is_funded: bool = False
    template: str = "agreement"  # templates/documents/agreement.html
    act: Any = ENTER
    sought: Any = PROPOSAL
    ending: Any = ENDING
    ended_early: EndingWords = IS_GIVEN_NOTICE
    is_decision: bool = False
    words: Mapping[str, FieldWords] = field(default_factory=dict)
    period: Any = PERIOD
    follow_up: FollowUpWords = IS_FOLLOWED_UP
    begins: Any = SIGNED
    signing: SigningWords = IS_SIGNED
    to_partner: Mapping[State, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def asked(self) -> list[AgreementField]:
        """Return the fields that the kind's form asks for, page by page."""
        return [self.field(FIELDS[name]) for _label, names in self.pages.values() for name in names]

    def field(self, one: AgreementField) -> AgreementField:
        """Return a field in the kind's own words."""
        said = self.words.get(one.name)
        if said is None:
            return one
        own = {"label": said.label, "heading": said.heading, "hint": said.hint}
        return replace(one, **{key: words for key, words in own.items() if words})

    def page_of(self, name: str) -> str:
        """Return the page where a field is filled in; a field that the kind does not ask for has its usual one."""
        return next(
            (page for page, (_label, names) in self.pages.items() if name in names), FIELDS[name].page
        )
