"""What the server loads: `front` is served (see registry/web/front), `app` is the application behind it."""

import gc

collects = gc.isenabled()
gc.disable()  # nothing that is loaded here is ever let go: looking for it takes a seventh of the time

from registry import create_app  # noqa: E402 - the collector rests first
from registry.core import logs  # noqa: E402
from registry.web.front.front import Front  # noqa: E402

logs.configure()
app = create_app()
front = Front(app)
gc.freeze()
if collects:
    gc.enable()
