"""Features that tell of a protected ground beside gender and age: residence, the people around, family situation.

French law (Code pénal, article 225-1) names residence and family situation among the grounds of discrimination; what
the people around a client did is nobody's own conduct. They are part of the model unless a build is told to leave them
out (``--without-protected``), and every build measures what that costs.
"""

from collections.abc import Mapping
from typing import Final

GROUNDS: Final[Mapping[str, tuple[str, ...]]] = {
    "residence": (
        "REGION_POPULATION_RELATIVE",
        "REGION_RATING_CLIENT",
        "REGION_RATING_CLIENT_W_CITY",
        "REG_REGION_NOT_LIVE_REGION",
        "REG_REGION_NOT_WORK_REGION",
        "LIVE_REGION_NOT_WORK_REGION",
        "REG_CITY_NOT_LIVE_CITY",
        "REG_CITY_NOT_WORK_CITY",
        "LIVE_CITY_NOT_WORK_CITY",
        "ADDRESS_MISMATCHES",
    ),
    "people_around": (
        "OBS_30_CNT_SOCIAL_CIRCLE",
        "DEF_30_CNT_SOCIAL_CIRCLE",
        "OBS_60_CNT_SOCIAL_CIRCLE",
        "DEF_60_CNT_SOCIAL_CIRCLE",
        "CIRCLE_DEFAULT_SHARE",
    ),
    "family_situation": (
        "NAME_FAMILY_STATUS",
        "CNT_CHILDREN",
        "CNT_FAM_MEMBERS",
        "CHILDREN_SHARE",
        "INCOME_PER_PERSON",
        # Who came along to the application: a spouse, children, the family.
        "NAME_TYPE_SUITE",
    ),
}
ON_PROTECTED_GROUNDS: Final = frozenset(name for names in GROUNDS.values() for name in names)
"""All of them together."""
