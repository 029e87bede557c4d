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
from model_bundle.naming import default_phrasing

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


def _evaluation(content: _Content) -> _Content:
    counts = ("true_positive", "false_positive", "false_negative", "true_negative")
    return {
        **_pick(
            content, "rows", "headline", "auc_by_fold", "threshold", "calibration_error", "roc", "precision_recall"
        ),
        **{name: content.get(name) for name in ("auc_interval", "cost_interval", "threshold_interval")},
        "cost_by_fold": content.get("cost_by_fold", []),
        "confusion": _pick(content["confusion"], *counts),
        "calibration": [
            _with_interval(calibration_bin, "predicted", "observed", "applicants")
            for calibration_bin in content["calibration"]
        ],
        "cost_curve": [_with_interval(point, "threshold", "cost", "refused") for point in content["cost_curve"]],
    }


def _with_interval(content: _Content, *names: str) -> _Content:
    return _pick(content, *names) | {"interval": _pick(content, "low", "high") if "low" in content else None}


def _explanation(content: _Content) -> _Content:
    return _pick(content, "rows", "features", "families", "typical")


def _drift(content: _Content) -> _Content:
    report = content.get("report", {})
    return {
        **_pick(content, "verdict", "reference_rows", "current_rows"),
        "reference_sample": content["compared_rows"]["reference"],
        "current_sample": content["compared_rows"]["current"],
        "report_columns": report.get("columns"),
        "compared_columns": report.get("of"),
        "score": _column_drift(content["score"]),
        "features": [
            {
                **_pick(feature, "name", "importance", "missing_reference", "missing_current", "new_categories"),
                **_column_drift(feature),
            }
            for feature in content["features"]
        ],
    }


def _column_drift(content: _Content) -> _Content:
    bins = content["bins"]
    return {
        **_pick(content, "method", "distance"),
        "is_drifted": content["drifted"],
        "bins": {
            **_pick(bins, "reference", "current"),
            "edges": bins.get("edges", []),
            "categories": bins.get("values", []),
        },
    }


def _candidates(content: _Content) -> _Content:
    return content


def _tuning(content: _Content) -> _Content:
    names = ("rows", "trials", "chosen", "default_auc", "tuned_auc", "gain_by_seed")
    return {**_pick(content, *names), "outcome": "adopted" if content["kept"] else content["note"]}


def _ablation(content: _Content) -> _Content:
    names = ("name", "auc_without", "auc_with", "gain_by_seed", "cost_without", "cost_with")
    results = [
        {
            **_pick(step, *names),
            "is_kept": step["kept"],
            "standard_error": step.get("standard_error"),
            "levers": step.get("levers", []),
        }
        for step in content["steps"]
    ]
    return {**_pick(content, "rows", "seeds", "folds"), "results": results}


def _fairness(content: _Content) -> _Content:
    return content | {
        "attributes": [
            {
                **{name: _known(value) for name, value in attribute.items()},
                "groups": [{name: _known(value) for name, value in group.items()} for group in attribute["groups"]],
            }
            for attribute in content["attributes"]
        ]
    }


def _known(figure: object) -> object:
    """Return a figure with its interval as it is, and None where it had no value."""
    return None if isinstance(figure, dict) and figure.get("value", figure) is None else figure


def _catalogue(content: _Content) -> _Content:
    # Contract 4 renamed "said" to "phrasing". Bundles without it get the strictest phrasing of the family.
    return {
        "families": [{"contents": None} | family for family in content["families"]],
        **{
            part: [
                {"null_rule": None}
                | {name: value for name, value in entry.items() if name != "said"}
                | {"phrasing": entry.get("said") or _default_phrasing(entry["family"])}
                for entry in content[part]
            ]
            for part in ("features", "columns")
        },
    }


def _default_phrasing(family: str) -> _Content:
    phrasing = default_phrasing(family)
    return {"naming": phrasing.naming, "ground": phrasing.ground, "source": phrasing.source}


def _pick(content: Mapping[str, Any], *names: str) -> _Content:
    return {name: content[name] for name in names}


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
