"""What the page of a need shows: the read terms with their sentences, and where each finding leads."""

from collections.abc import Mapping
from typing import Any

from registry.access.actor import Actor
from registry.core import clock
from registry.core.i18n import _
from registry.enquiries.needs import assessing, files
from registry.enquiries.needs.assessing import NeedFindings
from registry.enquiries.needs.forms import NeedForm
from registry.enquiries.needs.values import CertaintyLevel, Need
from registry.enquiries.needs.vocabulary import NeedVocabulary

DOORS = {
    "structure": ("structures.show", "structure_id"),
    "collaboration": ("collaborations.show", "collaboration_id"),
    "reference": ("collaborations.show", "collaboration_id"),
    "assessment": ("enquiries.assessment", "assessment_id"),
}


def text_of(form: NeedForm, content: bytes) -> str:
    """Return the text to read: the file's where one was sent, which is put in the page, else what was typed.

    Raises DomainError when there is nothing to read, at the field that it concerns.
    """
    if content:
        form.text.data = files.text_of(content, field="file")
        return str(form.text.data)
    return files.checked(form.text.data or "", field="text")


def findings(form: NeedForm, text: str, known: NeedVocabulary, *, actor: Actor) -> NeedFindings:
    """Return what is known of the need with the terms that the person keeps and adds. Raises DomainError."""
    need = assessing.described(text, known=known, added=form.added)
    kept = form.kept(need)
    taken = assessing.taken(need, kept, form.added, known)
    return assessing.assess(taken, actor=actor, on=form.on.data or clock.today(), known=known)


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


def door(kind: str, id_: Any) -> tuple[str, dict[str, Any]]:
    """Return the endpoint and the values of the page that a finding leads to."""
    endpoint, name = DOORS[kind]
    return endpoint, {name: id_}
