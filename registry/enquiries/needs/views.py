"""What the page of a need shows: the read terms with their sentences, and where each finding leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from registry.access.actor import Actor
from registry.core import clock
from registry.core.database import reading
from registry.core.errors import DomainError, Problem, refuse
from registry.core.i18n import _
from registry.enquiries import queries as enquiries
from registry.enquiries.assessments.actions import AssessedNeed
from registry.enquiries.assessments.queries import offered_enquiries
from registry.enquiries.assessments.rules import span_problems
from registry.enquiries.needs import assessing, files, vocabulary
from registry.enquiries.needs.assessing import NOTHING, NeedFindings, RestedOn
from registry.enquiries.needs.complements import NeedComplement
from registry.enquiries.needs.forms import NeedForm, digest_of
from registry.enquiries.needs.values import CertaintyLevel, Need
from registry.enquiries.needs.vocabulary import NeedVocabulary
from registry.web.forms import page
from registry.web.transaction import attempt, let_go

DOORS = {
    "structure": ("structures.show", "structure_id"),
    "collaboration": ("collaborations.show", "collaboration_id"),
    "reference": ("collaborations.show", "collaboration_id"),
    "organisation": ("organisations.show", "organisation_id"),
    "assessment": ("enquiries.assessment", "assessment_id"),
}


def asked(actor: Actor, enquiry_id: UUID | None) -> dict[str, Any]:
    """Return what the form of a need begins with when it is assessed for a question; nothing for a need of its own."""
    made = enquiries.enquiry(actor, enquiry_id) if enquiry_id else None
    if made is None:
        return {}
    text = "\n\n".join(filter(None, (made.title, made.summary, *(one.text for one in made.questions))))
    return {"text": text, "enquiry": made.id, "title": _("Behovsbedömning: %(title)s", title=made.title)}


def text_of(form: NeedForm, content: bytes) -> str:
    """Return the text to read: the file's where one was sent, which is put in the page, else what was typed.

    What was typed and not read before never gives way to a file. Raises DomainError then, and when there is nothing to
    read, at the field that it concerns.
    """
    if form.file.data:
        typed = (form.text.data or "").strip()
        if typed and digest_of(typed) != form.read_of.data:
            words = _("Det står redan en text ovanför. Ta bort den om filen ska läsas i stället.")
            raise DomainError(Problem(words, "file"))
        form.text.data = files.text_of(content, field="file")
        return str(form.text.data)
    return files.checked(form.text.data or "", field="text")


@dataclass(frozen=True, slots=True)
class AnsweredNeed:
    """What was read of a need, and what was found with the terms that the person takes."""

    read: Need
    found: NeedFindings


def answered(
    form: NeedForm, known: NeedVocabulary, *, actor: Actor, rested: RestedOn = NOTHING
) -> AnsweredNeed:
    """Return what is known of the need with the terms and facts that the person keeps and adds. Raises DomainError."""
    read = assessing.described(text_of(form, form.content()), known=known, added=form.added)
    taken = assessing.taken(read, form.kept(read), form.added, known)
    taken = replace(taken, facts=form.facts(read.facts))
    refuse(span_problems(taken.facts))
    on = form.on.data or clock.today()
    return AnsweredNeed(read, assessing.assess(taken, actor=actor, on=on, known=known, rested=rested))


def answer(form: NeedForm, *, actor: Actor, rested: RestedOn = NOTHING) -> AnsweredNeed | None:
    """Return what is known of the need that was sent; None when none was, or when the form says why not.

    The database is let go before and after: reading takes its time, and nobody's writing waits for it.
    """
    found = None
    let_go()
    with reading():
        known = vocabulary.load()
        form.offer(known, offered_enquiries(actor))
        if form.validate_on_submit():
            with attempt(form):
                found = answered(form, known, actor=actor, rested=rested)
    let_go()
    return found


def shown(
    form: NeedForm, answer: AnsweredNeed | None, *, read: Need | None = None, assessment: Any = None
) -> tuple[str, int]:
    """Return the page of a need; `read` is what was read of it before, where an `assessment` is kept."""
    read = answer.read if answer else read
    if read and not form.terms.choices:
        form.propose(read)
    return page(
        "needs/assess.html", form=form, found=answer and answer.found, assessment=assessment, door=door,
        reasons=complement_reasons, notes=notes(read) if read else {},
    )  # fmt: skip


def assessed(form: NeedForm, found: AnsweredNeed) -> AssessedNeed:
    """Return the need as it is to be kept."""
    return AssessedNeed(form.title.data, form.enquiry.chosen, found.read, found.found)


def notes(need: Need) -> Mapping[str, str]:
    """Return what is told beside each read term: how sure it is, and the sentence that says it."""
    levels = {
        CertaintyLevel.SURE: _("Säker"), CertaintyLevel.LIKELY: _("Trolig"), CertaintyLevel.POSSIBLE: _("Möjlig"),
    }  # fmt: skip
    return {
        f"{term.list.value}:{term.code}": _(
            "%(list)s. %(level)s. ”%(sentence)s”",
            list=term.list.words,
            level=levels[term.level],
            sentence=term.sentence,
        )
        for term in need.terms
    }


@dataclass(frozen=True, slots=True)
class ShownReasons:
    """What one row says for a finding, and the page of the row with what its link is called."""

    told: tuple[str, ...]
    place: tuple[str, dict[str, Any]] | None = None
    words: str = ""


def reasons(said: Sequence[str], grounds: Sequence[tuple[str, UUID]]) -> list[ShownReasons]:
    """Return the reasons by the row that each rests on; together where that was not kept.

    The sentence that says what an organisation has done leads to the deed, after what the deed is a reason for.
    """
    if len(said) != len(grounds):
        return [ShownReasons(tuple(said))]
    by_ground: dict[tuple[str, UUID], list[str]] = {}
    for sentence, ground in zip(said, grounds, strict=True):
        by_ground.setdefault(ground, []).append(sentence)
    found = []
    for ground, told in by_ground.items():
        is_deed = ground[0] != "organisation"
        words = told.pop() if is_deed else _("Uppgifter om organisationen")
        found.append(ShownReasons(tuple(told), door(*ground), words))
    return found


def complement_reasons(one: NeedComplement) -> list[ShownReasons]:
    """Return why an organisation could complement, by the row that each reason rests on."""
    return reasons(one.reasons, [(ground.kind, ground.id) for ground in one.grounds])


def door(kind: str, id_: Any) -> tuple[str, dict[str, Any]]:
    """Return the endpoint and the values of the page that a finding leads to."""
    endpoint, name = DOORS[kind]
    return endpoint, {name: id_}
