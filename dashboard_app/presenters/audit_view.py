"""The audit log in words: its lines, and whether it is whole."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any

from dash.development.base_component import Component
from pydantic import BeforeValidator

from dashboard_app.audit.entries import AuditEntry
from dashboard_app.audit.verification import ChainFault, VerificationResult
from dashboard_app.components.actions import action_word, role_word
from dashboard_app.components.alerts import done, refused
from dashboard_app.components.app_frame import page_link
from dashboard_app.components.audit_details import Label, format_detail
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.components.tables import lines_table
from dashboard_app.events import Action
from dashboard_app.i18n import Translator
from dashboard_app.url_state import PageState


def _parse_action(value: object) -> object:
    # An empty parameter of an address is no choice.
    return None if value == "" else value


def _parse_day(value: object) -> date | None:
    """Return the day of a text such as ``2026-11-21``; of an empty one, None."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError("A day is a text.")
    day = datetime.strptime(value.strip(), "%Y-%m-%d").replace(tzinfo=UTC).date()
    # The log begins later than the first, and the last has no day after it.
    if not 1970 <= day.year < 9999:
        raise ValueError("The log has no entries of that year.")
    return day


class AuditState(PageState):
    """The requested entries: in the URL of the page, its fields and the download."""

    typed_texts = frozenset({"user", "client"})

    user: str | None = None
    action: Annotated[Action | None, BeforeValidator(_parse_action)] = None
    client: str | None = None
    since: Annotated[date | None, BeforeValidator(_parse_day)] = None
    until: Annotated[date | None, BeforeValidator(_parse_day)] = None


def table(lines: Sequence[AuditEntry], translator: Translator, label: Label = str) -> Component:
    """Return lines of the log as a table; ``label`` names a variable, and a client's number leads to their file."""
    _ = translator.gettext
    if not lines:
        return empty(_("No matching entries"), _("Change the filters."))
    columns = (_("When (UTC)"), _("Person"), _("Role"), _("Action"), _("Client"), _("Detail"), _("IP address"))
    rows = [
        (
            translator.second(line.at),
            line.user_name,
            role_word(line.role, translator),
            action_word(line.action, translator),
            "–" if line.client_id is None else page_link(str(line.client_id), f"/client/{line.client_id}"),
            html.Span(format_detail(line, translator, label), className="cs-detail"),
            line.address,
        )
        for line in lines
    ]
    return lines_table(_("Audit log entries, newest first"), columns, rows)


def unreadable(translator: Translator) -> Component:
    """Return the message for an invalid filter."""
    return empty(
        translator.gettext("A filter cannot be read"),
        translator.gettext("A client number has digits only, and a date is a day of the calendar. Correct the filter."),
    )


def _fault_sentence(fault: ChainFault, translator: Translator) -> str:
    sentences = {
        ChainFault.UNSIGNED: translator.gettext("The log is not signed, or its signature was removed."),
        ChainFault.HEAD: translator.gettext("The log is broken: its signed head is missing or was changed."),
        ChainFault.BEGINNING: translator.gettext(
            "The log is broken: entries are missing at its beginning, and no purge says so."
        ),
        ChainFault.END: translator.gettext("The log is broken: entries were removed or added at its end."),
        ChainFault.NUMBERS: translator.gettext("The log is broken: it holds entries with the number of another one."),
        ChainFault.CLIENTS: translator.gettext(
            "The log is broken: the clients of an export or of a changed assignment are missing or were changed."
        ),
        ChainFault.DAMAGE: translator.gettext("The log is damaged: its table and its indexes do not fit together."),
    }
    return sentences[fault]


def verdict(verification: VerificationResult, translator: Translator) -> Any:  # noqa: ANN401 - Dash children
    """Return whether the log is as it was written, and the seal to note."""
    count = translator.ngettext("%(count)s entry verified.", "%(count)s entries verified.", verification.lines)
    if verification.broken is not None:
        return refused(
            html.Strong(
                translator.gettext(
                    "The log is broken at entry %(number)s.", number=translator.number(verification.broken)
                ),
            ),
            html.P(count),
            html.P(
                translator.gettext("The entry was changed, or entries before it are missing. Compare with a backup.")
            ),
        )
    if verification.fault is not None:
        return refused(
            html.Strong(_fault_sentence(verification.fault, translator)),
            html.P(count),
            html.P(translator.gettext("Compare with a backup.")),
        )
    if not verification.is_known_there:
        return refused(
            html.Strong(translator.gettext("The log was cut off: the earlier checksum is not in it.")),
            html.P(count),
            html.P(translator.gettext("Check that it was copied whole, then compare with a backup.")),
        )
    return done(
        html.Strong(translator.gettext("The log is intact.")),
        html.P(count),
        html.P(translator.gettext("Keep this checksum outside this server, for a later comparison:")),
        html.P(html.Code(verification.newest, className="cs-hash")),
    )
