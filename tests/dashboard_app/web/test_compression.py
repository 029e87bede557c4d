"""Files are compressed once; what is made for one person is never kept."""

import gzip

from flask import Flask, Response

from dashboard_app.web import compression
from dashboard_app.web.compression import CompressedFiles

TEXT = "a text that is long enough to be compressed " * 100


def browser_of(answers):
    """A browser of a server that answers by these functions, by path; and the number of compressions."""
    server = Flask("test", static_folder=None)
    for number, (path, function) in enumerate(answers.items()):
        server.add_url_rule(path, f"view{number}", function)
    compression.install(server)
    return server.test_client()


def ctx(browser, path, **headers):
    answer = browser.get(path, headers={"Accept-Encoding": "gzip", **headers})
    assert answer.headers["Content-Encoding"] == "gzip"
    return gzip.decompress(answer.data).decode()


def counted(mimetype, status=200):
    """A function that answers something else each time."""
    seen = []

    def view():
        seen.append(1)
        return Response(f"{len(seen)}: {TEXT}", status, mimetype=mimetype)

    return view


def test_a_file_is_compressed_once_whatever_version_is_asked_for():
    browser = browser_of({"/assets/js/x.js": counted("text/javascript")})
    assert [ctx(browser, f"/assets/js/x.js?m={number}")[:2] for number in range(3)] == ["1:", "1:", "1:"]


def test_an_answer_that_is_no_file_is_never_kept():
    browser = browser_of({"/_dash-update-component": counted("application/json")})
    assert [ctx(browser, "/_dash-update-component")[:2] for _ in range(3)] == ["1:", "2:", "3:"]


def test_a_part_of_a_file_is_not_kept_for_the_whole():
    browser = browser_of({"/assets/js/x.js": counted("text/javascript", 206)})
    assert ctx(browser, "/assets/js/x.js", Range="bytes=0-99")[:2] == "1:"
    assert ctx(browser, "/assets/js/x.js")[:2] == "2:"


def test_no_more_than_some_files_are_kept():
    kept = CompressedFiles()
    for number in range(200):
        kept.set(f"br;/assets/{number}", b"x")
    assert kept.get("br;/assets/0") is None
    assert kept.get("br;/assets/199") == b"x"
