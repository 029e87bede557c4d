"""Numbers that the model reads in bands: within a band it tells nobody apart, whatever the rows that it learnt from.

The ratio of credit to instalment stands in clusters, one for each product of the lender, with prices of their own. Left
alone, the model learns needles: 9.0 % at 12.6, 6.7 % at 12.0, 6.0 % at 13.0. That is no reason that anybody could
defend, and no term that anybody could be advised to take. The bands are at least one instalment wide, their edges in
the gaps between the clusters. Found on 58,139 real applications (the division that tells most of the outcome), the
edges are the same, to within 0.2, on random halves of these. Bands cost 0.0003 AUC there, and those of two whole
instalments 0.0027 (``benchmarks/directions_real.py`` measures the former).
"""

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np

from model_bundle.arrow_file import FloatArray

BANDS: Final[Mapping[str, tuple[float, ...]]] = {
    "CREDIT_TO_ANNUITY": (9.4, 10.8, 12.7, 14.6, 16.6, 18.0, 19.1, 20.1, 22.1, 25.6, 36.2),
}
"""The upper edges of the bands of a feature, each edge part of the band below it; the last band is open."""
_MOST_BINS: Final = 255
"""LightGBM's own number of bins, for all other features."""
_FILE: Final = re.compile(r"^\[forcedbins_filename: .*\]$", re.MULTILINE)


@contextmanager
def bin_parameters(names: Sequence[str], matrix: FloatArray) -> Iterator[dict[str, object]]:
    """Yield LightGBM's parameters that let it split features in bands at their edges only.

    ``matrix`` has shape (rows, features), in the order of ``names``. The parameters name a file, which is there until
    the dataset is constructed and the context left.
    """
    edges_by_index = {names.index(name): edges for name, edges in BANDS.items() if name in names}
    if not edges_by_index:
        yield {}
        return
    most = [_MOST_BINS] * len(names)
    for index, edges in edges_by_index.items():
        # What is not known has a bin of its own.
        most[index] = len(edges) + 1 + int(np.isnan(matrix[:, index]).any())
    forced = [{"feature": index, "bin_upper_bound": list(edges)} for index, edges in edges_by_index.items()]
    with tempfile.TemporaryDirectory(prefix="clairscore-bands-") as directory:
        path = Path(directory) / "bands.json"
        path.write_text(json.dumps(forced), encoding="utf-8")
        yield {"max_bin_by_feature": most, "forcedbins_filename": str(path)}


def without_file_name(model_text: str) -> str:
    """Return a model's text without the name of the file that its bands were read from: it is another in each build."""
    return _FILE.sub("[forcedbins_filename: ]", model_text)
