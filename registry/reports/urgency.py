"""What is most urgent of what waits, and how late it is in words. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from registry.core import labels
from registry.core.dates import working_days_between
from registry.core.i18n import _, lazy, ngettext
from registry.core.labels import Labelled


class TaskKind(Labelled):
    """What is to be done, the weightiest first."""

    DECIDE = "decide", lazy("Beslut")
    SECOND = "second", lazy("Andra underskrift")
    DISPUTE = "dispute", lazy("Jävsfråga")
    COMMITTEE = "committee", lazy("Nämnden beslutar")
    TAKE_OVER = "take_over", lazy("Beredning att ta över")
    REVISE = "revise", lazy("Återlämnat")
    NUMBER = "number", lazy("Saknar diarienummer")
    REPORT = "report", lazy("Anmäl till nämnden")
    POST = "post", lazy("Anslå")
    SIGN = "sign", lazy("Väntar på underskrift")
    RECORD = "record", lazy("Avtal att registrera")
    CONFIRM = "confirm", lazy("Avtal att bekräfta")
    REOPEN = "reopen", lazy("Begäran att ta tillbaka beslut")
    ATTEST = "attest", lazy("Betalning att attestera")
    PAYEE = "payee", lazy("Konto att bekräfta")
    PROPOSAL = "proposal", lazy("Förslag från organisationen")
    FOLLOW_UP = "follow_up", lazy("Uppföljning")
    EXPIRING = "expiring", lazy("Går ut")
    DRAFT = "draft", lazy("Utkast")


_TAG_TONES = {TaskKind.REVISE: "warning", TaskKind.DRAFT: "neutral"}
_WEIGHT = {kind: weight for weight, kind in enumerate(TaskKind)}
SOON = 2  # working days


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits: what, where to do it, a line about it, and when. `due_words` says how late it is."""

    title: str
    url: str
    meta: str
    kind: TaskKind | None = None
    due: date | datetime | None = None
    due_words: str = ""
    tone: str = "neutral"

    @property
    def tag(self) -> str:
        """What is to be done, in a word or two."""
        return labels.label(self.kind)

    @property
    def tag_tone(self) -> str:
        """The tone of the tag."""
        return _TAG_TONES.get(self.kind, "info") if self.kind else "neutral"


def task(kind: TaskKind, title: str, url: str, meta: str, *, due: date | None = None, on: date) -> Task:
    """Return a task with its due day told in words."""
    return Task(title, url, meta, kind, due, due_words(due, on), tone(due, on))


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """Return the tasks, the earliest due first; then those without a day, the weightiest kind first."""
    return sorted(tasks, key=_urgency)


def _urgency(one: Task) -> tuple[bool, date, int]:
    day = one.due.date() if isinstance(one.due, datetime) else one.due
    return day is None, day or date.max, _WEIGHT[one.kind] if one.kind else len(_WEIGHT)


def due_words(due: date | None, on: date) -> str:
    """Say how far away the due day is in working days, or how late it has become; nothing without one."""
    if due is None:
        return ""
    days = working_days_between(on, due)
    if due < on:
        if not days:  # nobody has worked since
            return _("Sista dagen har passerat")
        return ngettext("%(num)s arbetsdag för sent", "%(num)s arbetsdagar för sent", -days)
    if due == on:
        return _("Sista dagen är i dag")
    return ngettext("%(num)s arbetsdag kvar", "%(num)s arbetsdagar kvar", days)


def tone(due: date | None, on: date) -> str:
    """Return how a due day is marked, beside its words."""
    if due is None or (due >= on and working_days_between(on, due) > SOON):
        return "neutral"
    return "danger" if due < on else "warning"


def by_kind(tasks: Iterable[Task]) -> list[tuple[TaskKind, int]]:
    """Return how many there are of each kind that there is, in the order of kinds."""
    counted = Counter(one.kind for one in tasks)
    return [(kind, counted[kind]) for kind in TaskKind if counted[kind]]


def place_of(key: object, keys: Sequence[object]) -> tuple[int, object | None, object | None]:
    """Return where something stands in a row, counted from one, with the one before it and the one after it.

    Raises ValueError when it is not there.
    """
    at = keys.index(key)
    return at + 1, keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None
