"""Words that are retired, and what to say instead: the table that `tests/test_vocabulary.py` reads.

`docs/glossary.md` says which words are right. A line is added here when the last use of a word is gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Where(Enum):
    """Where a word may not stand."""

    NAME = "a whole identifier of Python: a class, function, variable, parameter, attribute or module"
    PART = "any word of such an identifier: `limit` in `limit_of` and in `ReadLimit`"
    TEXT = "texts: catalogues (English and French), README, docs/, SECURITY.md, CONTRIBUTING.md; whole words, any case"


@dataclass(frozen=True)
class Retired:
    """One word, what replaces it, and where it may not stand."""

    word: str
    instead: str
    where: Where


# word: what to say instead.
NAMES: Mapping[str, str] = {
    "_NoRegistry": "NoRegistry",
    "Admission": "Provisioning",
    "Adopted": "Promotion",
    "Announce": "OnActivated",
    "announce": "on_activated",
    "Ask": "RequestContext",
    "ask_as": "context_as",
    "Attempts": "LoginThrottle",
    "Begun": "Attempt",
    "Choosing": "ModelSelection",
    "current_words": "current_translator",
    "dearer": "cost_increase",
    "Follow": "Assignments",
    "found_gap": "true_positive_rate_gap",
    "in_force": "active_id",
    "is_earned_by": "accepts",
    "Judged": "CandidateScore",
    "judgement": "reports",
    "Learned": "FittedModel",
    "Listed": "ClientRow",
    "MACHINERY": "DASH_INTERNAL",
    "obey": "dispatch",
    "Office": "AdminServices",
    "office_of": "build_admin_services",
    "Portfolio": "ActiveBundle",
    "portfolio": "active_bundle",
    "Portfolios": "Assignments",
    "put_in_force": "activate",
    "refuse_visitor": "require_login",
    "refused_good_gap": "false_positive_rate_gap",
    "safer_accepted": "risk_percentile_accepted",
    "safer_all": "risk_percentile_all",
    "Shell": "Frame",
    "Tried": "ExperimentResult",
    "try_steps": "run_experiments",
    "TwoSides": "TwoGroupDistribution",
    "Vouched": "ExternalIdentity",
    "vouched": "parse_identity",
    "Words": "Translator",
    "words_in": "get_translator",
    "Worth": "AdoptionCriteria",
}
PARTS: Mapping[str, str] = {}
TEXTS: Mapping[str, str] = {
    "in force": "active",
    "provider of identities": "identity provider",
    "who follows whom": "client assignments",
    "are the estimates right": "calibration",
    "categories as categories": "native categorical features",
    "directions that may not turn round": "monotonic constraints",
    "few variables per tree": "column subsampling",
    "from the limit": "distance to threshold",
    "kinds of models compared": "candidate models",
    "opened before": "recently viewed",
    "the data have moved": "data drift detected",
}

RETIRED = tuple(
    Retired(word, instead, where)
    for where, table in ((Where.NAME, NAMES), (Where.PART, PARTS), (Where.TEXT, TEXTS))
    for word, instead in table.items()
)
