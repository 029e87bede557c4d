"""The types of arrays that the whole build shares."""

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
