"""How the model was chosen: kinds of models side by side, the search for parameters, what each step brought."""

from collections.abc import Sequence
from typing import Any

from dashboard_app.components.app_frame import card
from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.states import empty
from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.dot_plot import DotAxis, DotRow, plot_dots
from dashboard_app.figures.trials import plot_trials
from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.i18n.values import get_label, signed
from dashboard_app.services.model_selection import CandidateSummary, ModelSelection
from dashboard_app.theme import Palette
from model_bundle.reports import AblationResult, TrialState, TuningReport

KINDS = {
    "dummy": gettext_noop("Always the same estimate"),
    "logistic": gettext_noop("Logistic regression"),
    "forest": gettext_noop("Random forest"),
    "xgboost": gettext_noop("Boosted trees (XGBoost)"),
    "lightgbm": gettext_noop("Boosted trees (LightGBM)"),
}
STEPS = {
    "ratios": gettext_noop("Ratios and statistics of external scores"),
    "categoricals": gettext_noop("Native categorical features"),
    "low_column_sampling": gettext_noop("Column subsampling"),
    "constraints": gettext_noop("Monotonic constraints"),
    "seeds": gettext_noop("Several models averaged"),
    "row_models": gettext_noop("Models of single earlier credits"),
    "neighbours": gettext_noop("Outcome of similar applicants"),
    "protected": gettext_noop("Gender and age"),
    "protected_grounds": gettext_noop("Place of residence, people around the client, family situation"),
}
_STRONGEST = 3


def model_selection_view(selection: ModelSelection, translator: Translator, palette: Palette) -> list[Any]:
    """Return the cards about how the model was chosen."""
    _ = translator.gettext
    return [
        card("candidates-title", _("Candidate models"), _candidates(selection, translator, palette), is_wide=True),
        card("steps-title", _("What each step brings"), _steps(selection, translator, palette), is_wide=True),
        card("tuning-title", _("Parameter search"), _tuning(selection.tuning, translator, palette), is_wide=True),
    ]


def candidates_chart(candidates: tuple[CandidateSummary, ...], translator: Translator, palette: Palette) -> Chart:
    """Return the AUC of each kind of model, the best first, with that of each part of the data."""
    _ = translator.gettext
    best = candidates[0]
    served = next((candidate for candidate in candidates if candidate.is_served), best)
    named = {"kind": _name(served, translator), "auc": translator.fixed(served.score.auc, 4)}
    if served is best and len(candidates) > 1:
        second = candidates[1]
        takeaway = _(
            "“%(kind)s” ranks best: AUC %(auc)s, against %(other_auc)s of “%(other)s”.",
            **named,
            other=_name(second, translator),
            other_auc=translator.fixed(second.score.auc, 4),
        )
    else:
        takeaway = _("“%(kind)s” decides: AUC %(auc)s.", **named)
    return plot_dots(
        [
            DotRow(
                label=_("%(kind)s: active", kind=_name(candidate, translator))
                if candidate.is_served
                else _name(candidate, translator),
                value=candidate.score.auc,
                single=candidate.score.auc_by_fold,
                is_marked=candidate.is_served,
            )
            for candidate in candidates
        ],
        DotAxis(
            _("ranking quality (AUC); 0.5 is chance"),
            lambda value: translator.fixed(value, 4),
            tick=translator.number,
        ),
        takeaway=takeaway,
        label=_("Chart: AUC of each kind of model, with that of each fold."),
        table=ChartTable(
            (
                _("Kind of model"),
                _("AUC"),
                _("Cost per applicant"),
                _("Its threshold"),
                _("Average precision"),
                _("Brier score"),
                _("Calibration error"),
                _("Seconds"),
                _("Strongest variables"),
            ),
            tuple(_candidate_line(candidate, translator) for candidate in candidates),
        ),
        translator=translator,
        palette=palette,
    )


def steps_chart(steps: Sequence[AblationResult], translator: Translator, palette: Palette) -> Chart:
    """Return the gain of each step in AUC, with that of each division of the data."""
    _ = translator.gettext
    return plot_dots(
        [
            DotRow(
                label=_step_name(step, translator),
                value=step.gain,
                single=step.gain_by_seed if len(step.gain_by_seed) > 1 else (),
                is_marked=step.is_kept,
            )
            for step in steps
        ],
        DotAxis(
            _("gain in AUC"),
            lambda value: signed(value, translator),
            tick=translator.number,
            line=0.0,
            line_name=_("no gain"),
        ),
        takeaway=steps_sentence(steps, translator),
        label=_("Chart: gain in AUC of each modelling step."),
        table=ChartTable(
            (
                _("Step"),
                _("AUC without"),
                _("AUC with"),
                _("Gain"),
                _("Cost without"),
                _("Cost with"),
                _("In the model"),
            ),
            tuple(
                (
                    _(STEPS[step.name]) if step.name in STEPS else step.name,
                    translator.fixed(step.auc_without, 4),
                    translator.fixed(step.auc_with, 4),
                    signed(step.gain, translator),
                    translator.fixed(step.cost_without, 4),
                    translator.fixed(step.cost_with, 4),
                    _("yes") if step.is_kept else _("no"),
                )
                for step in steps
            ),
        ),
        translator=translator,
        palette=palette,
    )


def steps_sentence(steps: Sequence[AblationResult], translator: Translator) -> str:
    """Return which step improves the ranking most, or that none does."""
    _, best = translator.gettext, max(steps, key=lambda step: step.gain)
    if best.gain <= 0:
        return _("None of these steps ranks applicants better.")
    name = _(STEPS[best.name]) if best.name in STEPS else best.name
    return _("“%(step)s” improves the ranking most: %(gain)s in AUC.", step=name, gain=signed(best.gain, translator))


def tuning_chart(tuning: TuningReport, translator: Translator, palette: Palette) -> Chart:
    """Return the tries of the search, with a sentence about what came of it."""
    _ = translator.gettext
    gain = tuning.gain
    if gain is None:
        takeaway = _("No trial was worth comparing with the default parameters.")
    elif tuning.is_adopted:
        takeaway = _(
            "The best trial ranks better than the default parameters and is used: %(gain)s.",
            gain=signed(gain, translator),
        )
    else:
        takeaway = _(
            "The default parameters are kept: the best trial changes the AUC by %(gain)s.",
            gain=signed(gain, translator),
        )
    aucs = [trial.auc if trial.state is TrialState.COMPLETE else None for trial in tuning.trials]
    return plot_trials(aucs, takeaway=takeaway, translator=translator, palette=palette)


def _candidates(selection: ModelSelection, translator: Translator, palette: Palette) -> list[Any]:
    _ = translator.gettext
    if not selection.candidates:
        return [
            empty(
                _("Nothing was compared"),
                _("The active model was built without the comparison. The next build can make it."),
            )
        ]
    note = _(
        "All on the same folds of former applicants, each scored by a model that never saw them; the "
        "threshold behind a cost was chosen on applicants other than those scored. A small ring is one "
        "fold."
    )
    return [
        chart_view(candidates_chart(selection.candidates, translator, palette), translator=translator),
        html.P(note, className="cs-note"),
    ]


def _steps(selection: ModelSelection, translator: Translator, palette: Palette) -> list[Any]:
    _ = translator.gettext
    if not selection.ablation:
        return [
            empty(
                _("No step was measured"),
                _("The active model was built without this measurement. The next build can make it."),
            )
        ]
    note = _(
        "With and without each step, on the same folds of former applicants. A diamond marks what is in "
        "the model, a dot what was left out."
    )
    return [
        chart_view(steps_chart(selection.ablation, translator, palette), translator=translator),
        html.P(note, className="cs-note"),
    ]


def _tuning(tuning: TuningReport | None, translator: Translator, palette: Palette) -> list[Any]:
    _ = translator.gettext
    if tuning is None:
        return [
            empty(
                _("Nothing was searched"),
                _("The active model was trained with the default parameters, without a search."),
            )
        ]
    note = _("The trials were scored on other folds than those that decided whether to keep the best one.")
    return [
        chart_view(tuning_chart(tuning, translator, palette), translator=translator),
        html.P(note, className="cs-note"),
    ]


def _candidate_line(candidate: CandidateSummary, translator: Translator) -> tuple[str, ...]:
    return (
        _name(candidate, translator),
        translator.fixed(candidate.score.auc, 4),
        translator.fixed(candidate.score.cost, 4),
        translator.percent(candidate.score.threshold, 2),
        translator.fixed(candidate.score.average_precision, 4),
        translator.fixed(candidate.score.brier, 4),
        translator.fixed(candidate.score.calibration_error, 4),
        translator.fixed(candidate.score.seconds, 1),
        ", ".join(get_label(translator, entry) for entry in candidate.strongest[:_STRONGEST]) or "–",
    )


def _name(candidate: CandidateSummary, translator: Translator) -> str:
    return translator.gettext(KINDS[candidate.score.name]) if candidate.score.name in KINDS else candidate.score.name


def _step_name(step: AblationResult, translator: Translator) -> str:
    _ = translator.gettext
    name = _(STEPS[step.name]) if step.name in STEPS else step.name
    return _("%(step)s: in the model", step=name) if step.is_kept else _("%(step)s: left out", step=name)
