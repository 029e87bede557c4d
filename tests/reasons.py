"""What must hold of every reason of a bundle, looked at anew: nothing here is taken from the code that chooses them."""

import re
from dataclasses import dataclass, field

import numpy as np

from dashboard_app.i18n import get_translator
from dashboard_app.presenters.reason_sentences import few_reasons_sentence
from dashboard_app.presenters.reasons_view import build_reasons
from dashboard_app.services.explanation import NAMED_SHARE, explain_vector
from dashboard_app.suppliers import NOBODY_NAMED
from model_bundle.decision import Decision, decide

PROTECTED = re.compile(
    "CODE_GENDER|DAYS_BIRTH|EMPLOYED_TO_AGE|NAME_FAMILY_STATUS|CNT_CHILDREN|CNT_FAM_MEMBERS|CHILDREN_SHARE"
    "|INCOME_PER_PERSON|NAME_TYPE_SUITE|REGION_|REG_|LIVE_REGION|LIVE_CITY|ADDRESS_MISMATCHES|.*SOCIAL_CIRCLE|CIRCLE_DEFAULT_SHARE"
)
"""Names of features that tell of gender, age, family situation, residence or people around the client."""
NEVER = re.compile(
    r".*_(AVG|MODE|MEDI)|WEEKDAY_.*|HOUR_.*|NAME_TYPE_SUITE|FLAG_(MOBIL|EMP_PHONE|WORK_PHONE|CONT_MOBILE|PHONE|EMAIL)"
    r"|FLAG_DOCUMENT_.*|EXT_PRODUCT.*|EXT_SPREAD|.*_TREND|.*_SLOPE"
)
"""Names of features that nobody can talk about."""
SILENT = {
    "NAME_INCOME_TYPE": ("Pensioner", "Maternity leave"),
    "NAME_HOUSING_TYPE": ("With parents",),
    "PREV_LAST_GOODS": ("Medicine", "Medical Supplies"),
}
"""Categories that tell of age, gender, family situation or health."""
SHAPES = re.compile(
    "not known|inconnu|0 to 1|0 à 1\\)|[Tt]rend|[Pp]roduct of|[Cc]ompared with|given: |nan|None|[{}]|does not apply"
    "|[-\N{MINUS SIGN}][\\d.,]*\\d|\\(s\\)"
)
"""What no sentence says."""
FAMILIES = {"household", "region", "social_circle", "building", "application_time", "person"}


@dataclass
class Looked:
    """Counts over the reasons of many clients; ``wrong`` says what does not hold, one line for each."""

    reasons: int = 0
    facts: int = 0
    refused: int = 0
    with_two: int = 0
    told_plainly: int = 0
    wrong: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    @property
    def share_with_two(self):
        """Share of refused clients with two reasons that name a fact."""
        return self.with_two / max(1, self.refused)


def look_at(active_bundle, rows):
    """Explain clients and look at every reason."""
    found, languages = Looked(), [get_translator("en"), get_translator("fr")]
    for row in rows:
        vector = active_bundle.features[row]
        explanation = explain_vector(active_bundle, vector)
        facts = []
        for raising in (True, False):
            for part in explanation.reasons(raising=raising):
                found.reasons += 1
                if part.family.name in FAMILIES or part.raises is not raising:
                    found.wrong.append(f"{row}: {part.family.name} is a reason")
                facts += [(raising, fact) for fact in part.facts]
            for translator in languages:
                said = [one.detail for one in build_reasons(explanation, raising=raising, translator=translator)]
                found.sentences += said
                found.wrong += [f"{row}: {text}" for text in said if SHAPES.search(text) or not is_sentence(text)]
        found.facts += len(facts)
        look_at_facts(active_bundle, row, vector, facts, found)
        if decide(float(active_bundle.probabilities[row]), active_bundle.bundle.manifest.threshold) is Decision.REFUSED:
            found.refused += 1
            named = [part for part in explanation.reasons(raising=True) if part.facts]
            weighty = [part for part in named if part.share >= NAMED_SHARE]
            plain = few_reasons_sentence(explanation, NOBODY_NAMED, languages[0])
            found.with_two += len(named) >= 2
            found.told_plainly += plain is not None
            if (len(weighty) >= 2) is (plain is not None):
                found.wrong.append(f"{row}: {len(weighty)} reasons that weigh, and {plain}")
    return found


def look_at_facts(active_bundle, row, vector, facts, found):
    """Score the client again for each fact, with its feature alone set to what is typical."""
    variants = np.tile(vector, (len(facts) + 1, 1))
    for variant, (_, fact) in zip(variants[1:], facts, strict=True):
        place = active_bundle.feature_index[fact.entry.name]
        variant[place] = active_bundle.typical[place]
        if np.isnan(vector[place]) and np.isnan(active_bundle.typical[place]):
            found.wrong.append(f"{row}: {fact.entry.name} is unknown on both sides")
        if is_silent(fact.entry, fact.value):
            found.wrong.append(f"{row}: {fact.entry.name} is named with a value that must not be")
        if PROTECTED.match(fact.entry.name) or NEVER.fullmatch(fact.entry.name):
            found.wrong.append(f"{row}: {fact.entry.name} is named")
    scored = active_bundle.bundle.scorer.log_odds(variants)
    for after, (raising, fact) in zip(scored[1:], facts, strict=True):
        if bool(scored[0] > after) is not raising or scored[0] == after:
            found.wrong.append(f"{row}: {fact.entry.name} does not move the score as said")


def is_silent(entry, value):
    """Say whether a category is never named, though others of its feature are."""
    names = SILENT.get(entry.name, ())
    return bool(names) and not np.isnan(value) and entry.categories[int(value)].value in names


def is_sentence(text):
    """Say whether a text begins with a capital or a number, ends with a full stop, and has no doubled mark."""
    return not text[0].islower() and text.endswith(".") and ".." not in text and "  " not in text
