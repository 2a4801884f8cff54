"""Where the code asks who somebody is, and in which words: `registry/access/conditions.txt`.

Every condition that rests on the actor, or on a reading rule, is written down as it stands in the source, with the
function it stands in: a list that forgets its rule, a rule that is widened, a check that is dropped are then seen.
What a policy clause answers and what a route asks is worked out instead, in `rights.py` and `routes.py`.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "registry"
TEMPLATES = ROOT / "templates"
ASIDE = ("access/policy.py", "cli/")  # pinned by what it answers; commands have no person before them

ASKERS = {"actor", "current_actor"}
CHECKS = {"allows", "why_not", "require"}
SHOWN = {"shown_to_partner"}  # what is for the partner too is a column
WORDS = ("actor", *CHECKS, *SHOWN)  # without one of these a function asks nothing
RIGHTS = {
    "user_id",
    "roles",
    "posts",
    "organisation_ids",
    "is_partner",
    "has",
}  # of an actor; its name decides nothing
READS = re.compile(r"/(queries|partner|linked|listing|numbers|visibility)(/|\.py)")

Function = ast.FunctionDef | ast.AsyncFunctionDef

HEAD = (
    "Every condition in the code that rests on who somebody is, as written there; `make rights` writes this file.",
    "",
)


def lines() -> list[str]:
    """Return the whole file: the package's functions, then the templates."""
    files = [path for path in sorted(PACKAGE.rglob("*.py")) if not _name(path, PACKAGE).startswith(ASIDE)]
    sources = {_name(path, PACKAGE): path.read_text(encoding="utf-8") for path in files}
    code = (line for name, source in sources.items() for line in of_source(name, source))
    pages = (line for path in sorted(TEMPLATES.rglob("*.html")) for line in of_template(path))
    return [*HEAD, *code, *pages]


def of_source(name: str, source: str) -> list[str]:
    """Return the conditions of one file, below the function each stands in."""
    told = []
    for where, function in asking(source):
        reads = bool(READS.search(f"/{name}")) or "actor" in _arguments(function)
        found = _counted(_conditions(function, reads=reads and "actions" not in name))
        if found:
            told += [f"{name} {where}", *(f"    {line}" for line in found)]
        elif "/queries" in f"/{name}" and "actor" in _arguments(function):
            told += [f"{name} {where}", "    asks nothing of the actor"]
    return told


def of_template(path: Path) -> list[str]:
    """Return what a template asks of the reader."""
    text = path.read_text(encoding="utf-8")
    asked = re.findall(r"can\([^)]*\)|(?:not )?actor\.[a-z_.]+(?:\([^)]*\))?", text)
    name = path.relative_to(ROOT).as_posix()
    return [name, *(f"    {line}" for line in _counted(asked))] if asked else []


def _counted(lines: Iterable[str]) -> list[str]:
    """Return each line once, with how often it stands: one of two that is dropped shows too."""
    return [line if number == 1 else f"{line} ({number} times)" for line, number in Counter(lines).items()]


def asking(source: str) -> Iterator[tuple[str, Function]]:
    """Return the functions that may ask something, with where each stands: to look into all is slow."""
    lines = source.splitlines()
    for where, function in functions(_parsed(source)) if any(word in source for word in WORDS) else ():
        text = "\n".join(lines[function.lineno - 1 : function.end_lineno])
        if any(word in text for word in WORDS):
            yield where, function


@cache
def rules() -> frozenset[str]:
    """Return the names of the reading rules: functions from an actor to a condition of a query."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for _where, function in (
            functions(_parsed(source)) if "ColumnElement" in source or "Select[" in source else ()
        ):
            returned = ast.unparse(function.returns) if function.returns else ""
            if "actor" in _arguments(function) and ("ColumnElement" in returned or "Select[" in returned):
                found.add(function.name)
    return frozenset(found)


@cache
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)


def functions(tree: ast.AST, within: str = "") -> Iterator[tuple[str, Function]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{within}{node.name}", node
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield from functions(node, f"{within}{node.name}.")


def _arguments(function: Function) -> set[str]:
    return {one.arg for one in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}


def _conditions(function: Function, *, reads: bool) -> Iterator[str]:
    """Return the function's conditions on the actor, each as the whole expression that it decides."""
    nodes = list(own(function))
    above = {child: node for node in nodes for child in ast.iter_child_nodes(node)}
    kept = _kept(nodes)
    for node in nodes:
        is_kept = isinstance(node, ast.Name) and node.id in kept and isinstance(node.ctx, ast.Load)
        if is_kept or asks(node) or (reads and _hands_on(node)):
            yield _whole(node, above)
        elif _is_of_actor(node) and (found := _whole(node, above, least=True)):
            yield found


def own(function: Function) -> Iterator[ast.AST]:
    """The function's nodes in order, without those of functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting = [*ast.iter_child_nodes(node), *waiting]


def asks(node: ast.AST) -> bool:
    """Whether the node calls a check or a reading rule, or reads whether something is shown to partners."""
    if isinstance(node, ast.Attribute) and node.attr in SHOWN:
        return True
    if not isinstance(node, ast.Call):
        return False
    told = any(map(_is_actor, (*node.args, *(keyword.value for keyword in node.keywords))))
    who = any(_is_of_actor(argument) for argument in node.args)
    return (
        _called(node) in CHECKS
        or (_called(node) in rules() and told)
        or (who and "rules." in ast.unparse(node.func))
    )


def _kept(nodes: list[ast.AST]) -> set[str]:
    """Return the variables that a reading rule is kept in: wherever one is used, the rule is."""
    made = [node for node in nodes if isinstance(node, ast.Assign) and _is_rule(node.value)]
    names = (target for node in made for target in node.targets)
    return {name.id for target in names for name in ast.walk(target) if isinstance(name, ast.Name)}


def _is_rule(node: ast.AST) -> bool:
    """Whether the expression is a reading rule, or several of them."""
    if isinstance(node, ast.BinOp | ast.UnaryOp | ast.Tuple):
        return any(_is_rule(part) for part in ast.iter_child_nodes(node))
    return isinstance(node, ast.Call) and asks(node)


def _hands_on(node: ast.AST) -> bool:
    """Whether the node hands the actor on to another read: what it finds is what that one finds."""
    return isinstance(node, ast.Call) and any(_is_actor(argument) for argument in node.args)


def _is_of_actor(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in RIGHTS and _is_actor(node.value)


def _is_actor(node: ast.AST | None) -> bool:
    name = node.func if isinstance(node, ast.Call) else node
    word = name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""
    return word in ASKERS


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


JOINING = {"and_", "or_", "not_", "exists", "any", "all", "in_", "bool"}


def _whole(node: ast.AST, above: dict[ast.AST, ast.AST], *, least: bool = False) -> str:
    """Return the largest expression that the node decides, or nothing when it decides none and `least` asks for one."""
    decides, top = not least, node
    while (parent := above.get(top)) is not None:
        if isinstance(parent, ast.BoolOp | ast.BinOp | ast.UnaryOp | ast.Compare):
            decides = True
        elif isinstance(parent, ast.IfExp):
            decides |= top is parent.test
        elif isinstance(parent, ast.Call) and _called(parent) in JOINING:
            decides |= _called(parent) == "in_"
        elif not (
            isinstance(parent, ast.Call | ast.Attribute | ast.GeneratorExp | ast.SetComp) and decides < least
        ):
            decides |= _is_condition_of(parent, top)
            break
        top = parent
    return _line(above.get(top), top) if decides else ""


def _is_condition_of(parent: ast.AST, node: ast.AST) -> bool:
    return isinstance(parent, ast.If | ast.While | ast.comprehension) and node is not getattr(
        parent, "iter", None
    )


def _line(parent: ast.AST | None, node: ast.AST) -> str:
    """Return the expression in one line, with what follows where it is an `if` of one statement."""
    words = " ".join(ast.unparse(node).split())
    if isinstance(parent, ast.If) and parent.test is node:
        following = " ".join(ast.unparse(parent.body[0]).split()) if _is_short(parent.body) else "…"
        return f"if {words}: {following}"
    return words


def _is_short(body: Iterable[ast.stmt]) -> bool:
    return len(list(body)) == 1 and isinstance(next(iter(body)), ast.Return | ast.Raise | ast.Continue)


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
