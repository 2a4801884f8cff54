"""What makes one kind of agreement differ from another, as a composition. Nothing else in the system asks for the kind.

A fourth kind touches: a member of `guidelines.choices.Kind` with its word, the outcome of the choice-of-form
assessment that leads to it (`guidelines.models.FormChosen`), the points of the delegation order and the criteria that
are about it (data), a file here, and a line in `KINDS`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.agreements.fields import FIELDS, AgreementField
from registry.city.guidelines.choices import Kind
from registry.city.guidelines.models import FormChosen


@dataclass(frozen=True, slots=True)
class AgreementKind:
    """One kind: the pages of its form with what they ask for, what it needs, and what its document is called.

    `pages` are, by name, what each is called and the names of the fields that it asks for, in order; a page without any
    has a form of its own (`agreements/pages.py`). `needed` are, by name, what must be there before it is decided and
    the words for it where they are not the field's label. `both_contribute` says that both sides must bring something
    (K5); `form` is the outcome that the choice-of-form assessment must have for the agreement to be decided.
    """

    kind: Kind
    document_name: Any
    pages: Mapping[str, tuple[Any, tuple[str, ...]]]
    needed: Mapping[str, Any]
    form: FormChosen
    both_contribute: bool = False
    pays: bool = True
    template: str = "agreement"  # templates/documents/agreement.html

    @property
    def asked(self) -> list[AgreementField]:
        """Return the fields that the kind's form asks for, page by page."""
        return [FIELDS[name] for _label, names in self.pages.values() for name in names]

    def page_of(self, name: str) -> str:
        """Return the page where a field is filled in; a field that the kind does not ask for has its usual one."""
        return next(
            (page for page, (_label, names) in self.pages.items() if name in names), FIELDS[name].page
        )
