"""From an explanation to reasons in words and bars."""

import math
from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from dashboard_app.callbacks.sources_view import scores_text, sources_of
from dashboard_app.components.chart import chart_view
from dashboard_app.components.choices import VIEWS
from dashboard_app.components.disclosure import disclosure
from dashboard_app.components.families import FamilyLine, MemberLine, family_list
from dashboard_app.components.reasons import Reason, reason_columns
from dashboard_app.components.table import Table
from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.contributions import Bar, draw_contributions
from dashboard_app.i18n import Words
from dashboard_app.i18n.phrases import fact_text, sentence
from dashboard_app.i18n.values import format_value, label_of, text_in
from dashboard_app.services.explanation import (
    NAMED_SHARE,
    Explanation,
    FamilyContribution,
    FeatureContribution,
    Strength,
    strength_of,
)
from dashboard_app.services.explanation import Reason as Named
from dashboard_app.suppliers import NOBODY_NAMED, Suppliers
from dashboard_app.theme import Palette

_HARDLY = 0.02
"""What smaller topics together must weigh for a direction to be named."""
MEMBERS = 8
"""Variables shown of a family; the others weigh less than these."""


def reasons_content(
    explanation: Explanation, view: str, words: Words, palette: Palette, suppliers: Suppliers = NOBODY_NAMED
) -> list[Component]:
    """Return the reasons in one of the views: in words, theme by theme, or the variables that weigh most."""
    takeaway = html.P(takeaway_of(explanation, words), className="takeaway")
    if view == VIEWS[0]:
        lowering, raising = (reasons_of(explanation, raising=side, words=words) for side in (False, True))
        rest = html.P(rest_sentence(explanation, words), className="cs-note")
        few = few_reasons(explanation, suppliers, words)
        return [takeaway, reason_columns(lowering, raising, words=words), *few, rest]
    experts = disclosure(
        words.gettext("For experts: the sum in log-odds"),
        Table(expert_table(explanation, words), words.gettext("The sum in log-odds")),
    )
    if view == VIEWS[1]:
        return [takeaway, family_list(family_lines(explanation, words), words=words), compared(words), experts]
    chart = contributions_chart(explanation, words, palette)
    return [chart_view(chart, words=words), compared(words), experts]


def compared(words: Words) -> html.P:
    """Return what the reasons are relative to."""
    return html.P(compared_sentence(words), className="cs-note")


def compared_sentence(words: Words) -> str:
    """Return what the reasons are relative to, and what is called typical."""
    return words.gettext(
        "Compared with the average former client below the threshold; typical is the value in the middle of theirs."
    )


def reasons_of(explanation: Explanation, *, raising: bool, words: Words) -> list[Reason]:
    """Return the reasons of one side, strongest first, with bars on the scale of both sides."""
    parts = explanation.reasons(raising=raising)
    both = (*explanation.reasons(raising=True), *explanation.reasons(raising=False))
    longest = max((part.share for part in both), default=1.0)
    return [
        Reason(
            label=text_in(words, part.family.label),
            detail=reason_sentence(explanation, part, words),
            strength=strength_word(part.strength, words),
            width=part.share / longest,
            source=words.gettext("Source: %(source)s", source=reason_sources(explanation, part, words)),
        )
        for part in parts
    ]


def reason_sentence(explanation: Explanation, part: Named, words: Words) -> str:
    """Return the sentence about a family: its facts, or what it is made of where no single one carries it."""
    if part.facts:
        return sentence([fact_text(one.entry, one.typical, explanation.values, words) for one in part.facts], words)
    _ = words.gettext
    if part.family.contents is None:
        return _("Several facts together; no single one explains it.")
    contents = text_in(words, part.family.contents)
    return _("Several facts together: %(contents)s. No single one explains it.", contents=contents)


def few_reasons(explanation: Explanation, suppliers: Suppliers, words: Words) -> list[Component]:
    """Return what is said where fewer than two facts can be named against a client above the threshold."""
    text = few_reasons_sentence(explanation, suppliers, words)
    return [] if text is None else [html.P(text, className="cs-note")]


def few_reasons_sentence(explanation: Explanation, suppliers: Suppliers, words: Words) -> str | None:
    """Return the sentence that says what decides where there are few reasons.

    It is None below the threshold, and where there are enough.
    """
    if not explanation.is_above or explanation.has_enough_against:
        return None
    _ = words.gettext
    if explanation.do_scores_decide:
        decide = _("The external credit scores decide here: little else counts against granting the credit.")
        return " ".join([decide, *scores_text(suppliers, words)])
    return _(
        "No two facts stand out against granting the credit: many small ones add up. A person can look at the file and "
        "go through them."
    )


def takeaway_of(explanation: Explanation, words: Words) -> str:
    """Return the sentence that sums up both sides."""
    _ = words.gettext
    lowering, raising = (explanation.reasons(raising=side) for side in (False, True))
    if lowering and raising:
        return _(
            "In the client’s favour, “%(down)s” weighs most; against the client, “%(up)s”.",
            down=text_in(words, lowering[0].family.label),
            up=text_in(words, raising[0].family.label),
        )
    if raising:
        return _("“%(up)s” weighs most, against the client.", up=text_in(words, raising[0].family.label))
    if lowering:
        return _("“%(down)s” weighs most, in the client’s favour.", down=text_in(words, lowering[0].family.label))
    return _("Nothing sets this client apart from the average former client below the threshold.")


def rest_sentence(explanation: Explanation, words: Words) -> str:
    """Return the sentences about what is not named: smaller topics, those not confirmed, protected data."""
    parts: tuple[FamilyContribution, ...] = explanation.unnamed
    said = [compared_sentence(words)]
    if parts:
        said.append(_smaller_topics(parts, words))
    if explanation.unconfirmed:
        said.append(
            words.ngettext(
                "%(count)s topic is not confirmed by re-scoring and not counted as a reason.",
                "%(count)s topics are not confirmed by re-scoring and not counted as reasons.",
                len(explanation.unconfirmed),
            )
        )
    if explanation.protected_share >= NAMED_SHARE:
        said.append(_protected_sentence(explanation, words))
    return " ".join(said)


def _smaller_topics(parts: tuple[FamilyContribution, ...], words: Words) -> str:
    net = sum(part.share if part.raises else -part.share for part in parts)
    if abs(net) < _HARDLY:
        return words.ngettext(
            "%(count)s smaller topic hardly changes the risk.",
            "Together, %(count)s smaller topics hardly change the risk.",
            len(parts),
        )
    strength = strength_word(strength_of(abs(net)), words)
    if net > 0:
        return words.ngettext(
            "%(count)s smaller topic raises the risk %(strength)s.",
            "Together, %(count)s smaller topics raise the risk %(strength)s.",
            len(parts),
            strength=strength,
        )
    return words.ngettext(
        "%(count)s smaller topic lowers the risk %(strength)s.",
        "Together, %(count)s smaller topics lower the risk %(strength)s.",
        len(parts),
        strength=strength,
    )


def _protected_sentence(explanation: Explanation, words: Words) -> str:
    _ = words.gettext
    if explanation.protected > 0:
        return _("Protected data, which are never given as a reason, also raise the estimated risk.")
    return _("Protected data, which are never given as a reason, also lower the estimated risk.")


def reason_sources(explanation: Explanation, part: Named, words: Words) -> str:
    """Return where the facts of a reason come from, or the data of its family where none is named."""
    facts = [one.entry.said for one in part.facts]
    if facts:
        return sources_of(facts, words)
    members = next(one.members for one in explanation.families if one.family.name == part.family.name)
    # Nothing of it is named: where it comes from is enough, without what is worked out.
    return sources_of([replace(member.entry.said, is_computed=False) for member in members], words)


def contributions_chart(explanation: Explanation, words: Words, palette: Palette) -> Chart:
    """Return the chart of the strongest features and the rest."""
    others = len(explanation.features) - len(explanation.strongest)
    rest = Bar(
        words.gettext("%(count)s other variables together", count=words.number(others)), "", "", explanation.rest
    )
    bars = [_bar(part, words) for part in explanation.strongest]
    return draw_contributions(bars, rest, words=words, palette=palette)


def family_lines(explanation: Explanation, words: Words) -> list[FamilyLine]:
    """Return every topic with its strongest members, bars on one scale for families and one for members."""
    longest = max((abs(part.contribution) for part in explanation.families), default=0.0) or 1.0
    strongest = max((abs(part.contribution) for part in explanation.features), default=0.0) or 1.0
    return [
        FamilyLine(
            label=text_in(words, part.family.label),
            strength=_weight_word(part, words),
            width=part.contribution / longest,
            members=[_member(member, strongest, words) for member in part.members[:MEMBERS]],
            rest=_rest_of(part, words),
            is_confirmed=part.is_confirmed,
        )
        for part in explanation.families
    ]


def expert_table(explanation: Explanation, words: Words) -> ChartTable:
    """Return the sum that makes the score, in log-odds: the average accepted client, each family, the total."""
    _ = words.gettext
    base, families = explanation.base, explanation.families
    total = base + sum(part.contribution for part in families)
    rows = [
        (_("Average client below the threshold"), words.fixed(base, 3)),
        *((text_in(words, part.family.label), _signed(part.contribution, words)) for part in families),
        (_("Sum: log-odds of the score"), words.fixed(total, 3)),
        (_("As a probability"), words.percent((1 + math.tanh(total / 2)) / 2, 2)),
    ]
    return ChartTable((_("Part"), _("Log-odds")), tuple(rows))


def strength_word(strength: Strength, words: Words) -> str:
    """Return the word for how much a family weighs."""
    _ = words.gettext
    return {Strength.STRONG: _("strongly"), Strength.MODERATE: _("moderately"), Strength.SLIGHT: _("slightly")}[
        strength
    ]


def _weight_word(part: FamilyContribution, words: Words) -> str:
    if not part.is_reason:
        return words.gettext("never a reason")
    if not part.is_confirmed:
        return words.gettext("not confirmed by re-scoring: not counted as a reason")
    # Under the share that is worth naming, "slightly" would say too much.
    return strength_word(part.strength, words) if part.share >= NAMED_SHARE else words.gettext("barely")


def _member(part: FeatureContribution, strongest: float, words: Words) -> MemberLine:
    return MemberLine(
        label=label_of(words, part.entry),
        value=format_value(words, part.entry, part.value),
        typical=format_value(words, part.entry, part.typical),
        width=part.contribution / strongest,
    )


def _rest_of(part: FamilyContribution, words: Words) -> str | None:
    others = len(part.members) - MEMBERS
    if others <= 0:
        return None
    return words.ngettext(
        "%(count)s other variable of this topic weighs less.",
        "%(count)s other variables of this topic weigh less.",
        others,
    )


def _signed(value: float, words: Words) -> str:
    return ("+" if value > 0 else "−") + words.fixed(abs(value), 3)


def _bar(part: FeatureContribution, words: Words) -> Bar:
    return Bar(
        label=label_of(words, part.entry),
        value=format_value(words, part.entry, part.value),
        typical=format_value(words, part.entry, part.typical),
        contribution=part.contribution,
    )
