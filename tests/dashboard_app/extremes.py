"""What a cell may hold at worst: the ends of float64, numbers that no float holds, and texts that nobody can read."""

import sys

from hypothesis import strategies as st

FLOATS = (
    0.0,
    -0.0,
    5e-324,
    -5e-324,
    sys.float_info.min,
    1e-9,
    0.5,
    1.0,
    -38.0,
    365_243.0,
    1e15,
    -1e15,
    1e28,
    -1e28,
    3.4028234663852886e38,
    sys.float_info.max,
    -sys.float_info.max,
    float("nan"),
    float("inf"),
    float("-inf"),
)
INTEGERS = (0, 1, -1, 500, 2**53, -(2**63), 10**28, 10**308, 10**400, -(10**400))
TEXTS = (
    "",
    " ",
    "x" * 100_000,
    "a b " * 25_000,
    "\x00\x07\x1b[31m\r\n\t\u2028",
    "\ud800",
    "half \udfff a sign",
    "\u202egnp.exe",
    "\u2066\u2067\u200f שלום العربية",
    "🦊" * 50,
    "%(count)s %s %",
    "<b>bold</b>&nbsp;{brace}",
    "=1+1",
)

floats = st.sampled_from(FLOATS) | st.floats()
integers = st.sampled_from(INTEGERS) | st.integers(-(10**400), 10**400)
texts = st.sampled_from(TEXTS) | st.text(max_size=30)
numbers = floats | integers
