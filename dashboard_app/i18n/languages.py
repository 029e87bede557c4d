"""Which languages are spoken, and the mark of a text that is translated later."""

LANGUAGES = {"en": "English", "fr": "Français"}
"""Language code to its own name for itself."""

DEFAULT_LANGUAGE = "en"


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogues and return it unchanged; it is translated where it is shown."""
    return message
