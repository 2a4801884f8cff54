"""What the server loads: `front` is served (see registry/web/front), `app` is the application behind it."""

from registry import create_app
from registry.core import logs
from registry.web.front.front import Front

logs.configure()
app = create_app()
front = Front(app)
