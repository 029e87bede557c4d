"""Several boosters in one model file, which predicts the mean of their margins.

A LightGBM model adds its trees up. So the trees of K boosters, each leaf divided by K, are one model: what it predicts
is the mean, and TreeSHAP values of it add up as those of any other.
"""

import re
from collections.abc import Sequence

import lightgbm as lgb

_TREE = re.compile(r"^Tree=\d+$", re.MULTILINE)
_SIZES = re.compile(r"^tree_sizes=.*$", re.MULTILINE)
_END = "end of trees"


def average(boosters: Sequence[lgb.Booster]) -> lgb.Booster:
    """Return one booster of all trees; the leaves of the boosters given are divided by their number.

    The boosters have the same features; what the file says of parameters is said of the first one.
    """
    if len(boosters) == 1:
        return boosters[0]
    trees: list[str] = []
    for booster in boosters:
        for tree, leaves in enumerate(leaves_of_trees(booster)):
            for leaf in range(leaves):
                booster.set_leaf_output(tree, leaf, booster.get_leaf_output(tree, leaf) / len(boosters))
        trees += _parts(str(booster.model_to_string()))[1]
    before, _, after = _parts(str(boosters[0].model_to_string()))
    # The reader finds a tree by the bytes of those before it.
    numbered = [_TREE.sub(f"Tree={number}", tree, count=1) for number, tree in enumerate(trees)]
    sizes = " ".join(str(len(tree.encode())) for tree in numbered)
    text = _SIZES.sub(f"tree_sizes={sizes}", before, count=1) + "".join(numbered) + after
    return lgb.Booster(model_str=text)


def leaves_of_trees(booster: lgb.Booster) -> list[int]:
    """Return how many leaves each tree has."""
    return [int(number) for number in re.findall(r"^num_leaves=(\d+)$", booster.model_to_string(), re.MULTILINE)]


def _parts(text: str) -> tuple[str, list[str], str]:
    """Return the text before the trees, the trees, and the text after them."""
    starts = [match.start() for match in _TREE.finditer(text)]
    end = text.index(f"\n{_END}\n") + 1
    trees = [text[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    return text[: starts[0]], trees, text[end:]
