"""What the server loads."""

from registry import create_app

app = create_app()
