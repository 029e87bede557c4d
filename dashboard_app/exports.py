"""Files to take away: the list of clients, the audit log, a customer's own form; each on record before it leaves."""

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

from flask import Flask, Response, request

from dashboard_app.auth.answers import answer
from dashboard_app.callbacks import own_copy_view
from dashboard_app.callbacks.decision_view import decision_word
from dashboard_app.callbacks.list_query import read_query
from dashboard_app.callbacks.registration import Ask
from dashboard_app.components.actions import action_word, role_word
from dashboard_app.csv_lines import BEGINNING, DIALECTS, MEDIA_TYPE, Dialect, csv_lines
from dashboard_app.i18n.values import category_label
from dashboard_app.pages.client_list import COLUMNS
from dashboard_app.running_exports import WAIT_SECONDS, RunningExports, Streamed
from dashboard_app.services import directory, records
from dashboard_app.services.client_lines import DECISIONS, OCCUPATION, Lines
from dashboard_app.services.records import Asked
from model_bundle.manifest import Threshold

CLIENTS, AUDIT, MINE = "/clients.csv", "/admin/audit.csv", "/me.csv"
_DIGITS = 6
"""Decimals of a risk that no bound of a decision reads like; one that it would has all that it has."""
_AUDIT_FIELDS = ("purpose", "bundle_id", "score", "address", "session", "request_id", "detail")
_NOTHING = ("-", None)
"""What the log holds where there is no person, address or session: an empty cell, which no program reads as a sign."""


def install(server: Flask, ask: Callable[[], Ask]) -> None:
    """Add the routes of the files."""
    running = RunningExports()

    def one_at_a_time(asked: Ask, name: str, make: Callable[[], Iterator[str]]) -> Response:
        """Return a file that is sent while it is written, or say that another one is not finished."""
        if not running.begin(asked.actor.name):
            words = asked.words
            refused = answer(429, words.gettext("One of your files is still being prepared. Try again in a moment."))
            refused.headers["Retry-After"] = str(WAIT_SECONDS)
            return refused
        try:
            parts = make()
        except BaseException:
            running.end(asked.actor.name)
            raise
        return _file(name, Streamed(parts, running, asked.actor.name))

    @server.get(CLIENTS)
    def clients_csv() -> Response:
        asked = ask()

        def make() -> Iterator[str]:
            lines = directory.export_clients(
                asked.portfolio, asked.actor, read_query(request.query_string.decode(), asked.words.language)
            )
            return _client_parts(lines, asked)

        return one_at_a_time(asked, "clients", make)

    @server.get(AUDIT)
    def audit_csv() -> Response:
        asked = ask()
        return one_at_a_time(asked, "audit", lambda: csv_lines(_audit_rows(asked), _dialect(asked)))

    @server.get(MINE)
    def my_csv() -> Response:
        asked = ask()
        rows = own_copy_view.rows(asked, datetime.now(UTC).date())
        return _file("my-form", csv_lines(rows, _dialect(asked)))


def _audit_rows(asked: Ask) -> Iterator[Iterable[object]]:
    names = ("user", "action", "client", "since", "until")
    lines = records.export_lines(asked.office.audit, asked.actor, Asked(*(request.args.get(name) for name in names)))
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
        words.gettext("IP address"),
        words.gettext("Session"),
        words.gettext("Reference"),
        words.gettext("Detail"),
    )
    rows = (
        (
            line.id,
            datetime.fromtimestamp(line.at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            _known(line.user_name),
            role_word(line.role, words),
            action_word(line.action, words),
            line.client_id,
            *(_known(getattr(line, name)) for name in _AUDIT_FIELDS),
        )
        for line in lines
    )
    return _with(head, rows)


def _known(value: object) -> object:
    return None if value in _NOTHING else value


def _client_parts(blocks: Iterable[Lines], asked: Ask) -> Iterator[str]:
    """Return the file of the list in parts of some thousand lines, each made column by column."""
    limits = asked.portfolio.bundle.manifest.threshold
    words, dialect = asked.words, _dialect(asked)
    entry = asked.portfolio.bundle.catalogue.columns[OCCUPATION]
    decisions = [dialect.text(decision_word(decision, words)) for decision in DECISIONS]
    head = [words.gettext(name) for name in COLUMNS.values()]
    yield BEGINNING + dialect.lines([[dialect.text(name)] for name in head])
    for lines in blocks:
        # The last place is that of a missing one, whose code is -1.
        occupations = [*(dialect.text(category_label(words, entry, value)) for value in lines.occupation_values), ""]
        risks = lines.probabilities.tolist()
        yield dialect.lines(
            [
                list(map(str, lines.client_ids.tolist())),
                [decisions[place] for place in lines.decisions.tolist()],
                [dialect.number(risk, _digits(risk, limits)) for risk in risks],
                [
                    dialect.number(distance, _digits(risk, limits))
                    for risk, distance in zip(risks, lines.distances.tolist(), strict=True)
                ],
                dialect.numbers(lines.amounts.tolist(), 2),
                dialect.numbers(lines.annuities.tolist(), 2),
                dialect.numbers([_whole(age) for age in lines.ages.tolist()], 0),
                [occupations[code] for code in lines.occupations.tolist()],
            ]
        )


def _digits(risk: float, limits: Threshold) -> int | None:
    bounds = (limits.review_low, limits.value, limits.review_high)
    return None if any(abs(risk - bound) < 10**-_DIGITS for bound in bounds) else _DIGITS


def _whole(years: float) -> float:
    return float(math.floor(years)) if math.isfinite(years) else years


def _dialect(asked: Ask) -> Dialect:
    return DIALECTS[asked.words.language]


def _with(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[Iterable[object]]:
    yield head
    yield from rows


def _file(name: str, parts: Iterable[str]) -> Response:
    response = Response(parts, content_type=MEDIA_TYPE)
    day = datetime.now(UTC).date().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="clairscore-{name}-{day}.csv"'
    return response
