"""Sentences about the reasons of a score: the facts of a reason, what decides without them, what is not named."""

from dataclasses import replace

from dashboard_app.i18n import Translator
from dashboard_app.i18n.phrases import fact_text, sentence
from dashboard_app.i18n.values import text_in
from dashboard_app.presenters.sources_view import describe_sources, scores_text
from dashboard_app.services.explanation import (
    NAMED_SHARE,
    Explanation,
    FamilyContribution,
    Reason,
    Strength,
    get_strength,
)
from dashboard_app.suppliers import Suppliers

_HARDLY = 0.02
"""What smaller topics together must weigh for a direction to be named."""


def compared_sentence(translator: Translator) -> str:
    """Return what the reasons are relative to, and what is called typical."""
    return translator.gettext(
        "Compared with the average former client below the threshold; typical is the median value of that group."
    )


def not_counted_sentence(translator: Translator) -> str:
    """Return what of the topics is no reason."""
    return translator.gettext(
        "Effects that re-scoring does not confirm are not counted as reasons; protected data, and data "
        "that nobody can check, never are."
    )


def reason_sentence(explanation: Explanation, part: Reason, translator: Translator) -> str:
    """Return the sentence about a family: its facts, or what it is made of where no single one carries it."""
    if part.facts:
        return sentence(
            [fact_text(fact.entry, fact.typical, explanation.values, translator) for fact in part.facts], translator
        )
    _ = translator.gettext
    if part.family.contents is None:
        return _("Several facts together; no single one explains it.")
    contents = text_in(translator, part.family.contents)
    return _("Several facts together: %(contents)s. No single one explains it.", contents=contents)


def few_reasons_sentence(explanation: Explanation, suppliers: Suppliers, translator: Translator) -> str | None:
    """Return the sentence that says what decides where there are few reasons.

    It is None below the threshold, and where there are enough.
    """
    if not explanation.is_above or explanation.has_enough_against:
        return None
    _ = translator.gettext
    if explanation.do_scores_decide:
        decide = _("The external credit scores decide here; few other facts weigh clearly against granting the credit.")
        return " ".join([decide, *scores_text(suppliers, translator)])
    return _(
        "No two facts stand out against granting the credit: many small ones add up. A person can look at the file and "
        "go through them."
    )


def rest_sentence(explanation: Explanation, translator: Translator) -> str:
    """Return the sentences about what is not named: smaller topics, those not confirmed, protected data."""
    parts: tuple[FamilyContribution, ...] = explanation.unnamed
    sentences = [compared_sentence(translator)]
    if parts:
        sentences.append(_smaller_topics(parts, translator))
    if explanation.unconfirmed:
        sentences.append(
            translator.ngettext(
                "%(count)s topic is not confirmed by re-scoring and not counted as a reason.",
                "%(count)s topics are not confirmed by re-scoring and not counted as reasons.",
                len(explanation.unconfirmed),
            )
        )
    if explanation.protected_share >= NAMED_SHARE:
        sentences.append(_protected_sentence(explanation, translator))
    return " ".join(sentences)


def _smaller_topics(parts: tuple[FamilyContribution, ...], translator: Translator) -> str:
    net = sum(part.share if part.raises else -part.share for part in parts)
    if abs(net) < _HARDLY:
        return translator.ngettext(
            "%(count)s smaller topic hardly changes the risk.",
            "Together, %(count)s smaller topics hardly change the risk.",
            len(parts),
        )
    strength = strength_word(get_strength(abs(net)), translator)
    if net > 0:
        return translator.ngettext(
            "%(count)s smaller topic raises the risk %(strength)s.",
            "Together, %(count)s smaller topics raise the risk %(strength)s.",
            len(parts),
            strength=strength,
        )
    return translator.ngettext(
        "%(count)s smaller topic lowers the risk %(strength)s.",
        "Together, %(count)s smaller topics lower the risk %(strength)s.",
        len(parts),
        strength=strength,
    )


def _protected_sentence(explanation: Explanation, translator: Translator) -> str:
    _ = translator.gettext
    if explanation.protected > 0:
        return _("Protected data, which are never given as a reason, also raise the estimated risk.")
    return _("Protected data, which are never given as a reason, also lower the estimated risk.")


def reason_sources(explanation: Explanation, part: Reason, translator: Translator) -> str:
    """Return where the facts of a reason come from, or the data of its family where none is named."""
    facts = [item.entry.phrasing for item in part.facts]
    if facts:
        return describe_sources(facts, translator)
    members = next(item.members for item in explanation.families if item.family.name == part.family.name)
    # Nothing of it is named: where it comes from is enough, without what is worked out.
    return describe_sources([replace(member.entry.phrasing, is_computed=False) for member in members], translator)


def strength_word(strength: Strength, translator: Translator) -> str:
    """Return the word for how much a family weighs."""
    _ = translator.gettext
    return {Strength.STRONG: _("strongly"), Strength.MODERATE: _("moderately"), Strength.SLIGHT: _("slightly")}[
        strength
    ]
