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


def differences(one: Bundle, other: Bundle) -> dict[str, dict[str, str]]:
    """Return what changed, by section; sections without changes are marked."""
    sections = {
        "Bundles": _bundles(one, other),
        "Figures, each out of fold on its own training applicants": _figures(one, other),
        "Tables": _sets("tables", one.manifest.tables_present, other.manifest.tables_present),
        "Features": _sets("features", one.manifest.feature_names, other.manifest.feature_names),
        "Most important features, mean absolute contribution": _importance(one, other),
        "Parameters": _changed(_parameters(one), _parameters(other)),
        "Decisions on the pending applications that both have": _decisions(one, other),
    }
    return {title: rows or {"nothing": "changed"} for title, rows in sections.items()}


def _bundles(one: Bundle, other: Bundle) -> dict[str, str]:
    return {
        name: bundle.manifest.bundle_id
        + (f", forced: {bundle.manifest.forced_reason}" if bundle.manifest.forced_reason else "")
        for name, bundle in (("A", one), ("B", other))
    } | _changed(
        {
            "contract": str(one.manifest.contract),
            "training applicants": f"{one.manifest.population:,}",
            "training data": one.manifest.training_fingerprint[:16],
            "code": one.manifest.git_commit,
            "seed": str(one.manifest.seed),
        },
        {
            "contract": str(other.manifest.contract),
            "training applicants": f"{other.manifest.population:,}",
            "training data": other.manifest.training_fingerprint[:16],
            "code": other.manifest.git_commit,
            "seed": str(other.manifest.seed),
        },
    )


def _figures(one: Bundle, other: Bundle) -> dict[str, str]:
    pairs = [
        *((name, getattr(one.manifest.metrics, name), getattr(other.manifest.metrics, name)) for name in _FIGURES),
        ("calibration error", one.evaluation.calibration_error, other.evaluation.calibration_error),
        ("threshold", one.manifest.threshold.value, other.manifest.threshold.value),
    ]
    return {
        name.replace("_", " "): f"{before:.4f} -> {after:.4f} ({after - before:+.4f})" for name, before, after in pairs
    }


def _sets(what: str, one: tuple[str, ...], other: tuple[str, ...]) -> dict[str, str]:
    found = {"added": sorted(set(other) - set(one)), "removed": sorted(set(one) - set(other))}
    rows = {f"{change} ({len(names)})": ", ".join(names) for change, names in found.items() if names}
    return {what: f"{len(one)} -> {len(other)}", **rows} if rows else {}


def _importance(one: Bundle, other: Bundle) -> dict[str, str]:
    before, after = (
        {row.name: (place, row.importance) for place, row in enumerate(bundle.explanation.features, start=1)}
        for bundle in (one, other)
    )
    names = [*list(after)[:SHOWN_FEATURES], *(name for name in list(before)[:SHOWN_FEATURES] if name not in after)]
    return {name: f"{_place(before.get(name))} -> {_place(after.get(name))}" for name in names}


def _place(found: tuple[int, float] | None) -> str:
    return "not there" if found is None else f"{found[1]:.3f} (no. {found[0]})"


def _parameters(bundle: Bundle) -> dict[str, str]:
    text = (bundle.path / "model.txt").read_text(encoding="utf-8")
    block = text.partition("\nparameters:")[2].partition("end of parameters")[0]
    found = dict(re.findall(r"^\[(\w+): (.*)\]$", block, re.MULTILINE))
    # One direction per feature: named with the features, not as a row of numbers.
    free = {name: value for name, value in found.items() if name not in _NO_PARAMETER | {"monotone_constraints"}}
    return {"trees": str(bundle.scorer.trees), **free}


def _changed(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"{one.get(name) or 'none'} -> {other.get(name) or 'none'}"
        for name in dict.fromkeys([*one, *other])
        if one.get(name) != other.get(name)
    }


def _decisions(one: Bundle, other: Bundle) -> dict[str, str]:
    _, mine, theirs = np.intersect1d(
        one.clients.column(KEY).to_numpy(),
        other.clients.column(KEY).to_numpy(),
        assume_unique=True,
        return_indices=True,
    )
    before, after = (
        decide_all(bundle.clients.column("probability").to_numpy()[rows], bundle.manifest.threshold)
        for bundle, rows in ((one, mine), (other, theirs))
    )
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if old is not new]
    counts = {
        f"{old} -> {new}": f"{pairs.count((old, new)):,}" for old in Decision for new in Decision if (old, new) in pairs
    }
    return {"applicants in common": f"{len(mine):,}", "decided otherwise": f"{len(pairs):,}", **counts}
