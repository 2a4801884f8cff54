"""How templates call: a page calls a hundred and more macros and texts, and Jinja looks at each of them anew.

Before each call Jinja asks how the callable wants to be called (with the context, the environment or neither), which
takes longer than most of the calls. Macros and texts are known; everything else is called as Jinja does.
"""

from typing import Any

from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode

from registry.core import i18n

# Texts, the most called of all, want neither the context nor the environment.
_TEXTS = frozenset({i18n.in_template, i18n.counted_in_template, i18n.pgettext})


class QuickContext(Context):
    """A template's values; macros and texts are called without a question."""

    @internalcode
    def call(self, called: Any, /, *args: Any, **values: Any) -> Any:
        if type(called) is Macro:
            args = (self.eval_ctx, *args)
        elif called not in _TEXTS:
            return super().call(called, *args, **values)
        values.pop("_loop_vars", None)
        values.pop("_block_vars", None)
        return called(*args, **values)
