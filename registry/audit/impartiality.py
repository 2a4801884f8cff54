"""Labels of what keeps people out of matters: conflicts of interest, ties to organisations, absences."""

from registry.audit.knowledge import FROM, TO
from registry.audit.labelling import Labels
from registry.core.i18n import lazy

IMPARTIALITY = {
    "recusal": Labels(
        lazy("Jävsfråga"),
        {
            "person": lazy("Person"),
            "person_id": lazy("Konto"),
            "status": lazy("Läge"),
            "ground": lazy("Jävsgrund"),
            "reason": lazy("Skäl"),
            "raised_by": lazy("Väckt av"),
            "at": lazy("Tidpunkt"),
            "meeting_on": lazy("Nämndens sammanträde"),
            "paragraph": lazy("Paragraf"),
            "settled_by": lazy("Registrerat av"),
            "settled_at": lazy("Registrerat"),
        },
        "matter_id",
    ),
    "interest": Labels(
        lazy("Uppdrag eller bindning"),
        {
            "organisation_id": lazy("Organisation"),
            "what": lazy("Vad det är"),
            "starts_on": FROM,
            "ends_on": TO,
        },
        "person_id",
    ),
    "absence": Labels(
        lazy("Frånvaro"), {"starts_on": FROM, "ends_on": TO, "note": lazy("Anteckning")}, "user_id"
    ),
}
