"""From the rule and the catalogue to the help page."""

import math
from collections.abc import Sequence
from typing import Any

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, is_allowed
from dashboard_app.components.app_frame import page_link
from dashboard_app.components.decision import badge
from dashboard_app.components.elements import data, html
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.values import get_definition, get_label, text_in
from dashboard_app.presenters.decision_view import TONES, decision_word
from dashboard_app.presenters.sources_view import SourceNote, source_word
from dashboard_app.services.decision_policy import DecisionPolicy
from dashboard_app.services.glossary import FamilyTerms, Term
from model_bundle.decision import Decision
from model_bundle.naming import Ground

_GROUNDS = {
    Ground.GENDER: gettext_noop("gender"),
    Ground.AGE: gettext_noop("age"),
    Ground.RESIDENCE: gettext_noop("place of residence"),
    Ground.PEOPLE_AROUND: gettext_noop("people around the client"),
    Ground.FAMILY_SITUATION: gettext_noop("family situation"),
}


def decision_help(
    policy: DecisionPolicy, role: Role, as_of: str, notes: Sequence[SourceNote], translator: Translator
) -> list[Any]:
    """Return how an application becomes a proposal and a decision, what from, and what a customer may ask for."""
    parts = [*_way_of_a_decision(policy, translator), _sources(as_of, notes, translator), _rights(translator)]
    if is_allowed(role, Capability.READ_MODEL):
        parts.append(_technical_terms(policy, translator))
    return [html.Div(parts, className="cs-columns")]


def glossary_list(families: Sequence[FamilyTerms], role: Role, translator: Translator) -> html.Div:
    """Return every definition, family by family, closed until it is opened or searched."""
    _ = translator.gettext
    total = sum(len(family.terms) for family in families)
    return html.Div(
        [_family(family, role, translator) for family in families],
        className="cs-glossary",
        # Filled in by assets/js/glossary.js, which does the searching.
        **data(
            all=translator.ngettext("%(count)s definition", "%(count)s definitions", total),
            one=_("{count} definition found"),
            many=_("{count} definitions found"),
            none=_("No definition contains these words. Try a shorter word."),
        ),
    )


def _way_of_a_decision(policy: DecisionPolicy, translator: Translator) -> list[html.Section]:
    _ = translator.gettext
    return [
        _estimate(policy, translator),
        _threshold(policy, translator),
        _part(
            _("A person decides"),
            _(
                "The estimate is a proposal. Near the threshold a person looks at the file before anything is decided; "
                "everywhere else an adviser may decide otherwise too."
            ),
        ),
        _reasons(policy, translator),
        _part(
            _("What is not known"),
            _(
                "A field that was left empty counts as unknown, never as zero. A missing value can itself raise "
                "or lower the estimate slightly."
            ),
        ),
    ]


def _estimate(policy: DecisionPolicy, translator: Translator) -> html.Section:
    _ = translator.gettext
    names = ", ".join(get_label(translator, entry) for entry in policy.left_out)
    left_out = [html.P(_("These play no part: %(names)s.", names=names))] if names else []
    return _part(
        _("An estimate of the risk"),
        _(
            "A computer program estimates the risk that the credit is not repaid, from the data whose "
            "sources are listed below and from nothing else. It was trained on %(count)s former "
            "applications and their outcomes.",
            count=translator.number(policy.applicants),
        ),
        *left_out,
    )


def _threshold(policy: DecisionPolicy, translator: Translator) -> html.Section:
    _ = translator.gettext
    threshold, low, high = (
        translator.percent(value, 2)
        for value in (policy.threshold.value, policy.threshold.review_low, policy.threshold.review_high)
    )
    return _part(
        _("A threshold"),
        _(
            "A credit that is not repaid costs the lender about %(times)s times as much as refusing a good "
            "client. The threshold is set where the total cost is lowest: %(threshold)s.",
            times=translator.number(policy.costs.false_negative / policy.costs.false_positive, 1),
            threshold=threshold,
        ),
        html.Ul(
            [
                html.Li([badge(TONES[decision], decision_word(decision, translator)), html.Span(text)])
                for decision, text in (
                    (Decision.GRANTED, _("risk below %(low)s", low=low)),
                    (Decision.REVIEW, _("risk from %(low)s to %(high)s", low=low, high=high)),
                    (Decision.REFUSED, _("risk of %(high)s or more", high=high)),
                    (Decision.DATA_CHECK, _("no score: a figure of the file cannot be right")),
                )
            ],
            className="cs-steps",
        ),
    )


def _reasons(policy: DecisionPolicy, translator: Translator) -> html.Section:
    _ = translator.gettext
    grounds = ", ".join(_(_GROUNDS[ground]) for ground in Ground if ground in policy.protected)
    protected = [html.P(_("Never given as a reason: %(grounds)s.", grounds=grounds))]
    return _part(
        _("What raises and what lowers the risk"),
        _(
            "Each reason compares the client with the average former client below the threshold. What raises the "
            "risk is marked ▲ and +, what lowers it ▼ and −. Reasons are named by topic, and only those that weigh "
            "enough to matter. A figure is named only if the score moves with it when it alone is set to what is "
            "typical below the threshold. A reason says what the estimate took into account: not what causes a "
            "difficulty, and not what a change would bring."
        ),
        *protected,
    )


def _sources(as_of: str, notes: Sequence[SourceNote], translator: Translator) -> html.Section:
    return _part(
        translator.gettext("Where the data come from"),
        as_of,
        html.Dl([html.Div([html.Dt(note.title), html.Dd(note.full_text)]) for note in notes], className="cs-terms"),
        className="cs-long",
    )


def _rights(translator: Translator) -> html.Section:
    _ = translator.gettext
    return _part(
        _("What every customer may request"),
        None,
        html.Ul(
            [
                html.Li(text)
                for text in (
                    _("That a person looks at the file again, and decides."),
                    _("That the reasons are explained."),
                    _("To give their own point of view, and to contest the decision."),
                    _("To see the data that were used, and to have errors corrected."),
                )
            ]
        ),
        html.P(_("Each of these requests can be made to an adviser."), className="quiet"),
    )


def _technical_terms(policy: DecisionPolicy, translator: Translator) -> html.Section:
    _, threshold = translator.gettext, policy.threshold.value
    terms = (
        (_("Contribution"), _("How much one variable moved one score, in log-odds. All of them add up to the score.")),
        (
            _("Log-odds"),
            _(
                "The scale on which contributions add up: the logarithm of the chance of default. Near a risk of "
                "%(risk)s, one tenth more is about %(points)s points more.",
                risk=translator.percent(threshold, 0),
                points=translator.points(_risk_after(threshold, 0.1) - threshold),
            ),
        ),
        (
            _("Ranking quality (AUC)"),
            _(
                "How often, given one applicant who repaid and one who did not, the second has the higher "
                "estimate. Chance alone would reach one half."
            ),
        ),
        (_("Calibration"), _("Whether the share that does not repay matches the estimates.")),
        (_("Drift"), _("How far today’s applicants differ from those the model was trained on.")),
    )
    return _part(
        _("Terms on the model page"),
        None,
        html.Dl([html.Div([html.Dt(term), html.Dd(text)]) for term, text in terms], className="cs-terms"),
        html.P(page_link(_("To the model page"), "/model")),
    )


def _risk_after(risk: float, log_odds: float) -> float:
    """Return the risk that a contribution makes of another one."""
    odds = risk / (1 - risk) * math.exp(log_odds)
    return odds / (1 + odds)


def _part(
    heading: str,
    text: str | None,
    *more: Any,  # noqa: ANN401 - Dash children
    className: str | None = None,  # noqa: N803 - as Dash names it
) -> html.Section:
    body = [] if text is None else [html.P(text)]
    return html.Section([html.H3(heading), *body, *more], className=className)


def _family(family_terms: FamilyTerms, role: Role, translator: Translator) -> html.Details:
    label = text_in(translator, family_terms.family.label)
    count = translator.number(len(family_terms.terms))
    return html.Details(
        [
            # A heading inside the summary, so that headings lead through the glossary.
            html.Summary([html.H3(label), " ", html.Span(count, className="quiet")]),
            html.Dl([_term(term, role, translator) for term in family_terms.terms], className="cs-terms"),
        ],
        id=f"family-{family_terms.family.name}",
    )


def _term(term: Term, role: Role, translator: Translator) -> html.Div:
    _, entry = translator.gettext, term.entry
    name = [html.Code(entry.name)] if is_allowed(role, Capability.READ_MODEL) else []
    source = _("Source: %(source)s", source=source_word(entry.phrasing, translator)) + "."
    unused = [] if term.is_used else [html.Span(_("plays no part in the decision"), className="cs-tag")]
    return html.Div(
        [
            html.Dt([get_label(translator, entry), *unused, *name]),
            html.Dd(f"{get_definition(translator, entry)} {source}"),
        ],
        id=f"feature-{entry.name}",
    )
