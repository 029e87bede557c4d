"""What changed from one bundle to another, in words for a terminal."""

import re
from collections.abc import Mapping

import numpy as np

from model_bundle.bundle import Bundle
from model_bundle.decision import Decision, decide_all
from model_bundle.home_credit import KEY

SHOWN_FEATURES = 10
_FIGURES = ("auc", "average_precision", "brier", "cost", "cost_accept_all", "default_rate")
# Where a file lies and how long a machine took is no parameter of the model.
_NO_PARAMETER = {"data", "input_model", "output_model", "num_threads", "config"}


def differences(first: Bundle, second: Bundle) -> dict[str, dict[str, str]]:
    """Return what changed, by section; sections without changes are marked."""
    sections = {
        "Bundles": _bundles(first, second),
        "Figures, each out of fold on its own training applicants": _figures(first, second),
        "Tables": _sets("tables", first.manifest.tables_present, second.manifest.tables_present),
        "Features": _sets("features", first.manifest.feature_names, second.manifest.feature_names),
        "Most important features, mean absolute contribution": _importance(first, second),
        "Parameters": _changed(_parameters(first), _parameters(second)),
        "Decisions on the pending applications that both have": _decisions(first, second),
    }
    return {title: rows or {"nothing": "changed"} for title, rows in sections.items()}


def _bundles(first: Bundle, second: Bundle) -> dict[str, str]:
    return {
        name: bundle.manifest.bundle_id
        + (f", forced: {bundle.manifest.forced_reason}" if bundle.manifest.forced_reason else "")
        for name, bundle in (("A", first), ("B", second))
    } | _changed(
        {
            "contract": str(first.manifest.contract),
            "training applicants": f"{first.manifest.population:,}",
            "training data": first.manifest.training_fingerprint[:16],
            "code": first.manifest.git_commit,
            "seed": str(first.manifest.seed),
        },
        {
            "contract": str(second.manifest.contract),
            "training applicants": f"{second.manifest.population:,}",
            "training data": second.manifest.training_fingerprint[:16],
            "code": second.manifest.git_commit,
            "seed": str(second.manifest.seed),
        },
    )


def _figures(first: Bundle, second: Bundle) -> dict[str, str]:
    pairs = [
        *((name, getattr(first.manifest.metrics, name), getattr(second.manifest.metrics, name)) for name in _FIGURES),
        ("calibration error", first.evaluation.calibration_error, second.evaluation.calibration_error),
        ("threshold", first.manifest.threshold.value, second.manifest.threshold.value),
    ]
    return {
        name.replace("_", " "): f"{before:.4f} -> {after:.4f} ({after - before:+.4f})" for name, before, after in pairs
    }


def _sets(what: str, first: tuple[str, ...], second: tuple[str, ...]) -> dict[str, str]:
    changed = {"added": sorted(set(second) - set(first)), "removed": sorted(set(first) - set(second))}
    rows = {f"{change} ({len(names)})": ", ".join(names) for change, names in changed.items() if names}
    return {what: f"{len(first)} -> {len(second)}", **rows} if rows else {}


def _importance(first: Bundle, second: Bundle) -> dict[str, str]:
    before, after = (
        {row.name: (rank, row.importance) for rank, row in enumerate(bundle.explanation.features, start=1)}
        for bundle in (first, second)
    )
    names = [*list(after)[:SHOWN_FEATURES], *(name for name in list(before)[:SHOWN_FEATURES] if name not in after)]
    return {name: f"{_format_rank(before.get(name))} -> {_format_rank(after.get(name))}" for name in names}


def _format_rank(ranked: tuple[int, float] | None) -> str:
    return "not there" if ranked is None else f"{ranked[1]:.3f} (no. {ranked[0]})"


def _parameters(bundle: Bundle) -> dict[str, str]:
    text = (bundle.path / "model.txt").read_text(encoding="utf-8")
    block = text.partition("\nparameters:")[2].partition("end of parameters")[0]
    parameters = dict(re.findall(r"^\[(\w+): (.*)\]$", block, re.MULTILINE))
    # One direction per feature: named with the features, not as a row of numbers.
    free = {name: value for name, value in parameters.items() if name not in _NO_PARAMETER | {"monotone_constraints"}}
    return {"trees": str(bundle.scorer.trees), **free}


def _changed(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"{first.get(name) or 'none'} -> {second.get(name) or 'none'}"
        for name in dict.fromkeys([*first, *second])
        if first.get(name) != second.get(name)
    }


def _decisions(first: Bundle, second: Bundle) -> dict[str, str]:
    _, mine, theirs = np.intersect1d(
        first.clients.column(KEY).to_numpy(),
        second.clients.column(KEY).to_numpy(),
        assume_unique=True,
        return_indices=True,
    )
    before, after = (
        decide_all(bundle.clients.column("probability").to_numpy()[rows], bundle.manifest.threshold)
        for bundle, rows in ((first, mine), (second, theirs))
    )
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
    counts = {
        f"{old} -> {new}": f"{pairs.count((old, new)):,}" for old in Decision for new in Decision if (old, new) in pairs
    }
    return {"applicants in common": f"{len(mine):,}", "decided otherwise": f"{len(pairs):,}", **counts}
