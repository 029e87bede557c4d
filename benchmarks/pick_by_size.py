"""Does a pick take longer where there are more clients? The server's time at three sizes, in turns."""

from benchmarks._bundle import percentile, report
from benchmarks._enlarged import enlarged
from benchmarks.pick_on_server import Picking

SIZES = (15_000, 48_744, 356_000)
ROUNDS = 5
PICKS = 40


def main() -> None:
    """Measure the sizes in turns, so that what else the machine does falls on all of them."""
    picking = {size: Picking(enlarged(size)) for size in SIZES}
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    first = picking[max(SIZES)].times(1)[0]
    for size in SIZES:
        picking[size].times(10)
    for _ in range(ROUNDS):
        for size in SIZES:
            times[size] += picking[size].times(PICKS)
    medians = {size: percentile(times[size], 0.5) for size in SIZES}
    for size, median in medians.items():
        report(f"server time of a pick at {size:,} clients, p50", f"{median:.1f} ms", "-")
    report(
        f"the first pick at {max(SIZES):,} clients against later ones",
        f"{first / medians[max(SIZES)]:.1f} times",
        "<= 3 times",
    )
    growth = max(medians.values()) / min(medians.values())
    report("the slowest size against the fastest", f"{growth:.2f} times", "<= 1.2 times")


if __name__ == "__main__":
    main()
