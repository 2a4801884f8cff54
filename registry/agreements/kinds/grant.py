"""Association grant (föreningsbidrag): the city supports what the association does anyway (`domain.md` 2).

No partnership and no purchase: nobody leads it together and nothing is done in return, so the form asks for what is
supported, how much, on which terms, and how it is accounted for; the document is a decision with terms, not a contract.
"""

from registry.agreements.kinds import common
from registry.agreements.kinds.base import AgreementKind, EndingWords, FieldWords, FollowUpWords, SigningWords
from registry.agreements.workflow import State
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen
from registry.core.i18n import lazy

_GROUND, _FOR, _GRANT = lazy("Vad bidraget vilar på"), lazy("Vad bidraget ges till"), lazy("Bidraget")
_PERIOD, _ACCOUNT = lazy("Bidragsperiod"), lazy("Redovisning")
_TERMS, _REPAYMENT = lazy("Villkor för bidraget"), lazy("Återbetalning")

WORDS = {
    "guideline": FieldWords(heading=_GROUND),
    "grounds": FieldWords(heading=_GROUND),
    "purpose": FieldWords(heading=_FOR),
    "goals": FieldWords(heading=_FOR),
    "money_and_vat": FieldWords(heading=_GRANT),
    "yearly": FieldWords(lazy("Bidrag per år"), _GRANT),
    "option_amount": FieldWords(heading=_GRANT),
    "shares": FieldWords(heading=_GRANT),
    "payments": FieldWords(lazy("Utbetalningar"), _GRANT),
    "economy_text": FieldWords(
        _TERMS, _TERMS, lazy("Vad bidraget får användas till, hur det betalas ut och vad som krävs.")
    ),
    "follow_ups": FieldWords(_ACCOUNT, _ACCOUNT),
    "follow_up_text": FieldWords(_ACCOUNT, _ACCOUNT),
    "starts_on": FieldWords(heading=_PERIOD),
    "ends_on": FieldWords(heading=_PERIOD),
    "extension": FieldWords(heading=_PERIOD),
    "termination": FieldWords(
        _REPAYMENT, _REPAYMENT, lazy("När bidraget, helt eller delvis, ska betalas tillbaka.")
    ),
}

GRANT = AgreementKind(
    kind=Kind.GRANT,
    document_name=lazy("Beslut om föreningsbidrag"),
    pages={
        "basics": (lazy("Bidraget"), ("title", "case_number", "starts_on", "ends_on")),
        "purpose": (lazy("Vad bidraget ges till"), ("purpose", "activities_text", "internal_note")),
        "goals": (lazy("Mål"), ("goals",)),
        "economy": (lazy("Bidrag per år"), ("money_and_vat", "yearly", "payments")),
        "funding": (lazy("Vem betalar"), ("shares",)),
        "organisation": (lazy("Redovisning"), ("follow_ups",)),
        "terms": (lazy("Villkor"), ("economy_text", "termination")),
        **common.ASSESSMENTS,
    },
    needed=common.needs(
        "case_number", "starts_on", "ends_on", "target_groups", "purpose", "activities_text", "goals", "money_and_vat",
        "follow_ups", "economy_text", "termination",
        words={name: said.label for name, said in WORDS.items() if said.label},
    ),
    form=FormChosen.GRANT,
    needs_money=True,
    only_ahead=True,
    template="grant",
    is_decision=True,
    words=WORDS,
    period=_PERIOD,
    follow_up=FollowUpWords(
        following=lazy("Nästa redovisning"), late=lazy("Redovisning skulle ha lämnats"),
        none=lazy("Bidraget betalas ut enligt beslutet. Ingen redovisning är planerad."),
    ),
    begins=lazy("Registrera när föreningen har godtagit villkoren. Då börjar bidraget gälla i registret."),
    signing=SigningWords(
        waits=lazy("Beslutat, väntar på att villkoren godtas"), begins=lazy("Villkoren godtagna, börjar %(day)s"),
        now=lazy("Föreningen godtar villkoren."), then=lazy("Beslut, och sedan godtar föreningen villkoren."),
        done=lazy("Villkor godtagna: %(title)s"),
    ),
    act=lazy("bevilja %(parties)s föreningsbidrag med %(amount)s för tiden %(period)s"),
    sought=lazy("ansökan från %(parties)s om föreningsbidrag med %(amount)s för tiden %(period)s"),
    ending=lazy("låta föreningsbidraget till %(parties)s upphöra efter %(last_day)s"),
    ended_early=EndingWords(
        do=lazy("Avsluta bidraget i förtid"),
        title=lazy("Bidraget upphör i förtid: %(title)s"), name=lazy("Bidraget upphör i förtid"),
        lead=lazy("Att låta ett bidrag upphöra före bidragsperiodens slut är ett beslut, och skickas till den som får "
                  "fatta det enligt delegationsordningen. Bidraget gäller till dess."),
        sent=lazy("Förslaget att bidraget upphör i förtid är skickat för beslut. Bidraget gäller till dess."),
        subject=lazy("Bidraget"),
    ),
    to_partner={
        State.AMENDED: (
            lazy("Beslutat av nämnden, med ändring"),
            lazy("Staden skriver in det som nämnden ändrade. Sedan får ni beslutet med villkoren."),
        ),
        State.APPROVED: (
            lazy("Beviljat, väntar på att ni godtar villkoren"),
            lazy("Läs beslutet och villkoren, och godta dem. Staden hör av sig om hur."),
        ),
        State.ACTIVE: (
            lazy("Pågår"), lazy("Bidraget betalas ut enligt beslutet. När det ska redovisas står på ärendets sida."),
        ),
        State.ENDED: (lazy("Avslutat"), lazy("Bidragsperioden är slut. Inget mer behöver göras.")),
        State.ANNULLED: (
            lazy("Upphävt av domstol"),
            lazy("Domstolen har upphävt stadens beslut, så bidraget gäller inte längre. "
                 "Staden hör av sig om vad som händer nu."),
        ),
        State.REVOKED: (
            lazy("Återkallat av staden"),
            lazy("Staden har återkallat beslutet, så bidraget gäller inte längre. Inget mer betalas. Läs beslutet."),
        ),
    },
)  # fmt: skip
