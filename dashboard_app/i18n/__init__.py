"""French and English: catalogues, and one immutable object per language that writes texts, numbers and dates."""

from dashboard_app.i18n.words import Words, words_in

__all__ = ["Words", "words_in"]
