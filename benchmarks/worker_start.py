"""From the start of the server with one worker to its first ready answer, at 48,744 clients."""

import time

from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._serving import served

RUNS = 5


def main() -> None:
    """Start the server several times and print the median."""
    bundles = bundles_directory()
    seconds = []
    for _run in range(RUNS + 1):
        began = time.perf_counter()
        with served(bundles, workers=1):
            seconds.append(time.perf_counter() - began)
    # The first run fills the file cache.
    report("start of the server to ready, 1 worker, median of 5", f"{percentile(seconds[1:], 0.5):.2f} s", "<= 4 s")


if __name__ == "__main__":
    main()
