"""A customer's own data as a file: when it was made, the result, the reasons, and every datum with its source."""

from collections.abc import Iterator
from datetime import date

from dashboard_app.capabilities import Capability
from dashboard_app.context import RequestContext
from dashboard_app.events import Action
from dashboard_app.i18n import Translator
from dashboard_app.i18n.values import format_value, get_label
from dashboard_app.presenters import data_check_view, reason_sentences, reasons_view
from dashboard_app.presenters.decision_view import decision_word
from dashboard_app.presenters.sources_view import as_of_sentence, source_notes, source_word
from dashboard_app.services import explanation, profile, scoring
from dashboard_app.services.client_file import ClientFile, open_client
from dashboard_app.services.profile import FormCell
from model_bundle.catalogue import Unit
from model_bundle.data_checks import DataCheck
from model_bundle.decision import Decision

Row = tuple[object, ...]
_LENGTHS = frozenset({Unit.YEARS, Unit.MONTHS, Unit.DAYS, Unit.FLAG})
_PLAIN = str.maketrans({"\N{NO-BREAK SPACE}": " ", "\N{NARROW NO-BREAK SPACE}": " ", "\N{MINUS SIGN}": "-"})


def rows(ctx: RequestContext, day: date) -> Iterator[Row]:
    """Return the lines of the file; numbers stay numbers. That it is taken is logged before the first one.

    Raises
    ------
    NotAllowedError
        The user is not a customer.
    UnknownClientError
        Their application is not among those being decided.
    RecordError
        The export cannot be logged.
    """
    translator = ctx.translator
    file = open_client(ctx, ctx.actor.client_id, Capability.READ_OWN_FILE, Action.EXPORT, detail="own form")
    wrong = file.data_checks
    result = _unscored(ctx, wrong) if wrong else _scored(ctx, file)
    cells = profile.own_copy(file)
    values = data_check_view.wrong_values(wrong)
    _ = translator.gettext
    lines: list[Row] = [
        (_("Field"), _("What it says"), _("Source")),
        (_("Date of this file"), day.isoformat()),
        (_("Client number"), file.client_id),
        (_("Model version"), ctx.active_bundle.bundle.manifest.bundle_id),
        *result,
        *(
            (
                get_label(translator, cell.entry),
                values.get(cell.entry.name) or _value(cell, translator),
                source_word(cell.entry.phrasing, translator),
            )
            for cell in cells
            if cell.value is not None or cell.entry.name in values
        ),
        (_("Date of the data"), as_of_sentence(ctx.active_bundle, translator)),
        *((note.title, note.full_text) for note in source_notes(ctx.active_bundle, ctx.suppliers, translator)),
    ]
    width = len(lines[0])
    return (tuple(_plain(cell) for cell in (*row, *("" for _ in range(width - len(row))))) for row in lines)


def _scored(ctx: RequestContext, file: ClientFile) -> list[Row]:
    translator, score, explained = ctx.translator, scoring.score(file), explanation.explain(file)
    _ = translator.gettext
    # As on the page: a refusal names only what weighed against the client.
    sides = (True,) if score.decision is Decision.REFUSED else (True, False)
    few = reason_sentences.few_reasons_sentence(explained, ctx.suppliers, translator)
    titles = {True: _("Raises the risk"), False: _("Lowers the risk")}
    return [
        (_("Result"), decision_word(score.decision, translator)),
        (_("Estimated risk"), score.probability),
        (_("Threshold"), score.threshold.value),
        *(
            (titles[side], f"{reason.label} ({reason.strength}): {reason.detail}", reason.source)
            for side in sides
            for reason in reasons_view.build_reasons(explained, raising=side, translator=translator)
        ),
        *([(_("About the reasons"), few)] if few is not None else []),
    ]


def _unscored(ctx: RequestContext, wrong: tuple[DataCheck, ...]) -> list[Row]:
    translator, catalogue = ctx.translator, ctx.active_bundle.bundle.catalogue
    return [
        (translator.gettext("Result"), decision_word(Decision.DATA_CHECK, translator)),
        *(
            (
                translator.gettext(
                    "%(table)s: %(field)s",
                    table=data_check_view.get_table_name(check, translator),
                    field=data_check_view.get_name(check, catalogue, translator),
                ),
                data_check_view.sentence(check, translator),
            )
            for check in wrong
        ),
    ]


def _value(cell: FormCell, translator: Translator) -> object:
    """Return a number as a number, and as words what is read in words: categories, lengths of time, yes and no."""
    entry, value = cell.entry, cell.value
    is_number = isinstance(value, int | float) and not (entry.categories or entry.days or entry.unit in _LENGTHS)
    return value if is_number else format_value(translator, entry, value)


def _plain(cell: object) -> object:
    return cell.translate(_PLAIN) if isinstance(cell, str) else cell
