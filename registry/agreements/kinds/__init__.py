"""The kinds of formal collaboration, one file each. A fourth kind is a new file here and a line in `KINDS`."""

from registry.agreements.kinds import grant, iop, project
from registry.agreements.kinds.base import AgreementKind
from registry.city.guidelines.choices import Kind

KINDS: dict[Kind, AgreementKind] = {kind.kind: kind for kind in (grant.GRANT, iop.IOP, project.PROJECT)}

__all__ = ["KINDS", "AgreementKind"]
