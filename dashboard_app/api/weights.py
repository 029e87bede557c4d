"""How much each family of features weighs in one score."""

from dashboard_app.api.resources import FamilyContribution
from dashboard_app.api.values import Family
from dashboard_app.services.explanation import Explanation


def family_contributions(explanation: Explanation) -> list[FamilyContribution]:
    """Return what each family adds to the log-odds, the strongest first."""
    return [
        FamilyContribution(
            family=Family.of(part.family), contribution=part.contribution, share=part.share, raises=part.raises
        )
        for part in explanation.families
    ]
