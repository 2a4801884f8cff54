"""What must hold of a matter's number in the diary. Pure."""

from collections.abc import Sequence

from registry.core.errors import Problem
from registry.core.i18n import _


def sharing_problems(
    titles: Sequence[str | None], *, may_share: bool, is_asked: bool, is_same: bool | None
) -> list[Problem]:
    """Several matters carry one number only when the diary has them as one, which the registrator confirms.

    `titles` are of the matters that carry it already (None: one that the person may not see), `may_share` is the
    setting, `is_asked` whether the person can confirm it here, and `is_same` the answer so far.
    """
    if not titles or (may_share and is_asked and is_same):
        return []
    seen = [title for title in titles if title]
    named = ", ".join(_("”%(title)s”", title=title) for title in seen) or _("ett annat ärende")
    taken = _("Diarienumret används redan för %(matters)s.", matters=named)
    if not may_share:
        return [Problem(f"{taken} " + _("Varje ärende har här ett eget nummer."), "case_number")]
    if not is_asked:
        who = _("Är det samma ärende i diariet kan registratorn ge det samma nummer.")
        return [Problem(f"{taken} {who}", "case_number")]
    if is_same is None:
        return [Problem(f"{taken} " + _("Är det samma ärende i diariet?"), "is_same")]
    return [Problem(f"{taken} " + _("Ett annat ärende har ett annat nummer."), "case_number")]
