"""The forty cases of SECURITY.md: each has a test, and the table there names the files that hold them."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = range(1, 41)
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)


def cases_of(function):
    """The numbers of the cases that a test is marked with."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.case":
            yield ast.literal_eval(decorator.args[0])


def marked():
    """Case by case, the files whose tests are marked with it."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for number in cases_of(node):
                    found.setdefault(number, set()).add(path.relative_to(ROOT).as_posix())
    return found


def table():
    """Case by case, what SECURITY.md says is attacked, and the files it names."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8").split("## The attack cases")[1].split("\n## ")[0]
    return {int(number): (said, re.findall(r"`([^`]+)`", files)) for number, said, files in ROW.findall(text)}


MARKED = marked()


@pytest.mark.parametrize("number", CASES)
def test_every_case_has_a_test(number):
    assert MARKED.get(number), f"No test is marked with pytest.mark.case({number})."


def test_no_mark_is_of_another_case():
    assert set(MARKED) <= set(CASES)


def test_the_table_holds_every_case_once():
    assert list(table()) == list(CASES)


@pytest.mark.parametrize("number", CASES)
def test_the_files_of_the_table_hold_tests_of_their_case(number):
    said, files = table()[number]
    assert len(said) > 20
    assert files
    assert {f"tests/{name}" for name in files} <= MARKED.get(number, set())


def test_a_mark_is_found():
    function = ast.parse("@pytest.mark.case(7)\n@pytest.mark.parametrize('x', [1])\ndef test_x(): ...").body[0]
    assert list(cases_of(function)) == [7]
