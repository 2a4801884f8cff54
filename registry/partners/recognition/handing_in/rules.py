"""What an organisation can hand in or accept itself. Pure."""

from collections.abc import Collection

from registry.core.errors import Problem
from registry.core.i18n import _
from registry.documents.file_kinds import FileKind
from registry.partners.recognition.files import KEPT, Upload, size_problems, type_problems
from registry.partners.recognition.rules import RecognitionKind, RecognitionOutcome, Sighting

MOST_WAITING = 20  # papers of one organisation that nobody has looked at
CAN_HAND_IN = (
    RecognitionKind.MINUTES,
    RecognitionKind.STATUTES,
    RecognitionKind.AUDIT_REPORT,
    RecognitionKind.ACTIVITY_REPORT,
)


def paper_problems(upload: Upload, kind: FileKind | None) -> list[Problem]:
    """Return why a file is not kept; `kind` is what its bytes were found to be."""
    return size_problems(upload) or type_problems(kind if kind in KEPT else None)


def handing_in_problems(kind: RecognitionKind, upload: Upload, waiting: Collection[str]) -> list[Problem]:
    """Return why it cannot be handed in: no paper of an organisation's, the very file waits already, or too many do.

    `waiting` are hashes.
    """
    if kind not in CAN_HAND_IN:
        return [Problem(_("Välj ett av papperen i listan."), "kind")]
    if upload.sha256 in waiting:
        return [Problem(_("Samma fil är redan inlämnad. Staden har inte hunnit titta på den än."), "file")]
    if len(waiting) >= MOST_WAITING:
        words = _("Ni har redan lämnat in %(n)s papper som staden inte har hunnit titta på.", n=MOST_WAITING)
        return [Problem(words, "file")]
    return []


def accepting_problems(seen: Sighting | None) -> list[Problem]:
    """Return why the democracy terms cannot be accepted in the portal: `seen` is what was last noted of them.

    Whether an organisation meets them is the city's finding (lag 2021:401 2 kap. 4 a–4 b §§ is the model), so what it
    says itself never takes such a finding away.
    """
    if seen is None or seen.outcome is RecognitionOutcome.GOOD:
        return []
    return [
        Problem(_("Staden har en anmärkning om villkoren. Hör av er till staden innan ni godkänner dem."))
    ]
