"""Categories too many to draw: the largest stay, the others become one row."""

from collections.abc import Sequence

MOST = 14
"""As many rows fit on a screen."""


def rows_to_draw(shares: Sequence[Sequence[float]], *, always: int | None = None) -> list[int] | None:
    """Return which categories are drawn, in their order, or None where all of them are.

    ``shares`` holds the shares of each side; a category is as large as its larger share. ``always`` is kept whatever
    its size.
    """
    count = len(shares[0])
    if count <= MOST:
        return None
    size = [max(side[row] for side in shares) for row in range(count)]
    largest = sorted(range(count), key=lambda row: (row != always, -size[row]))
    return sorted(largest[: MOST - 1])


def group_small_categories(values: Sequence[float], rows: Sequence[int]) -> list[float]:
    """Return the values of some rows, and the sum of all others as one more."""
    return [*(values[row] for row in rows), max(0.0, sum(values) - sum(values[row] for row in rows))]
