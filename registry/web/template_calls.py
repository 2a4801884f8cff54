"""How templates call and what they print: a page does both a thousand times, and Jinja looks at each of them anew.

Before each call Jinja asks how the callable wants to be called (with the context, the environment or neither), which
takes longer than most of the calls. Macros and texts are known; everything else is called as Jinja does.

Each value that is printed goes through `finalize` and `escape`, and the latter makes a `Markup` of it that the page
then is joined from: three calls. Here it is one, which copies nothing where there is nothing to escape.
"""

import re
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape

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


_ESCAPED = re.compile("[&<>\"']").search


def printed(value: Any) -> str:
    """Return a value as it stands in the page: marked when it is in another language than the page, and escaped."""
    if type(value) is Markup:
        return value
    value = i18n.marked(value)
    if type(value) is str and _ESCAPED(value) is None:
        return value
    return escape(value)


class QuickGenerator(CodeGenerator):
    """Compiles `{{ value }}` into one call where Jinja makes two."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_printed(frame, finalize):
            self.write("environment.printed(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_printed(frame, finalize):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_printed(frame: Frame, finalize: Any) -> bool:
    return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is not None
