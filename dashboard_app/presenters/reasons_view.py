"""From an explanation to reasons in words and bars."""

import math

from dash.development.base_component import Component

from dashboard_app.components.app_frame import collapsible
from dashboard_app.components.controls import ReasonsView
from dashboard_app.components.elements import html
from dashboard_app.components.families import FamilyLine, MemberLine, family_list
from dashboard_app.components.reasons import ReasonRow, reason_columns
from dashboard_app.components.tables import Table
from dashboard_app.components.variables import VariableLine, variable_list
from dashboard_app.figures.chart import ChartTable
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import format_value, get_label, text_in
from dashboard_app.ids import ClientIds
from dashboard_app.presenters.reason_sentences import (
    compared_sentence,
    few_reasons_sentence,
    not_counted_sentence,
    reason_sentence,
    reason_sources,
    rest_sentence,
    strength_word,
)
from dashboard_app.services.explanation import (
    NAMED_SHARE,
    Explanation,
    FamilyContribution,
    FeatureContribution,
)
from dashboard_app.suppliers import NOBODY_NAMED, Suppliers

MEMBERS = 8
"""Variables shown of a family; the others weigh less than these."""


def reasons_content(
    explanation: Explanation, view: ReasonsView, translator: Translator, suppliers: Suppliers = NOBODY_NAMED
) -> list[Component]:
    """Return the reasons in one of the views: in words, theme by theme, or the variables that weigh most."""
    takeaway = html.P(build_takeaway(explanation, translator), className="takeaway")
    if view is ReasonsView.WORDS:
        lowering, raising = (
            build_reasons(explanation, raising=side, translator=translator, chooses=ClientIds.FEATURE)
            for side in (False, True)
        )
        rest = html.P(rest_sentence(explanation, translator), className="cs-note")
        few = few_reasons(explanation, suppliers, translator)
        return [takeaway, reason_columns(lowering, raising, translator=translator), *few, rest]
    experts = collapsible(
        translator.gettext("For experts: the sum in log-odds"),
        Table(expert_table(explanation, translator), translator.gettext("The sum in log-odds")),
    )
    if view is ReasonsView.FAMILIES:
        listed = family_list(family_lines(explanation, translator), translator=translator)
        note = html.P(f"{compared_sentence(translator)} {not_counted_sentence(translator)}", className="cs-note")
        return [takeaway, listed, note, experts]
    strongest = html.P(strongest_sentence(explanation, translator), className="takeaway")
    variables = variable_list(
        variable_lines(explanation, translator),
        chooses=ClientIds.FEATURE,
        caption=translator.gettext(
            "The variables that weigh most on this score, strongest first; protected data are not named"
        ),
        translator=translator,
    )
    return [strongest, variables, compared(translator), experts]


def compared(translator: Translator) -> html.P:
    """Return what the reasons are relative to."""
    return html.P(compared_sentence(translator), className="cs-note")


def build_reasons(
    explanation: Explanation, *, raising: bool, translator: Translator, chooses: str | None = None
) -> list[ReasonRow]:
    """Return the reasons of one side, strongest first, with bars on the scale of both sides.

    ``chooses`` is the id of the field in which the name of a reason chooses its variable, where the page has one.
    """
    parts = explanation.reasons(raising=raising)
    both = (*explanation.reasons(raising=True), *explanation.reasons(raising=False))
    longest = max((part.share for part in both), default=1.0)
    return [
        ReasonRow(
            label=text_in(translator, part.family.label),
            detail=reason_sentence(explanation, part, translator),
            strength=strength_word(part.strength, translator),
            width=part.share / longest,
            source=translator.gettext("Source: %(source)s", source=reason_sources(explanation, part, translator)),
            feature=None if chooses is None else part.feature,
            chooses=chooses,
        )
        for part in parts
    ]


def few_reasons(explanation: Explanation, suppliers: Suppliers, translator: Translator) -> list[Component]:
    """Return what is said where fewer than two facts can be named against a client above the threshold."""
    text = few_reasons_sentence(explanation, suppliers, translator)
    return [] if text is None else [html.P(text)]


def build_takeaway(explanation: Explanation, translator: Translator) -> str:
    """Return the sentence that sums up both sides."""
    _ = translator.gettext
    lowering, raising = (explanation.reasons(raising=side) for side in (False, True))
    if lowering and raising:
        return _(
            "In the client’s favour, the strongest topic is “%(down)s”; against the client, “%(up)s”.",
            down=text_in(translator, lowering[0].family.label),
            up=text_in(translator, raising[0].family.label),
        )
    if raising:
        return _(
            "The strongest topic, against the client, is “%(up)s”.", up=text_in(translator, raising[0].family.label)
        )
    if lowering:
        return _(
            "The strongest topic, in the client’s favour, is “%(down)s”.",
            down=text_in(translator, lowering[0].family.label),
        )
    return _("Nothing sets this client apart from the average former client below the threshold.")


def variable_lines(explanation: Explanation, translator: Translator) -> list[VariableLine]:
    """Return the strongest features, and the rest as one line; bars on one scale."""
    parts = explanation.strongest
    sizes = [*(abs(part.contribution) for part in parts), abs(explanation.rest)]
    total, longest = sum(sizes) or 1.0, max(sizes) or 1.0
    others = len(explanation.features) - len(parts)
    lines = [
        VariableLine(
            label=get_label(translator, part.entry),
            value=format_value(translator, part.entry, part.value),
            typical=format_value(translator, part.entry, part.typical),
            width=part.contribution / longest,
            share=abs(part.contribution) / total,
            name=part.entry.name,
        )
        for part in parts
    ]
    rest = translator.gettext("%(count)s other variables together", count=translator.number(others))
    return [*lines, VariableLine(rest, "", "", explanation.rest / longest, abs(explanation.rest) / total)]


def strongest_sentence(explanation: Explanation, translator: Translator) -> str:
    """Return which variable raises the risk most, and which lowers it most."""
    _ = translator.gettext
    raising = next((get_label(translator, part.entry) for part in explanation.strongest if part.contribution > 0), None)
    lowering = next(
        (get_label(translator, part.entry) for part in explanation.strongest if part.contribution < 0), None
    )
    if raising and lowering:
        return _("“%(up)s” raises the risk most, “%(down)s” lowers it most.", up=raising, down=lowering)
    if raising:
        return _("“%(up)s” raises the risk most; nothing weighs much in the client’s favour.", up=raising)
    if lowering:
        return _("“%(down)s” lowers the risk most; nothing weighs much against the client.", down=lowering)
    return _("Nothing sets this client apart from the average former client below the threshold.")


def family_lines(explanation: Explanation, translator: Translator) -> list[FamilyLine]:
    """Return every topic with its strongest members, bars on one scale for families and one for members."""
    longest = max((abs(part.contribution) for part in explanation.families), default=0.0) or 1.0
    strongest = max((abs(part.contribution) for part in explanation.features), default=0.0) or 1.0
    return [
        FamilyLine(
            label=text_in(translator, part.family.label),
            strength=_weight_word(part, translator),
            width=part.contribution / longest,
            members=[_member(member, strongest, translator) for member in part.members[:MEMBERS]],
            rest=_describe_rest(part, translator),
            is_confirmed=part.is_confirmed,
        )
        for part in explanation.families
    ]


def expert_table(explanation: Explanation, translator: Translator) -> ChartTable:
    """Return the sum that makes the score, in log-odds: the average accepted client, each family, the total."""
    _ = translator.gettext
    base, families = explanation.base, explanation.families
    total = base + sum(part.contribution for part in families)
    rows = [
        (_("Average client below the threshold"), translator.fixed(base, 3)),
        *((text_in(translator, part.family.label), _signed(part.contribution, translator)) for part in families),
        (_("Sum: log-odds of the score"), translator.fixed(total, 3)),
        (_("As a probability"), translator.percent((1 + math.tanh(total / 2)) / 2, 2)),
    ]
    return ChartTable((_("Part"), _("Log-odds")), tuple(rows))


def _weight_word(part: FamilyContribution, translator: Translator) -> str:
    if not part.is_reason:
        return translator.gettext("never a reason")
    if not part.is_confirmed:
        return translator.gettext("not confirmed by re-scoring")
    # Under the share that is worth naming, "slightly" would say too much.
    return strength_word(part.strength, translator) if part.share >= NAMED_SHARE else translator.gettext("barely")


def _member(part: FeatureContribution, strongest: float, translator: Translator) -> MemberLine:
    return MemberLine(
        label=get_label(translator, part.entry),
        value=format_value(translator, part.entry, part.value),
        typical=format_value(translator, part.entry, part.typical),
        width=part.contribution / strongest,
    )


def _describe_rest(part: FamilyContribution, translator: Translator) -> str | None:
    others = len(part.members) - MEMBERS
    if others <= 0:
        return None
    return translator.ngettext(
        "%(count)s other variable of this topic weighs less.",
        "%(count)s other variables of this topic weigh less.",
        others,
    )


def _signed(value: float, translator: Translator) -> str:
    return ("+" if value > 0 else "−") + translator.fixed(abs(value), 3)
