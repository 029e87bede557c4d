"""Sources of the data: who supplied them, as of when, and how to contest them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard_app.i18n import Translator
from dashboard_app.i18n.languages import gettext_noop
from dashboard_app.store import ActiveBundle
from dashboard_app.suppliers import Suppliers
from model_bundle.naming import Phrasing, Source

_SHORT = {
    Source.CLIENT: gettext_noop("application form"),
    Source.SCORES: gettext_noop("external score suppliers"),
    Source.BUREAU: gettext_noop("credit bureau"),
    Source.LENDER: gettext_noop("our own records"),
    Source.REGISTERS: gettext_noop("registers and statistics"),
    Source.NOTED: gettext_noop("recorded by us at the application"),
}
_TITLES = {
    Source.CLIENT: gettext_noop("From the application form"),
    Source.SCORES: gettext_noop("From external score suppliers"),
    Source.BUREAU: gettext_noop("From the credit bureau"),
    Source.LENDER: gettext_noop("From our own records"),
    Source.REGISTERS: gettext_noop("From registers and statistics"),
    Source.NOTED: gettext_noop("Recorded by us at the application"),
}


@dataclass(frozen=True)
class SourceNote:
    """One source: what it is called, what comes from it, and how to contest it."""

    source: Source | None
    title: str
    text: str
    contest: str

    @property
    def full_text(self) -> str:
        """Everything but the title."""
        return f"{self.text} {self.contest}"


def source_word(phrasing: Phrasing, translator: Translator) -> str:
    """Return where a datum comes from, in a few words."""
    name = translator.gettext(_SHORT[phrasing.source])
    return translator.gettext("%(source)s, calculated by us", source=name) if phrasing.is_computed else name


def describe_sources(facts: Iterable[Phrasing], translator: Translator) -> str:
    """Return where the facts of a reason come from, each source once."""
    phrasings = list(facts)
    plain = {phrasing.source for phrasing in phrasings if not phrasing.is_computed}
    distinct = (phrasing for phrasing in phrasings if not phrasing.is_computed or phrasing.source not in plain)
    return translator.gettext("; ").join(dict.fromkeys(source_word(phrasing, translator) for phrasing in distinct))


def source_notes(active_bundle: ActiveBundle, suppliers: Suppliers, translator: Translator) -> list[SourceNote]:
    """Return every source that the data of this bundle come from, and what the lender works out from them."""
    catalogue = active_bundle.bundle.catalogue
    entries = [*catalogue.features.values(), *catalogue.columns.values()]
    there = {entry.phrasing.source for entry in entries}
    notes = [_note(source, suppliers, translator) for source in Source if source in there]
    _ = translator.gettext
    return [
        *notes,
        SourceNote(
            None,
            _("Calculated by us"),
            _("Ratios, averages and counts of the data above, for example the instalment compared with the income."),
            _("They follow the data: once a figure is corrected, they are calculated again."),
        ),
    ]


def as_of_sentence(active_bundle: ActiveBundle, translator: Translator) -> str:
    """Return as of when the data are."""
    day = translator.day(active_bundle.bundle.manifest.created_at.timestamp())
    return translator.gettext("All data are as they stood on %(day)s, when the applications were scored.", day=day)


def _note(source: Source, suppliers: Suppliers, translator: Translator) -> SourceNote:
    text, contest = {
        Source.CLIENT: _client,
        Source.SCORES: scores_text,
        Source.BUREAU: _bureau,
        Source.LENDER: _lender,
        Source.REGISTERS: _registers,
        Source.NOTED: _noted,
    }[source](suppliers, translator)
    return SourceNote(source, translator.gettext(_TITLES[source]), text, contest)


def _client(suppliers: Suppliers, translator: Translator) -> tuple[str, str]:
    return (
        translator.gettext("Everything that was stated in the application form."),
        _correction_sentence(suppliers, translator),
    )


def scores_text(suppliers: Suppliers, translator: Translator) -> tuple[str, str]:
    """Return what the external scores are and who supplies them, and how to contest one."""
    _ = translator.gettext
    names = (
        _("Suppliers of the first to third score: %(names)s.", names="; ".join(suppliers.scores))
        if suppliers.scores
        else _("An adviser can name the suppliers.")
    )
    return (
        _(
            "These are up to three numbers from 0 (weak) to 1 (strong) that other companies calculate; we "
            "receive only the numbers."
        )
        + " "
        + names,
        _(
            "Ask the supplier which data it holds, and contest a score there. Once it is corrected, we score the "
            "application again."
        ),
    )


def _bureau(suppliers: Suppliers, translator: Translator) -> tuple[str, str]:
    _ = translator.gettext
    name = (
        _("The bureau: %(name)s.", name=suppliers.bureau) if suppliers.bureau else _("An adviser can name the bureau.")
    )
    return (
        _("Credits with other lenders and enquiries of lenders, as the credit bureau reports them.") + " " + name,
        _(
            "Contest an entry with the bureau or with the lender that reported it. Once it is corrected, we score the "
            "application again."
        ),
    )


def _lender(suppliers: Suppliers, translator: Translator) -> tuple[str, str]:
    return (
        translator.gettext(
            "Earlier applications, loans, cards and payments with us, and the payment record of people "
            "around the client."
        ),
        _correction_sentence(suppliers, translator),
    )


def _registers(suppliers: Suppliers, translator: Translator) -> tuple[str, str]:
    return (
        translator.gettext("Statistics about the building and region of the address, and our rating of that region."),
        _correction_sentence(suppliers, translator),
    )


def _noted(suppliers: Suppliers, translator: Translator) -> tuple[str, str]:
    return (
        translator.gettext("Day and hour of the application, who came along, and whether the phone was answered."),
        _correction_sentence(suppliers, translator),
    )


def _correction_sentence(suppliers: Suppliers, translator: Translator) -> str:
    _ = translator.gettext
    if suppliers.contact is None:
        return _("If a figure is wrong, tell the adviser the right one: the application is then scored again.")
    return _(
        "If a figure is wrong, send the right one to %(contact)s or tell the adviser: the application is then scored "
        "again.",
        contact=suppliers.contact,
    )
