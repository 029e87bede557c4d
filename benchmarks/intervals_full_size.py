"""Processor time of the bootstrap intervals of an evaluation, and of the gate, at full size (307,511 rows)."""

import time

import numpy as np

from benchmarks._bundle import report
from model_build.metrics.bootstrap import confidence
from model_build.publishing.gate import compare_scores
from model_bundle.manifest import Costs

ROWS = 307_511


def main() -> None:
    """Draw scores and outcomes by seed, and time both."""
    rng = np.random.default_rng(0)
    scores = rng.beta(1, 11, ROWS)
    target = (rng.uniform(size=ROWS) < scores).astype(np.int64)
    began = time.process_time()
    confidence(scores, target, rng.integers(0, 5, ROWS), Costs(), thresholds=np.linspace(0.0, 0.5, 201), seed=0)
    report("all intervals of 307,511 out-of-fold scores", f"{time.process_time() - began:.1f} s", "<= 20 s")
    began = time.process_time()
    compare_scores(scores * np.exp(rng.normal(0, 0.1, ROWS)), scores, target, Costs())
    report("two bundles compared on 307,511 applicants", f"{time.process_time() - began:.1f} s", "<= 20 s")


if __name__ == "__main__":
    main()
