"""What differs between former applicants and those to be decided, as it does in the published tables.

The two were months apart: revolving loans had all but ended, terms were shorter, more people left an e-mail
address, and the counts of enquiries moved from the last month to the last quarter. A drift report finds it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from model_build.synthetic.draws import QuantileCurve


@dataclass(frozen=True)
class Period:
    """The facts of one of the two application tables that the other does not share."""

    revolving: float
    goods: QuantileCurve
    instalments: QuantileCurve
    missing_source: tuple[float, float, float]
    missing_enquiries: float
    missing_suite: float
    enquiries: tuple[float, float, float, float, float, float]
    email: float
    document_3: float
    with_balance: float


FORMER: Final = Period(
    revolving=0.0953,
    goods=QuantileCurve(40500, 67500, 135000, 247500, 454500, 702000, 1327500, 1800000, 4050000),
    instalments=QuantileCurve(8.04, 8.43, 9.48, 14.97, 20.67, 27.84, 34.74, 37.8, 45.3),
    missing_source=(0.564, 0.0021, 0.1983),
    missing_enquiries=0.135,
    missing_suite=0.0042,
    enquiries=(0.0064, 0.007, 0.0344, 0.2674, 0.2655, 1.9),
    email=0.0567,
    document_3=0.78,
    with_balance=0.349,
)

TO_DECIDE: Final = Period(
    revolving=0.009,
    goods=QuantileCurve(45000, 54000, 103500, 225000, 405000, 630000, 1125000, 1800000, 2245500),
    instalments=QuantileCurve(8.04, 8.37, 9.15, 12.59, 16.25, 20.62, 30.84, 32.15, 32.22),
    missing_source=(0.421, 0.0002, 0.1778),
    missing_enquiries=0.124,
    missing_suite=0.0187,
    enquiries=(0.002, 0.002, 0.003, 0.009, 0.547, 1.984),
    email=0.163,
    document_3=0.79,
    with_balance=0.99,
)
