"""Facts about loans at other lenders: shares and quantiles of the published tables, rounded."""

from __future__ import annotations

from typing import Final

from model_build.synthetic.draws import Levels, QuantileCurve, normal_quantile

# One more than a Poisson count of this mean, itself drawn from a gamma of this shape: 4.82 per applicant.
WITH_BUREAU: Final = 0.8584
FURTHER_MEAN: Final = 4.613
FURTHER_SHAPE: Final = 1.43

KIND: Final = Levels(
    {
        "Mortgage": 0.0112,
        "Car loan": 0.0157,
        "Loan for business development": 0.001,
        "Loan for working capital replenishment": 0.0003,
        "Consumer credit": 0.7285,
        "Another type of loan": 0.0005,
        "Unknown type of loan": 0.0003,
        "Credit card": 0.2342,
        "Microloan": 0.0083,
    }
)
CURRENCY: Final = Levels({"currency 1": 0.99909, "currency 2": 0.00077, "currency 3": 0.00014})
START_DAY: Final = QuantileCurve(-2922, -2867, -2667, -1666, -987, -474, -126, -40, -1)
LENGTH: Final = {
    "Consumer credit": QuantileCurve(10, 30, 92, 212, 365, 794, 1826, 2000, 3650),
    "Credit card": QuantileCurve(30, 90, 225, 1069, 1296, 2191, 31549, 31600, 31900),
    "Car loan": QuantileCurve(100, 200, 439, 1096, 1823, 1826, 1828, 2600, 3650),
    "Mortgage": QuantileCurve(700, 1000, 1800, 3650, 5400, 7300, 9800, 10900, 11000),
    "Microloan": QuantileCurve(5, 7, 10, 16, 31, 90, 360, 730, 1100),
}
AMOUNT: Final = {
    "Consumer credit": QuantileCurve(0, 5000, 14000, 45000, 100000, 270000, 1125000, 2250000, 20000000),
    "Credit card": QuantileCurve(0, 0, 0, 45000, 135000, 270000, 900000, 1800000, 9000000),
    "Car loan": QuantileCurve(50000, 100000, 200000, 450000, 720000, 1100000, 2300000, 4000000, 9000000),
    "Mortgage": QuantileCurve(100000, 300000, 700000, 1600000, 2600000, 4500000, 11000000, 20000000, 40000000),
    "Microloan": QuantileCurve(1000, 2000, 4500, 9000, 18000, 33000, 90000, 180000, 450000),
}
PAID_EARLY: Final = 0.4
# Of the amount, what an open loan still owes.
OWED: Final = QuantileCurve(-0.01, 0, 0, 0.15, 0.63, 0.9, 1.0, 1.1, 1.6)
# Above this score, and where reported, a loan has been overdue at some time: 22 % of the reported.
OVERDUE_SCORE: Final = normal_quantile(0.78)

STATUS: Final = ("C", "X", "0", "1", "2", "3", "4", "5")
WORSE: Final = Levels({"1": 0.742, "2": 0.066, "3": 0.024, "4": 0.013, "5": 0.155})
# Of the months of a loan, the share whose state nobody reported.
SILENCE: Final = QuantileCurve(0, 0, 0, 0, 0.01, 0.27, 1, 1, 1)
