"""What a web server imports: the only module that builds something at import."""

from dashboard_app.app import create_app
from dashboard_app.settings import read_settings

server = create_app(read_settings()).server
