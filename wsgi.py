"""What the server loads."""

from registry import create_app
from registry.core import logs

logs.configure()
app = create_app()
