"""The drawing that goes into a reply: what runs for the groups asked about, by unit. The map is plugged in by wiring.

What is drawn is frozen as plain data with the reply, so that the attested drawing is the one that was seen.
"""

from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from registry.access.actor import Actor

REM, WIDTH = 12, 480  # points; what a drawing's measures in rem and per cent become on paper
INK, QUIET = "#0b4f5f", "#44545c"
_drawers: list[Callable[[Actor, date, Sequence[str]], Mapping[str, Any] | None]] = []


def plug(drawer: Callable[[Actor, date, Sequence[str]], Mapping[str, Any] | None]) -> None:
    """Make the drawer of the map known; the same again changes nothing."""
    _drawers[:] = [drawer]


def drawn(actor: Actor, on: date, groups: Sequence[str]) -> Mapping[str, Any] | None:
    """Return the drawing of what runs on the day for the groups by name, as plain data; None where nothing does."""
    made = [drawer(actor, on, groups) for drawer in _drawers]
    return made[0] if made else None


def address(figure: Mapping[str, Any]) -> str:
    """Return the drawing as the address of a picture with everything in it (`data:`)."""
    shapes = "".join(_shape(one) for one in figure["shapes"])
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {figure["height"] * REM:.0f}" '
        f'font-family="Inter, sans-serif">{shapes}</svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _shape(one: Mapping[str, Any]) -> str:
    x, y = one["x"] * WIDTH / 100, one["y"] * REM
    if one["shape"] == "words":
        place = f'x="{x:.1f}" y="{y:.1f}" font-size="9" fill="{QUIET}" text-anchor="{one["anchor"]}"'
        return f"<text {place}>{escape(one['words'])}</text>"
    size = f'width="{one["width"] * WIDTH / 100:.1f}" height="{one["height"] * REM:.1f}"'
    if one["mark"] == "hollow":
        return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="none" stroke="{QUIET}" stroke-width="0.5"/>'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} fill="{INK}" fill-opacity="{one["strength"]}"/>'
