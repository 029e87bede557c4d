"""Files to take away: the list of clients, the audit log, a customer's own form; each on record before it leaves."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from flask import Flask, Response, request

from dashboard_app.callbacks.decision_view import decision_word
from dashboard_app.callbacks.profile_view import form_facts
from dashboard_app.callbacks.registration import Ask
from dashboard_app.components.actions import action_word, role_word
from dashboard_app.csv_lines import MEDIA_TYPE, csv_lines
from dashboard_app.i18n.values import category_label, is_missing
from dashboard_app.services import directory, profile, records
from dashboard_app.services.directory import Listed, Query
from dashboard_app.services.records import Asked

CLIENTS, AUDIT, MINE = "/clients.csv", "/admin/audit.csv", "/me.csv"
_AUDIT_FIELDS = ("purpose", "bundle_id", "score", "address", "session", "detail")


def install(server: Flask, ask: Callable[[], Ask]) -> None:
    """Add the routes of the files."""

    @server.get(CLIENTS)
    def clients_csv() -> Response:
        asked = ask()
        lines = directory.export_clients(asked.portfolio, asked.actor, _query(asked))
        return _file("clients", _client_rows(lines, asked))

    @server.get(AUDIT)
    def audit_csv() -> Response:
        asked = ask()
        names = ("user", "action", "client", "since", "until")
        lines = records.export_lines(
            asked.office.audit, asked.actor, Asked(*(request.args.get(name) for name in names))
        )
        words = asked.words
        head = (
            words.gettext("Number"),
            words.gettext("When (UTC)"),
            words.gettext("Person"),
            words.gettext("Role"),
            words.gettext("Action"),
            words.gettext("Client"),
            words.gettext("Purpose"),
            words.gettext("Model version"),
            words.gettext("Score shown"),
            words.gettext("Address of the network"),
            words.gettext("Session"),
            words.gettext("Detail"),
        )
        rows = (
            (
                line.id,
                datetime.fromtimestamp(line.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                line.user_name,
                role_word(line.role, words),
                action_word(line.action, words),
                line.client_id,
                *(getattr(line, name) for name in _AUDIT_FIELDS),
            )
            for line in lines
        )
        return _file("audit", _with(head, rows))

    @server.get(MINE)
    def my_csv() -> Response:
        asked = ask()
        facts = form_facts(profile.own_copy(asked.portfolio, asked.actor), asked.words)
        head = asked.words.gettext("Field of the form"), asked.words.gettext("What it says")
        return _file("my-form", _with(head, ((fact.label, fact.value) for fact in facts)))


def _query(asked: Ask) -> Query:
    """Return the query of an address, by the names that the address of the list has."""
    given = request.args
    return Query(
        search=given.get("search", ""),
        decision=given.get("decision"),
        occupation=given.get("occupation"),
        amount=given.get("amount"),
        sort=given.get("sort", "client_id"),
        descending=given.get("direction") == "desc",
        language=asked.words.language,
    )


def _client_rows(lines: Iterable[Listed], asked: Ask) -> Iterator[Iterable[object]]:
    words = asked.words
    occupations = asked.portfolio.bundle.catalogue.columns[directory.OCCUPATION]
    yield (
        words.gettext("Client"),
        words.gettext("Amount"),
        words.gettext("Instalment"),
        words.gettext("Age"),
        words.gettext("Occupation"),
        words.gettext("Risk"),
        words.gettext("From the limit"),
        words.gettext("Decision"),
    )
    for line in lines:
        yield (
            line.client_id,
            _number(line.amount, 2),
            _number(line.annuity, 2),
            None if is_missing(line.age) else int(line.age),
            None if line.occupation is None else category_label(words, occupations, line.occupation),
            _number(line.probability, 4),
            _number(line.distance, 4),
            decision_word(line.decision, words),
        )


def _number(value: float, digits: int) -> str | None:
    """Return a number as table programs read it; a minus is written as one, which none of them computes."""
    return None if is_missing(value) else f"{value:.{digits}f}".replace("-", "−")


def _with(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    yield head
    yield from rows


def _file(name: str, rows: Iterable[Iterable[object]]) -> Response:
    response = Response(csv_lines(rows), content_type=MEDIA_TYPE)
    day = datetime.now(UTC).date().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="clairscore-{name}-{day}.csv"'
    return response
