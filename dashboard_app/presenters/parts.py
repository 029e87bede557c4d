"""Independent parts of a page: a part that fails shows an error, and the others are shown."""

import logging
from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import HTTPException

from dashboard_app.components.states import empty
from dashboard_app.i18n import Translator
from dashboard_app.services.errors import InvalidRequestError
from model_bundle.errors import ClairscoreError

logger = logging.getLogger(__name__)


def part(make: Callable[[], Any], translator: Translator) -> Any:  # noqa: ANN401 - Dash children
    """Return the result of ``make``, or an error message if it fails; refusals are raised again.

    Refusals are errors with a sentence of their own, and what cannot be logged is not shown.
    """
    try:
        return make()
    except (ClairscoreError, HTTPException):
        raise
    except Exception:
        logger.exception("A part of a page cannot be made; the others are shown")
        return _not_loaded(translator)


def choosable_part(make: Callable[[], Any], translator: Translator) -> Any:  # noqa: ANN401 - Dash children
    """Return a part that follows choices, or what is said where it fails, also where a choice is not offered any more.

    Asked for by itself, such a choice is refused; here the other parts of the page do not wait for it.
    """
    try:
        return part(make, translator)
    except InvalidRequestError:
        logger.warning("A part of a page is asked for with a choice that is not offered; the others are shown")
        return _not_loaded(translator)


def _not_loaded(translator: Translator) -> Any:  # noqa: ANN401 - Dash children
    return empty(
        translator.gettext("This part could not be loaded"),
        translator.gettext("Reload the page. If it happens again, tell your administrator at what time."),
    )
