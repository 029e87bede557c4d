"""Names of the steps that every build measures, in `ablation.json` and in the model card."""

from typing import Final

CONSTRAINTS: Final = "constraints"
PROTECTED: Final = "protected"
GROUNDS: Final = "protected_grounds"
