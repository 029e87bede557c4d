"""French and English: catalogues, and one immutable object per language that writes texts, numbers and dates."""

from dashboard_app.i18n.translator import Translator, get_translator

__all__ = ["Translator", "get_translator"]
