"""Features that tell of a protected ground beside gender and age: residence, the people around, family situation.

French law (Code pénal, article 225-1) names residence and family situation among the grounds of discrimination; what
the people around a client did is nobody's own conduct. They are part of the model unless a build is told to leave them
out (``--without-protected``), and every build measures what that costs. Which features tell of which ground is marked
in ``labels/phrasings``, once for the build, the catalogue and the dashboard.
"""

from collections.abc import Mapping
from typing import Final

from model_build.labels.phrasings import PHRASINGS
from model_bundle.naming import Ground

_BESIDE_GENDER_AND_AGE: Final = (Ground.RESIDENCE, Ground.PEOPLE_AROUND, Ground.FAMILY_SITUATION)
GROUNDS: Final[Mapping[str, tuple[str, ...]]] = {
    ground.value: tuple(name for name, said in PHRASINGS.items() if said.ground is ground)
    for ground in _BESIDE_GENDER_AND_AGE
}
ON_PROTECTED_GROUNDS: Final = frozenset(name for names in GROUNDS.values() for name in names)
"""All of them together."""
