"""Result messages: done, or refused with the reason."""

from enum import StrEnum

from dash.development.base_component import Component

from dashboard_app.components.elements import data, html
from dashboard_app.i18n.translator import Translator


def done(*parts: Component | str) -> html.Div:
    """Return the notice that something was done."""
    return html.Div(list(parts), className="cs-alert cs-done", role="status")


def refused(*parts: Component | str) -> html.Div:
    """Return the notice that something was not done, and what to do about it."""
    return html.Div(list(parts), className="cs-alert cs-not-done", role="alert")


def question(text: str, yes: str, count: int, store: StrEnum, translator: Translator) -> html.Div:
    """Return the question whether so many things are to be changed; `assets/js/forms.js` sends the command again.

    ``store`` is where commands of the page are written; with the answer goes the number that was asked about.
    """
    attributes = data(sure=str(count), command=str(store))
    return html.Div(
        [
            html.P(html.Strong(text)),
            html.Div(
                [
                    html.Button(yes, type="button", className="cs-button cs-primary", **attributes),
                    html.Button(translator.gettext("Cancel"), type="button", className="cs-button", **data(cancel="")),
                ],
                className="cs-buttons",
            ),
        ],
        className="cs-alert cs-question",
        role="alert",
    )


def undo_button(store: StrEnum, translator: Translator, **command: str) -> html.Button:
    """Return the button that takes a change back; ``command`` says which one, for the page's own commands."""
    fields = {f"with_{name}": value for name, value in command.items()}
    return html.Button(
        translator.gettext("Undo"), type="button", className="cs-button", **data(undo="", command=str(store), **fields)
    )
