"""Bundles of earlier contracts: what they lack, and their files turned into today's models as they are read.

To change the contract: raise ``CONTRACT`` in `model_bundle.manifest`; name here the fields and files that the number
before did not have or that are gone, and convert its reports; keep a bundle of it under ``tests/model_bundle/bundles``;
and say in CHANGELOG.md what changed.

===  =================================================================================================================
 1   The first one.
 2   Fields ``forced_reason`` and ``forced_from``; files ``candidates.json``, ``tuning.json``, ``steps.json`` and
     ``fairness.json``, each of which may be absent; intervals in ``evaluation.json``. A bundle of contract 1 was forced
     by nobody, and the four files are absent.
 3   File ``data_checks.arrow``; the probability of an applicant named there is null. The golden rows stand in
     ``golden.json``, are nobody's, and left the manifest. In a bundle of contract 1 or 2 nobody's data must be checked,
     and field ``golden`` holds the golden rows.
 4   Reports as `model_bundle.reports` has them. ``steps.json`` is ``ablation.json``, the folder ``rows`` is
     ``row_models``. Every entry of the catalogue has a null rule and says what may be said of it.
===  =================================================================================================================
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from model_bundle.errors import BundleCorruptError
from model_bundle.naming import said_before

CONTRACTS: Final = (1, 2, 3)
"""Earlier numbers, all of which are read."""

_ADDED_FIELDS: Final = {2: frozenset({"forced_reason", "forced_from"})}
_REMOVED_FIELDS: Final = {3: frozenset({"golden"})}
_FILES_SINCE: Final = {"golden.json": 3, "data_checks.arrow": 3}
_NAMES_BEFORE_4: Final = (("ablation.json", "steps.json"), ("row_models/", "rows/"))

_Content = dict[str, Any]


def absent_fields(contract: int) -> frozenset[str]:
    """Return the fields of the manifest that a contract does not have: neither written nor part of the bundle id."""
    later = (names for number, names in _ADDED_FIELDS.items() if number > contract)
    removed = (names for number, names in _REMOVED_FIELDS.items() if number <= contract)
    return frozenset().union(*later, *removed)


def requires(contract: int, name: str) -> bool:
    """Return whether a contract already had this required file."""
    return contract >= _FILES_SINCE.get(name, 1)


def file_name(contract: int, name: str) -> str:
    """Return what today's file ``name`` is called in a bundle of a contract."""
    if contract in CONTRACTS:
        for today, before in _NAMES_BEFORE_4:
            name = before + name.removeprefix(today) if name.startswith(today) else name
    return name


def todays_name(contract: int, name: str) -> str:
    """Return what a file of a bundle of a contract is called today."""
    if contract in CONTRACTS:
        for today, before in _NAMES_BEFORE_4:
            name = today + name.removeprefix(before) if name.startswith(before) else name
    return name


def upgrade(name: str, text: str | bytes) -> str:
    """Return the text of today's file ``name`` from what an earlier contract wrote.

    Raises
    ------
    BundleCorruptError
        The text is not JSON, or lacks what its contract had.
    """
    try:
        return json.dumps(_UPGRADES[name](json.loads(text)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problem = f"{type(error).__name__}: {error}"[:200]
    raise BundleCorruptError(f"{name} cannot be read as an earlier contract wrote it: {problem}. Build it again.")


def _evaluation(found: _Content) -> _Content:
    counts = ("true_positive", "false_positive", "false_negative", "true_negative")
    return {
        **_kept(found, "rows", "headline", "auc_by_fold", "threshold", "calibration_error", "roc", "precision_recall"),
        **{name: found.get(name) for name in ("auc_interval", "cost_interval", "threshold_interval")},
        "cost_by_fold": found.get("cost_by_fold", []),
        "confusion": _kept(found["confusion"], *counts),
        "calibration": [_with_interval(one, "predicted", "observed", "applicants") for one in found["calibration"]],
        "cost_curve": [_with_interval(point, "threshold", "cost", "refused") for point in found["cost_curve"]],
    }


def _with_interval(found: _Content, *names: str) -> _Content:
    return _kept(found, *names) | {"interval": _kept(found, "low", "high") if "low" in found else None}


def _explanation(found: _Content) -> _Content:
    return _kept(found, "rows", "features", "families", "typical")


def _drift(found: _Content) -> _Content:
    report = found.get("report", {})
    return {
        **_kept(found, "verdict", "reference_rows", "current_rows"),
        "reference_sample": found["compared_rows"]["reference"],
        "current_sample": found["compared_rows"]["current"],
        "report_columns": report.get("columns"),
        "compared_columns": report.get("of"),
        "score": _column_drift(found["score"]),
        "features": [
            {
                **_kept(one, "name", "importance", "missing_reference", "missing_current", "new_categories"),
                **_column_drift(one),
            }
            for one in found["features"]
        ],
    }


def _column_drift(found: _Content) -> _Content:
    bins = found["bins"]
    return {
        **_kept(found, "method", "distance"),
        "is_drifted": found["drifted"],
        "bins": {
            **_kept(bins, "reference", "current"),
            "edges": bins.get("edges", []),
            "categories": bins.get("values", []),
        },
    }


def _candidates(found: _Content) -> _Content:
    return found


def _tuning(found: _Content) -> _Content:
    names = ("rows", "trials", "chosen", "default_auc", "tuned_auc", "gain_by_seed")
    return {**_kept(found, *names), "outcome": "adopted" if found["kept"] else found["note"]}


def _ablation(found: _Content) -> _Content:
    names = ("name", "auc_without", "auc_with", "gain_by_seed", "cost_without", "cost_with")
    results = [
        {
            **_kept(step, *names),
            "is_kept": step["kept"],
            "standard_error": step.get("standard_error"),
            "levers": step.get("levers", []),
        }
        for step in found["steps"]
    ]
    return {**_kept(found, "rows", "seeds", "folds"), "results": results}


def _fairness(found: _Content) -> _Content:
    return found | {
        "attributes": [
            {
                **{name: _known(value) for name, value in attribute.items()},
                "groups": [{name: _known(value) for name, value in group.items()} for group in attribute["groups"]],
            }
            for attribute in found["attributes"]
        ]
    }


def _known(figure: object) -> object:
    """Return a figure with its interval as it is, and None where it had no value."""
    return None if isinstance(figure, dict) and figure.get("value", figure) is None else figure


def _catalogue(found: _Content) -> _Content:
    # What may be said of a feature was not always written down: the stricter then.
    return {
        "families": [{"contents": None} | family for family in found["families"]],
        **{
            part: [
                {"null_rule": None} | entry | ({} if entry.get("said") else {"said": _said_before(entry["family"])})
                for entry in found[part]
            ]
            for part in ("features", "columns")
        },
    }


def _said_before(family: str) -> _Content:
    said = said_before(family)
    return {"naming": said.naming, "ground": said.ground, "source": said.source}


def _kept(found: Mapping[str, Any], *names: str) -> _Content:
    return {name: found[name] for name in names}


_UPGRADES: Final[Mapping[str, Callable[[_Content], _Content]]] = {
    "catalogue.json": _catalogue,
    "evaluation.json": _evaluation,
    "explanation.json": _explanation,
    "drift/drift.json": _drift,
    "candidates.json": _candidates,
    "tuning.json": _tuning,
    "ablation.json": _ablation,
    "fairness.json": _fairness,
}
