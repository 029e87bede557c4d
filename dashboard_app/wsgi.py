"""What a web server imports: the only module that builds something at import."""

from dashboard_app.app import create_app
from dashboard_app.settings import Settings

server = create_app(Settings()).server
