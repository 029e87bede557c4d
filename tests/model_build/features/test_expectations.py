"""No feature goes without an answer that was worked out by hand."""

import ast
from collections.abc import Iterator
from pathlib import Path

from model_build.features import plan
from model_build.features.form import COLUMNS
from model_build.tables import HISTORY_TABLES
from tests.model_build.known_categories import CATEGORIES


def expected_in(tree: ast.AST) -> Iterator[str]:
    """Yield the features whose value a test compares: ``assert found["NAME"] == ...`` and ``assert_features``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Compare):
            parts = [part.slice for part in ast.walk(node.test) if isinstance(part, ast.Subscript)]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", None) == "assert_features":
            answers = [part for part in node.args if isinstance(part, ast.Dict)]
            # To be unknown for somebody without a history is not yet an answer.
            parts = [
                key
                for part in answers
                for key, value in zip(part.keys, part.values, strict=True)
                if key is not None and not (isinstance(value, ast.Constant) and value.value is None)
            ]
        else:
            continue
        yield from (part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def test_every_feature_stands_in_a_hand_made_expectation():
    files = Path(__file__).parent.glob("test_*.py")
    expected = {name for file in files for name in expected_in(ast.parse(file.read_text(encoding="utf-8")))}

    made = set(plan(HISTORY_TABLES, CATEGORIES, with_age=True).names) - set(COLUMNS)

    assert made - expected == set()


def test_a_name_that_is_only_mentioned_is_not_expected():
    mentioned = 'found["A"]\nassert "B" in found\nassert_features(found, {"C": None})\nassert found["D"] == 1'

    assert list(expected_in(ast.parse(mentioned))) == ["D"]
