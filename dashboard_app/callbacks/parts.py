"""Parts of a page, each on its own: one that cannot be made says so in its place, and the others stand."""

import logging
from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import HTTPException

from dashboard_app.components.states import empty
from dashboard_app.i18n import Words
from model_bundle.errors import ClairscoreError

logger = logging.getLogger(__name__)


def part(make: Callable[[], Any], words: Words) -> Any:  # noqa: ANN401 - Dash children
    """Return what ``make`` returns, or what is said where it fails; a refusal stays one.

    Refusals are errors with a sentence of their own, and what cannot be put on record is not shown.
    """
    try:
        return make()
    except (ClairscoreError, HTTPException):
        raise
    except Exception:
        logger.exception("A part of a page cannot be made; the others are shown")
        return empty(
            words.gettext("This part could not be loaded"),
            words.gettext("Reload the page. If it happens again, tell your administrator at what time."),
        )
