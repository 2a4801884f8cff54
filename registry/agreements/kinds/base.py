"""What makes one kind of agreement differ from another, as data. Nothing else in the system asks for the kind."""

from dataclasses import dataclass
from typing import Any

from registry.collaborations.choices import Kind
from registry.guidelines.models import FormChosen


@dataclass(frozen=True, slots=True)
class Needed:
    """Something needed before submission: its name in the content, the page it is filled in on, the words."""

    field: str
    page: str
    words: Any


@dataclass(frozen=True, slots=True)
class AgreementKind:
    """One kind: its pages, what it needs, and what its document is called.

    `both_contribute` says that both sides must bring something (K5); `form` is the outcome that the choice-of-form
    assessment must have for the agreement to be decided.
    """

    kind: Kind
    document_name: Any
    pages: tuple[str, ...]
    needed: tuple[Needed, ...]
    form: FormChosen
    both_contribute: bool = False
    pays: bool = True
    template: str = "agreement"  # templates/documents/agreement.html
