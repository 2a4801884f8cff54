"""The shape of a question and of its answer."""

from registry.core.i18n import lazy
from registry.web.fields import LongText
from registry.web.forms import Form


class QuestionForm(Form):
    """What somebody who may decide wants to know first."""

    question = LongText(lazy("Din fråga"), required=True, most=2000)


class AnswerForm(Form):
    """What whoever prepares answers."""

    answer = LongText(lazy("Ditt svar"), required=True, most=4000)
