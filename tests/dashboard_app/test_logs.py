"""Log lines: one per event, as text and as JSON, with the id of the request and without data of anybody."""

import io
import json
import logging
import logging.config
import re

import pytest

from dashboard_app.app import create_app
from dashboard_app.logs import FIELDS, JsonFormatter, OncePerMinute, TextFormatter, WithoutRequests, configuration
from dashboard_app.request_id import begin_request, current_request_id, end_request

HOSTILE = "one\r\ntwo\x1b[31m\u2028three"


@pytest.fixture
def lines():
    """A logger that writes in both formats, and what it has written."""
    streams = {"text": io.StringIO(), "json": io.StringIO()}
    logger = logging.getLogger("gunicorn.error.of.this.test")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    for name, formatter in (("text", TextFormatter()), ("json", JsonFormatter())):
        handler = logging.StreamHandler(streams[name])
        handler.setFormatter(formatter)
        logger.addHandler(handler)
    yield logger, lambda: {name: stream.getvalue() for name, stream in streams.items()}
    logger.handlers.clear()
    end_request()


def test_an_event_is_one_line_whatever_it_holds(lines):
    logger, written = lines
    logger.warning("%s", HOSTILE, extra={FIELDS: {"route": HOSTILE}})
    assert [text.count("\n") for text in written().values()] == [1, 1]
    assert not re.search("[\r\x1b\u2028]", written()["text"] + written()["json"])
    assert json.loads(written()["json"])["message"] == HOSTILE


def test_a_line_has_time_level_and_the_id_of_its_request(lines):
    logger, written = lines
    begin_request("of-the-proxy-0001")
    logger.info("something", extra={FIELDS: {"status": 200}})
    event = json.loads(written()["json"])
    assert (event["level"], event["message"], event["request_id"]) == ("INFO", "something", "of-the-proxy-0001")
    assert event["status"] == 200
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", event["time"])
    assert "something request_id=of-the-proxy-0001 status=200" in written()["text"]


def test_an_exception_is_told_by_type_and_place_and_not_by_its_message(lines):
    logger, written = lines
    try:
        try:
            raise KeyError(100_005)
        except KeyError as error:
            raise ValueError("client 100005 scored 0.31") from error
    except ValueError:
        logger.exception("It failed")
    for text in written().values():
        assert text.count("\n") == 1
        assert "ValueError at" in text
        assert "caused by KeyError at" in text
        assert "100005" not in text


@pytest.mark.parametrize(
    ("name", "message", "arguments"),
    [
        ("gunicorn.error", "Invalid request from ip=10.1.2.3: Invalid HTTP request line: 'GET /client/100005 x'", ()),
        ("gunicorn.error", "Error handling request %s %s", ("GET", "/client/100005?x=10.1.2.3")),
        ("waitress", "Exception while serving %s", ("/client/100005",)),
    ],
)
def test_what_the_web_server_repeats_of_a_request_is_left_out(name, message, arguments):
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, None)
    assert WithoutRequests().filter(record)
    text = TextFormatter().format(record)
    assert "100005" not in text
    assert "10.1.2.3" not in text


def test_the_configuration_is_one_that_logging_takes_and_the_access_log_stays_shut():
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    level = root.level
    try:
        logging.config.dictConfig(configuration("json", "INFO"))
        assert not logging.getLogger("gunicorn.access").isEnabledFor(logging.INFO)
        assert logging.getLogger("gunicorn.error").isEnabledFor(logging.INFO)
        assert logging.getLogger("dashboard_app.store").isEnabledFor(logging.INFO)
        assert not logging.getLogger("urllib3").isEnabledFor(logging.INFO)
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name in configuration("json", "INFO")["loggers"]:
            logging.getLogger(name).setLevel(logging.NOTSET)
            logging.getLogger(name).propagate = True


def test_what_repeats_is_logged_once_a_minute():
    limit = OncePerMinute()
    assert [limit.is_due("a"), limit.is_due("a"), limit.is_due("b")] == [True, False, True]


def requests_in(caplog):
    return [getattr(record, FIELDS) for record in caplog.records if record.name == "dashboard_app.web.request_log"]


def test_every_request_leaves_a_line_of_its_template_and_nothing_that_was_typed(app, sign_in, caplog):
    browser = sign_in("adviser")
    with caplog.at_level(logging.INFO):
        browser.get("/client/100005?next=somewhere")
        browser.get("/nope/100005")
        app.server.test_client().get("/login?name=ada")
    found = [{name: value for name, value in line.items() if name != "milliseconds"} for line in requests_in(caplog)]
    assert found == [
        {"method": "GET", "route": "/client/<client_id>", "status": 200, "role": "adviser"},
        {"method": "GET", "route": "none", "status": 404, "role": "adviser"},
        {"method": "GET", "route": "/login", "status": 200, "role": "visitor"},
    ]
    assert all(line["milliseconds"] >= 0 for line in requests_in(caplog))
    assert not re.search("100005|somewhere|ada\\b", caplog.text)
    assert current_request_id() is None


@pytest.mark.parametrize("given", ["a" * 7, "a" * 65, "with space", "new\tline!", "<b>12345678", "é" * 10, ""])
def test_an_id_that_is_no_plain_name_is_not_taken_over(settings, shell_store, given):
    behind = create_app(settings.model_copy(update={"trusted_proxies": 1}), shell_store).server.test_client()
    assert re.fullmatch("[0-9a-f]{16}", behind.get("/healthz", headers={"X-Request-ID": given}).headers["X-Request-ID"])


def test_the_id_of_a_proxy_is_taken_over_where_one_is_trusted(settings, shell_store, visitor):
    given = {"X-Request-ID": "4bf92f3577b34da6"}
    behind = create_app(settings.model_copy(update={"trusted_proxies": 1}), shell_store).server.test_client()
    assert behind.get("/healthz", headers=given).headers["X-Request-ID"] == "4bf92f3577b34da6"
    assert visitor.get("/healthz", headers=given).headers["X-Request-ID"] != "4bf92f3577b34da6"
