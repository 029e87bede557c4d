"""The part of the form about the building the applicant lives in: 47 columns, missing together for half."""

from __future__ import annotations

from typing import Final

import numpy as np

from model_build.synthetic.draws import Bools, Floats, Frame, Levels, QuantileCurve, choose, mix, normal_quantile
from model_build.synthetic.latent import Applicants

# Share missing, weight of the building's size, quantiles.
_AVERAGES: Final[dict[str, tuple[float, float, QuantileCurve]]] = {
    "APARTMENTS": (0.5075, 0.9, QuantileCurve(0, 0.0021, 0.0082, 0.0577, 0.0876, 0.1485, 0.327, 0.549, 1)),
    "BASEMENTAREA": (0.5852, 0.6, QuantileCurve(0, 0, 0, 0.0442, 0.0763, 0.1122, 0.223, 0.39, 1)),
    "YEARS_BEGINEXPLUATATION": (
        0.4878,
        0.2,
        QuantileCurve(0, 0.9508, 0.9687, 0.9767, 0.9816, 0.9866, 0.996, 0.999, 1),
    ),
    "YEARS_BUILD": (0.665, 0.3, QuantileCurve(0, 0.356, 0.592, 0.6872, 0.7552, 0.8232, 0.9524, 0.9864, 1)),
    "COMMONAREA": (0.6987, 0.6, QuantileCurve(0, 0, 0, 0.0078, 0.0211, 0.0515, 0.16, 0.376, 1)),
    "ELEVATORS": (0.533, 0.8, QuantileCurve(0, 0, 0, 0, 0, 0.12, 0.36, 0.61, 1)),
    "ENTRANCES": (0.5035, 0.5, QuantileCurve(0, 0.0345, 0.0345, 0.069, 0.1379, 0.2069, 0.31, 0.517, 1)),
    "FLOORSMAX": (0.4976, 0.75, QuantileCurve(0, 0, 0.0417, 0.1667, 0.1667, 0.3333, 0.495, 0.6667, 1)),
    "FLOORSMIN": (0.6785, 0.7, QuantileCurve(0, 0, 0.0417, 0.0833, 0.2083, 0.375, 0.5, 0.7083, 1)),
    "LANDAREA": (0.5938, 0.4, QuantileCurve(0, 0, 0, 0.0187, 0.0481, 0.0856, 0.196, 0.381, 1)),
    "LIVINGAPARTMENTS": (0.6835, 0.9, QuantileCurve(0, 0.0034, 0.0101, 0.0504, 0.0756, 0.121, 0.272, 0.456, 1)),
    "LIVINGAREA": (0.5019, 0.9, QuantileCurve(0, 0.0022, 0.0082, 0.0453, 0.0745, 0.1299, 0.322, 0.554, 1)),
    "NONLIVINGAPARTMENTS": (0.6943, 0.3, QuantileCurve(0, 0, 0, 0, 0, 0.0039, 0.0309, 0.0965, 1)),
    "NONLIVINGAREA": (0.5518, 0.3, QuantileCurve(0, 0, 0, 0, 0.0036, 0.0277, 0.129, 0.325, 1)),
}
_TOTAL_AREA: Final = QuantileCurve(0, 0.0016, 0.0067, 0.0412, 0.0688, 0.1276, 0.306, 0.533, 1)

# Written from large buildings to small, as is their risk.
_FUND: Final = Levels(
    {
        "org spec account": 0.06,
        "reg oper spec account": 0.1225,
        "reg oper account": 0.761,
        "not specified": 0.0565,
    }
)
_HOUSE: Final = Levels({"block of flats": 0.9827, "terraced house": 0.0079, "specific housing": 0.0094})
_WALLS: Final = Levels(
    {
        "Monolithic": 0.0122,
        "Mixed": 0.0154,
        "Panel": 0.4396,
        "Block": 0.0632,
        "Stone, brick": 0.424,
        "Wooden": 0.0353,
        "Others": 0.0103,
    }
)
_ELSEWHERE: Final = {
    "FONDKAPREMONT_MODE": 0.6839,
    "HOUSETYPE_MODE": 0.5018,
    "TOTALAREA_MODE": 0.4827,
    "WALLSMATERIAL_MODE": 0.5084,
    "EMERGENCYSTATE_MODE": 0.474,
}


def draw_building(rng: np.random.Generator, people: Applicants) -> Frame:
    """Draw the building: its mean, mode and median agree but for rounding, as in the published form."""
    size = len(people)
    largeness = mix(rng, (-0.12, people.risk))
    known = mix(rng, (-0.1, people.risk))

    def is_unknown(share: float) -> Bools:
        # One score decides for all columns, with a little noise: they are missing together.
        return mix(rng, (0.97, known)) < normal_quantile(share)

    frame: Frame = {}
    for name, (missing, weight, curve) in _AVERAGES.items():
        average = np.round(curve(mix(rng, (weight, largeness))), 4)
        unknown = is_unknown(missing)
        frame[f"{name}_AVG"] = np.where(unknown, np.nan, average)
        frame[f"{name}_MODE"] = np.where(unknown, np.nan, _nearly(rng, average, 0.06))
        frame[f"{name}_MEDI"] = np.where(unknown, np.nan, _nearly(rng, average, 0.02))
    total = np.round(_TOTAL_AREA(mix(rng, (0.9, largeness))), 4)
    emergency = choose([(mix(rng, (-0.1, largeness)) > normal_quantile(0.985), "Yes")], "No", size)
    frame["TOTALAREA_MODE"] = np.where(is_unknown(_ELSEWHERE["TOTALAREA_MODE"]), np.nan, total)
    for name, column in {
        "FONDKAPREMONT_MODE": _FUND(mix(rng, (-0.2, largeness))),
        "HOUSETYPE_MODE": _HOUSE(mix(rng, (-0.2, largeness))),
        "WALLSMATERIAL_MODE": _WALLS(mix(rng, (-0.3, largeness))),
        "EMERGENCYSTATE_MODE": emergency,
    }.items():
        frame[name] = column.missing_where(is_unknown(_ELSEWHERE[name]))
    return frame


def _nearly(rng: np.random.Generator, average: Floats, spread: float) -> Floats:
    near: Floats = np.clip(average * (1 + spread * rng.standard_normal(len(average))), 0, 1).round(4)
    return near
