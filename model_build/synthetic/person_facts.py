"""Facts about the people who apply: shares and quantiles of the published tables, rounded."""

from __future__ import annotations

from typing import Final

from model_build.synthetic.draws import Levels, QuantileCurve

AGE_DAYS: Final = QuantileCurve(-25229, -24420, -23200, -19682, -15750, -12413, -9430, -8260, -7489)
EMPLOYED_DAYS: Final = QuantileCurve(-17912, -11347, -7334, -3188, -1658, -773, -204, -111, -4)
REGISTRATION_DAYS: Final = QuantileCurve(-24672, -13874, -11438, -7480, -4504, -2010, -318, -46, 0)
ID_PUBLISH_DAYS: Final = QuantileCurve(-7197, -5479, -4948, -4299, -3254, -1720, -368, -58, 0)
PHONE_DAYS: Final = QuantileCurve(-4292, -3152, -2516, -1570, -757, -274, 0, 0, 0)
INCOME: Final = QuantileCurve(25650, 45000, 67500, 112500, 147150, 202500, 337500, 460000, 2250000)
CAR_AGE: Final = QuantileCurve(0, 0, 1, 5, 9, 15, 29, 64, 91)
POPULATION: Final = QuantileCurve(0.00029, 0.002134, 0.00496, 0.010006, 0.01885, 0.028663, 0.04622, 0.072508, 0.072508)

# By age in years, at the middle of five-year bands.
AGES: Final = (22.5, 27.5, 32.5, 37.5, 42.5, 47.5, 52.5, 57.5, 62.5, 67.5)
PENSIONER_BY_AGE: Final = (0.003, 0.003, 0.003, 0.008, 0.016, 0.031, 0.128, 0.588, 0.816, 0.908)
CHILDREN_BY_AGE: Final = (0.209, 0.534, 0.814, 0.859, 0.576, 0.283, 0.101, 0.038, 0.015, 0.014)
SINGLE_BY_AGE: Final = (0.517, 0.263, 0.155, 0.118, 0.105, 0.105, 0.113, 0.104, 0.111, 0.124)
WIDOW_BY_AGE: Final = (0.002, 0.003, 0.004, 0.010, 0.018, 0.030, 0.064, 0.121, 0.197, 0.289)

MALE_SCORE: Final = 0.412
NO_GENDER: Final = 1.3e-5
NO_HOUSEHOLD: Final = 6.5e-6
CAR_OF_WOMEN: Final = 0.224
CAR_OF_MEN: Final = 0.566
REALTY: Final = 0.694
WORKING_AGE: Final = 16 * 365

INCOME_TYPE: Final = Levels(
    {
        "Businessman": 0.00004,
        "Student": 0.00006,
        "State servant": 0.086,
        "Commercial associate": 0.285,
        "Working": 0.6287,
        "Maternity leave": 0.00003,
        "Unemployed": 0.0001,
    }
)
EDUCATION: Final = Levels(
    {
        "Academic degree": 0.0006,
        "Higher education": 0.2435,
        "Incomplete higher": 0.0334,
        "Secondary / secondary special": 0.7102,
        "Lower secondary": 0.0123,
    }
)
COUPLES: Final = Levels({"Married": 0.7987, "Separated": 0.0806, "Civil marriage": 0.1207})
HOUSING: Final = Levels(
    {
        "Co-op apartment": 0.0038,
        "Office apartment": 0.0083,
        "House / apartment": 0.8868,
        "Municipal apartment": 0.0368,
        "With parents": 0.0484,
        "Rented apartment": 0.0159,
    }
)
SUITE: Final = Levels(
    {
        "Children": 0.0107,
        "Family": 0.1304,
        "Spouse, partner": 0.0372,
        "Unaccompanied": 0.8121,
        "Group of people": 0.001,
        "Other_A": 0.0029,
        "Other_B": 0.0057,
    }
)

OCCUPATION_MISSING: Final = 0.16
# The occupations of the two differ more than anything else in the form.
OCCUPATION_OF_WOMEN: Final = Levels(
    {
        "HR staff": 0.0045,
        "Accountants": 0.068,
        "IT staff": 0.0011,
        "High skill tech staff": 0.054,
        "Managers": 0.085,
        "Core staff": 0.16,
        "Medicine staff": 0.06,
        "Realty agents": 0.005,
        "Private service staff": 0.0186,
        "Secretaries": 0.0096,
        "Sales staff": 0.208,
        "Cleaning staff": 0.032,
        "Laborers": 0.167,
        "Cooking staff": 0.038,
        "Security staff": 0.0156,
        "Drivers": 0.0067,
        "Waiters/barmen staff": 0.0084,
        "Low-skill Laborers": 0.0023,
    }
)
OCCUPATION_OF_MEN: Final = Levels(
        {
            "Accountants": 0.005, "HR staff": 0.0005, "IT staff": 0.0049, "Managers": 0.13,
            "High skill tech staff": 0.052, "Core staff": 0.074, "Medicine staff": 0.0034,
            "Private service staff": 0.0014, "Realty agents": 0.0008, "Sales staff": 0.053,
            "Secretaries": 0.0009, "Cleaning staff": 0.0045, "Laborers": 0.427, "Cooking staff": 0.007,
            "Security staff": 0.0613, "Drivers": 0.236, "Waiters/barmen staff": 0.0017,
            "Low-skill Laborers": 0.0265,
        }
    )  # fmt: skip

ORGANISATION: Final = Levels(
    {
        "Trade: type 4": 0.0002, "Trade: type 5": 0.0002, "Religion": 0.0003, "Industry: type 12": 0.0015,
        "Security Ministries": 0.0063, "Culture": 0.0013, "Insurance": 0.0017, "University": 0.0042,
        "Military": 0.0082, "Electricity": 0.0034, "Transport: type 1": 0.0008, "Kindergarten": 0.0221,
        "Hotel": 0.003, "Bank": 0.008, "Legal Services": 0.0011, "Industry: type 9": 0.0112,
        "Government": 0.034, "School": 0.0288, "Industry: type 11": 0.0089, "Telecom": 0.0019,
        "Police": 0.0077, "Industry: type 5": 0.0023, "Medicine": 0.0367, "Trade: type 6": 0.0021,
        "Services": 0.0052, "Other": 0.0548, "Industry: type 13": 0.0002, "Business Entity Type 1": 0.0194,
        "Emergency": 0.0017, "Trade: type 2": 0.0058, "Business Entity Type 2": 0.0339,
        "Transport: type 4": 0.0176, "Security": 0.0102, "Advertising": 0.0016, "Agriculture": 0.0073,
        "Transport: type 2": 0.0071, "Postal": 0.007, "Realtor": 0.0012, "Business Entity Type 3": 0.2196,
        "Housing": 0.0096, "Industry: type 7": 0.0046, "Mobile": 0.0011, "Cleaning": 0.0009,
        "Trade: type 7": 0.0257, "Trade: type 1": 0.0011, "Self-employed": 0.126,
        "Industry: type 10": 0.0005, "Construction": 0.0217, "Trade: type 3": 0.0114,
        "Industry: type 3": 0.0113, "Industry: type 2": 0.0016, "Industry: type 1": 0.0035,
        "Restaurant": 0.0058, "Industry: type 4": 0.0027, "Industry: type 6": 0.0003,
        "Transport: type 3": 0.0035, "Industry: type 8": 0.0001,
    }
)  # fmt: skip

RATING: Final = Levels({"1": 0.105, "2": 0.738, "3": 0.157})
