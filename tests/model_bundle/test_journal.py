import json

import pytest

from model_bundle.errors import BundleCorruptError
from model_bundle.journal import HISTORY, JournalAction, JournalEntry, added, read_journal, stack

BUILD, PUBLISH, ROLLBACK, FOUND = (
    JournalAction.BUILD,
    JournalAction.PUBLISH,
    JournalAction.ROLLBACK,
    JournalAction.FOUND,
)


def lines(*steps):
    return tuple(JournalEntry("2026-01-01T00:00:00+00:00", bundle, action, None) for action, bundle in steps)


def test_a_line_tells_when_which_how_and_why(tmp_path):
    (tmp_path / HISTORY).write_text(added((), None, "A", BUILD, "fewer « errors »\nat night"), encoding="utf-8")
    (found,) = read_journal(tmp_path)
    assert (found.bundle, found.action, found.reason) == ("A", BUILD, "fewer « errors »\nat night")
    assert found.at.startswith("20")
    assert found.at.endswith("+00:00")


def test_lines_are_added_below_those_there_are():
    before = lines((BUILD, "A"))
    text = added(before, "A", "B", PUBLISH, None)
    assert [json.loads(line)["bundle"] for line in text.splitlines()] == ["A", "B"]
    assert json.loads(text.splitlines()[0])["at"] == before[0].at


@pytest.mark.parametrize("entries", [(), lines((BUILD, "A"))], ids=["no journal yet", "it ends in another"])
def test_a_bundle_that_nobody_noted_is_noted_as_found(entries):
    noted = [json.loads(line) for line in added(entries, "X", "B", BUILD, None).splitlines()][len(entries) :]
    assert [(line["bundle"], line["action"]) for line in noted] == [("X", "found"), ("B", "build")]


def test_without_a_journal_there_is_none(tmp_path):
    assert read_journal(tmp_path) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"{\n",
        b"[]\n",
        b'{"at": "x"}\n',
        b'{"at": "x", "bundle": "A", "action": "magic", "reason": null}\n',
        b"\xff\xfe",
    ],
)
def test_what_is_no_journal_is_named_with_its_line(tmp_path, content):
    (tmp_path / HISTORY).write_bytes(content)
    with pytest.raises(BundleCorruptError, match=r"The journal .* cannot be read: .*Mend it"):
        read_journal(tmp_path)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([], []),
        ([(BUILD, "A")], ["A"]),
        ([(BUILD, "A"), (BUILD, "B"), (PUBLISH, "C")], ["A", "B", "C"]),
        ([(BUILD, "A"), (BUILD, "B"), (ROLLBACK, "A")], ["A"]),
        # A rollback of a rollback goes further back, never forth.
        ([(BUILD, "A"), (BUILD, "B"), (BUILD, "C"), (ROLLBACK, "B"), (ROLLBACK, "A")], ["A"]),
        # What was rolled back comes again on top of what is active then.
        ([(BUILD, "A"), (BUILD, "B"), (ROLLBACK, "A"), (PUBLISH, "B")], ["A", "B"]),
        ([(BUILD, "A"), (BUILD, "B"), (ROLLBACK, "A"), (BUILD, "C")], ["A", "C"]),
        ([(PUBLISH, "A"), (PUBLISH, "A")], ["A"]),
        ([(BUILD, "A"), (FOUND, "X"), (BUILD, "B")], ["A", "X", "B"]),
    ],
)
def test_the_way_back_follows_from_the_lines(steps, expected):
    assert stack(lines(*steps), expected[-1] if expected else None) == expected


def test_what_is_in_force_is_on_top_whatever_the_journal_says():
    assert stack(lines((BUILD, "A"), (BUILD, "B")), "X") == ["A", "B", "X"]
    assert stack((), "X") == ["X"]
