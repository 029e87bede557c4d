"""Facts about former applications to the same lender: published shares and quantiles, rounded."""

from __future__ import annotations

from typing import Final

from model_build.synthetic.draws import Levels, QuantileCurve
from model_bundle.home_credit import XNA

# One more than a Poisson count of this mean, itself drawn from a gamma of this shape: 4.69 per applicant.
WITH_PREVIOUS: Final = 0.951
FURTHER_MEAN: Final = 3.93
FURTHER_SHAPE: Final = 1.2

CONTRACT: Final = Levels({"Consumer loans": 0.4568, "Cash loans": 0.4295, "Revolving loans": 0.1134})
CONSUMER, CASH, CARD = 0, 1, 2
# Rows: contract; columns: share approved, then approved or left unused or cancelled; the rest are refused.
APPROVED: Final = (0.862, 0.418, 0.55)
NOT_REFUSED: Final = (0.897, 0.777, 0.74)
# Approved, but never started.
UNDATED: Final = (0.015, 0.09, 0.0)

DECIDED: Final = QuantileCurve(-2922, -2835, -2573, -1300, -581, -280, -88, -17, -2)
CARD_DECIDED: Final = QuantileCurve(-2922, -2910, -2895, -2050, -720, -310, -160, -70, -35)

CONSUMER_TERM: Final = Levels(
    {"4": 0.035, "5": 0.01, "6": 0.25, "8": 0.09, "10": 0.2, "12": 0.285, "14": 0.03, "18": 0.03, "24": 0.07}
)
CASH_TERM: Final = Levels(
    {
        "6": 0.074,
        "12": 0.287,
        "18": 0.14,
        "24": 0.162,
        "30": 0.028,
        "36": 0.132,
        "42": 0.037,
        "48": 0.118,
        "60": 0.022,
    }
)
YIELD: Final = Levels({"low_action": 0.0826, "low_normal": 0.2734, "middle": 0.3341, "high": 0.3099})
MONTHLY_RATE: Final = (0.004, 0.013, 0.025, 0.04)
YIELD_WORD: Final = ("low", "low", "middle", "high")

CONSUMER_PRICE: Final = QuantileCurve(4500, 13000, 22000, 44000, 70000, 120000, 260000, 480000, 2000000)
CASH_AMOUNT: Final = QuantileCurve(22500, 30000, 45000, 135000, 270000, 540000, 1125000, 1800000, 4050000)
CARD_AMOUNT: Final = QuantileCurve(45000, 45000, 67500, 135000, 180000, 225000, 450000, 765000, 1350000)
DOWN_RATE: Final = QuantileCurve(0, 0, 0, 0, 0.0516, 0.1089, 0.299, 0.518, 0.9)
INSURED: Final = 0.333

REFUSAL: Final = Levels(
    {
        "SYSTEM": 0.0007,
        "VERIF": 0.0125,
        "LIMIT": 0.2034,
        XNA: 0.0219,
        "HC": 0.5907,
        "SCO": 0.1302,
        "SCOFR": 0.0405,
    }
)
PURPOSE: Final = Levels(
    {
        XNA: 0.902, "Repairs": 0.034, "Other": 0.0203, "Urgent needs": 0.0127, "Everyday expenses": 0.0045,
        "Buying a used car": 0.0034, "Medicine": 0.0031, "Building a house or an annex": 0.003,
        "Payments on other loans": 0.0028, "Education": 0.0028, "Journey": 0.0022, "Buying a new car": 0.0018,
        "Car repairs": 0.0016, "Buying a holiday home / land": 0.0015,
        "Purchase of electronic equipment": 0.0012, "Furniture": 0.0009, "Wedding / gift / holiday": 0.0007,
        "Buying a home": 0.0005, "Business development": 0.0003, "Gasification / water supply": 0.0003,
        "Hobby": 0.0001, "Buying a garage": 0.0001,
    }
)  # fmt: skip
GOODS: Final = Levels(
    {
        "Medicine": 0.0025, "Furniture": 0.0742, "Construction Materials": 0.0368, "Jewelry": 0.0065,
        "Medical Supplies": 0.005, "Clothing and Accessories": 0.0306, "Homewares": 0.0067, "Tourism": 0.0018,
        "Sport and Leisure": 0.0039, "Gardening": 0.004, "Office Appliances": 0.0041, "Other": 0.0034,
        "Consumer Electronics": 0.1769, "Audio/Video": 0.1452, "Photo / Cinema Equipment": 0.0326,
        "Computers": 0.1456, "Mobile": 0.3059, "Vehicles": 0.0037, "Auto Accessories": 0.0088,
        "Education": 0.0008, "Fitness": 0.0005, "Direct Sales": 0.0005,
    }
)  # fmt: skip
SELLER: Final = Levels(
    {
        "Consumer electronics": 0.5014, "Furniture": 0.0706, "Construction": 0.0366, "Clothing": 0.0271,
        "Industry": 0.0223, "Jewelry": 0.0026, "Tourism": 0.0002, "MLM partners": 0.0011,
        "Auto technology": 0.0052, "Connectivity": 0.3329,
    }
)  # fmt: skip
SELLER_AREA: Final = QuantileCurve(-1, 5, 10, 30, 60, 600, 3000, 5000, 100000)
CONSUMER_CHANNEL: Final = Levels({"Regional / Local": 0.13, "Stone": 0.257, "Country-wide": 0.613})
LENDER_CHANNEL: Final = Levels(
    {
        "Credit and cash offices": 0.84,
        "Contact center": 0.048,
        "Channel of corporate sales": 0.009,
        "Car dealer": 0.0007,
        "AP+ (Cash loan)": 0.065,
        "Country-wide": 0.0373,
    }
)
SUITE: Final = Levels(
    {
        "Children": 0.0371, "Family": 0.2444, "Spouse, partner": 0.0824, "Unaccompanied": 0.6,
        "Group of people": 0.0025, "Other_A": 0.0113, "Other_B": 0.0223,
    }
)  # fmt: skip
WEEKDAY: Final = Levels(
    {
        "FRIDAY": 0.1544, "WEDNESDAY": 0.153, "TUESDAY": 0.1511, "MONDAY": 0.1493, "THURSDAY": 0.147,
        "SATURDAY": 0.1438, "SUNDAY": 0.1014,
    }
)  # fmt: skip
HOUR: Final = QuantileCurve(0, 5, 7, 10, 12, 15, 18, 20, 23)
SPECIAL_RATES: Final = 0.0079
RATE_PRIMARY: Final = QuantileCurve(0.035, 0.1424, 0.1424, 0.1607, 0.1891, 0.1933, 0.1969, 0.6959, 1)
RATE_PRIVILEGED: Final = QuantileCurve(0.373, 0.5687, 0.6379, 0.7156, 0.8351, 0.8525, 0.8673, 0.8673, 1)

# A date that has not come, in every DAYS_ column of this table.
EARLY_END: Final = 0.42
