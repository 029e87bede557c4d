"""How the model was chosen: kinds of models side by side, the search for parameters, what each step brought."""

from typing import Any

from dashboard_app.callbacks.signs import signed
from dashboard_app.components.chart import chart_view
from dashboard_app.components.elements import html
from dashboard_app.components.shell import card
from dashboard_app.components.states import empty
from dashboard_app.figures.chart import Chart, ChartTable
from dashboard_app.figures.dots import Axis, DotRow, draw_dots
from dashboard_app.figures.trials import draw_trials
from dashboard_app.i18n import Words
from dashboard_app.i18n.languages import mark
from dashboard_app.i18n.values import label_of
from dashboard_app.services.choosing import Candidate, Choosing, Step, Tuning
from dashboard_app.theme import Palette

KINDS = {
    "dummy": mark("Always the same estimate"),
    "logistic": mark("Logistic regression"),
    "forest": mark("Random forest"),
    "xgboost": mark("Boosted trees (XGBoost)"),
    "lightgbm": mark("Boosted trees (LightGBM)"),
}
STEPS = {
    "ratios": mark("Ratios and statistics of external scores"),
    "categoricals": mark("Native categorical features"),
    "low_column_sampling": mark("Column subsampling"),
    "constraints": mark("Monotonic constraints"),
    "seeds": mark("Several models averaged"),
    "row_models": mark("Models of single earlier credits"),
    "neighbours": mark("Outcome of similar applicants"),
    "protected": mark("Gender and age"),
    "protected_grounds": mark("Place of residence, people around the client, family situation"),
}
_STRONGEST = 3


def choosing_view(found: Choosing, words: Words, palette: Palette) -> list[Any]:
    """Return the cards about how the model was chosen."""
    _ = words.gettext
    return [
        card("candidates-title", _("Candidate models"), _candidates(found, words, palette), is_wide=True),
        card("steps-title", _("What each step brings"), _steps(found, words, palette), is_wide=True),
        card("tuning-title", _("Parameter search"), _tuning(found.tuning, words, palette), is_wide=True),
    ]


def candidates_chart(candidates: tuple[Candidate, ...], words: Words, palette: Palette) -> Chart:
    """Return the AUC of each kind of model, the best first, with that of each part of the data."""
    _ = words.gettext
    best = candidates[0]
    served = next((one for one in candidates if one.is_served), best)
    named = {"kind": _name(served, words), "auc": words.fixed(served.auc, 4)}
    if served is best and len(candidates) > 1:
        second = candidates[1]
        takeaway = _(
            "“%(kind)s” ranks best: AUC %(auc)s, against %(other_auc)s of “%(other)s”.",
            **named,
            other=_name(second, words),
            other_auc=words.fixed(second.auc, 4),
        )
    else:
        takeaway = _("“%(kind)s” decides: AUC %(auc)s.", **named)
    return draw_dots(
        [
            DotRow(
                label=_("%(kind)s: active", kind=_name(one, words)) if one.is_served else _name(one, words),
                value=one.auc,
                single=one.auc_by_fold,
                is_marked=one.is_served,
            )
            for one in candidates
        ],
        Axis(
            _("ranking quality (AUC); 0.5 is chance"),
            lambda value: words.fixed(value, 4),
            tick=words.number,
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
            tuple(_candidate_line(one, words) for one in candidates),
        ),
        words=words,
        palette=palette,
    )


def steps_chart(steps: tuple[Step, ...], words: Words, palette: Palette) -> Chart:
    """Return the gain of each step in AUC, with that of each division of the data."""
    _ = words.gettext
    return draw_dots(
        [
            DotRow(
                label=_step_name(step, words),
                value=step.gain,
                single=step.gain_by_seed if len(step.gain_by_seed) > 1 else (),
                is_marked=step.is_kept,
            )
            for step in steps
        ],
        Axis(
            _("gain in AUC"),
            lambda value: signed(value, words),
            tick=words.number,
            line=0.0,
            line_name=_("no gain"),
        ),
        takeaway=steps_sentence(steps, words),
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
                    words.fixed(step.auc_without, 4),
                    words.fixed(step.auc_with, 4),
                    signed(step.gain, words),
                    words.fixed(step.cost_without, 4),
                    words.fixed(step.cost_with, 4),
                    _("yes") if step.is_kept else _("no"),
                )
                for step in steps
            ),
        ),
        words=words,
        palette=palette,
    )


def steps_sentence(steps: tuple[Step, ...], words: Words) -> str:
    """Return which step improves the ranking most, or that none does."""
    _, best = words.gettext, max(steps, key=lambda step: step.gain)
    if best.gain <= 0:
        return _("None of these steps ranks applicants better.")
    name = _(STEPS[best.name]) if best.name in STEPS else best.name
    return _("“%(step)s” improves the ranking most: %(gain)s in AUC.", step=name, gain=signed(best.gain, words))


def tuning_chart(tuning: Tuning, words: Words, palette: Palette) -> Chart:
    """Return the tries of the search, with a sentence about what came of it."""
    _ = words.gettext
    gain = tuning.gain
    if gain is None:
        takeaway = _("No trial was worth comparing with the default parameters.")
    elif tuning.is_kept:
        takeaway = _(
            "The best trial ranks better than the default parameters and is used: %(gain)s.", gain=signed(gain, words)
        )
    else:
        takeaway = _(
            "The default parameters are kept: the best trial changes the AUC by %(gain)s.", gain=signed(gain, words)
        )
    aucs = [trial.auc if trial.is_complete else None for trial in tuning.trials]
    return draw_trials(aucs, takeaway=takeaway, words=words, palette=palette)


def _candidates(found: Choosing, words: Words, palette: Palette) -> list[Any]:
    _ = words.gettext
    if not found.candidates:
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
        chart_view(candidates_chart(found.candidates, words, palette), words=words),
        html.P(note, className="cs-note"),
    ]


def _steps(found: Choosing, words: Words, palette: Palette) -> list[Any]:
    _ = words.gettext
    if not found.steps:
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
    return [chart_view(steps_chart(found.steps, words, palette), words=words), html.P(note, className="cs-note")]


def _tuning(tuning: Tuning | None, words: Words, palette: Palette) -> list[Any]:
    _ = words.gettext
    if tuning is None:
        return [
            empty(
                _("Nothing was searched"),
                _("The active model was trained with the default parameters, without a search."),
            )
        ]
    note = _("The trials were scored on other folds than those that decided whether to keep the best one.")
    return [chart_view(tuning_chart(tuning, words, palette), words=words), html.P(note, className="cs-note")]


def _candidate_line(one: Candidate, words: Words) -> tuple[str, ...]:
    return (
        _name(one, words),
        words.fixed(one.auc, 4),
        words.fixed(one.cost, 4),
        words.percent(one.limit, 2),
        words.fixed(one.average_precision, 4),
        words.fixed(one.brier, 4),
        words.fixed(one.calibration_error, 4),
        words.fixed(one.seconds, 1),
        ", ".join(label_of(words, entry) for entry in one.strongest[:_STRONGEST]) or "–",
    )


def _name(one: Candidate, words: Words) -> str:
    return words.gettext(KINDS[one.name]) if one.name in KINDS else one.name


def _step_name(step: Step, words: Words) -> str:
    _ = words.gettext
    name = _(STEPS[step.name]) if step.name in STEPS else step.name
    return _("%(step)s: in the model", step=name) if step.is_kept else _("%(step)s: left out", step=name)
