"""Where data come from, in words: by whom they are told or supplied, as of when, and how to contest them."""

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard_app.i18n import Words
from dashboard_app.i18n.languages import mark
from dashboard_app.store import Portfolio
from dashboard_app.suppliers import Suppliers
from model_bundle.naming import Said, Source

_SHORT = {
    Source.CLIENT: mark("application form"),
    Source.SCORES: mark("external score suppliers"),
    Source.BUREAU: mark("credit bureau"),
    Source.LENDER: mark("our own records"),
    Source.REGISTERS: mark("registers and statistics"),
    Source.NOTED: mark("recorded by us at the application"),
}
_TITLES = {
    Source.CLIENT: mark("From the application form"),
    Source.SCORES: mark("From external score suppliers"),
    Source.BUREAU: mark("From the credit bureau"),
    Source.LENDER: mark("From our own records"),
    Source.REGISTERS: mark("From registers and statistics"),
    Source.NOTED: mark("Recorded by us at the application"),
}


@dataclass(frozen=True)
class SourceNote:
    """One source: what it is called, what comes from it, and how to contest it."""

    source: Source | None
    title: str
    text: str
    contest: str

    @property
    def whole(self) -> str:
        """Everything but the title."""
        return f"{self.text} {self.contest}"


def source_word(said: Said, words: Words) -> str:
    """Return where a datum comes from, in a few words."""
    name = words.gettext(_SHORT[said.source])
    return words.gettext("%(source)s, calculated by us", source=name) if said.is_computed else name


def sources_of(facts: Iterable[Said], words: Words) -> str:
    """Return where the facts of a reason come from, each source once."""
    told = list(facts)
    plain = {said.source for said in told if not said.is_computed}
    kept = (said for said in told if not said.is_computed or said.source not in plain)
    return words.gettext("; ").join(dict.fromkeys(source_word(said, words) for said in kept))


def source_notes(portfolio: Portfolio, suppliers: Suppliers, words: Words) -> list[SourceNote]:
    """Return every source that the data of this bundle come from, and what the lender works out from them."""
    catalogue = portfolio.bundle.catalogue
    entries = [*catalogue.features.values(), *catalogue.columns.values()]
    there = {entry.said.source for entry in entries}
    notes = [_note(source, suppliers, words) for source in Source if source in there]
    _ = words.gettext
    return [
        *notes,
        SourceNote(
            None,
            _("Calculated by us"),
            _("Ratios, averages and counts of the data above, for example the instalment compared with the income."),
            _("They follow the data: once a figure is corrected, they are calculated again."),
        ),
    ]


def as_of_sentence(portfolio: Portfolio, words: Words) -> str:
    """Return as of when the data are."""
    day = words.day(portfolio.bundle.manifest.created_at.timestamp())
    return words.gettext("All data are as they stood on %(day)s, when the applications were scored.", day=day)


def _note(source: Source, suppliers: Suppliers, words: Words) -> SourceNote:
    text, contest = {
        Source.CLIENT: _client,
        Source.SCORES: scores_text,
        Source.BUREAU: _bureau,
        Source.LENDER: _lender,
        Source.REGISTERS: _registers,
        Source.NOTED: _noted,
    }[source](suppliers, words)
    return SourceNote(source, words.gettext(_TITLES[source]), text, contest)


def _client(suppliers: Suppliers, words: Words) -> tuple[str, str]:
    return (
        words.gettext("Everything that was stated in the application form."),
        _tell(suppliers, words),
    )


def scores_text(suppliers: Suppliers, words: Words) -> tuple[str, str]:
    """Return what the external scores are and who supplies them, and how to contest one."""
    _ = words.gettext
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


def _bureau(suppliers: Suppliers, words: Words) -> tuple[str, str]:
    _ = words.gettext
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


def _lender(suppliers: Suppliers, words: Words) -> tuple[str, str]:
    return (
        words.gettext(
            "Earlier applications, loans, cards and payments with us, and the payment record of people "
            "around the client."
        ),
        _tell(suppliers, words),
    )


def _registers(suppliers: Suppliers, words: Words) -> tuple[str, str]:
    return (
        words.gettext("Statistics about the building and region of the address, and our rating of that region."),
        _tell(suppliers, words),
    )


def _noted(suppliers: Suppliers, words: Words) -> tuple[str, str]:
    return (
        words.gettext("Day and hour of the application, who came along, and whether the phone was answered."),
        _tell(suppliers, words),
    )


def _tell(suppliers: Suppliers, words: Words) -> str:
    _ = words.gettext
    if suppliers.contact is None:
        return _("If a figure is wrong, tell the adviser the right one: the application is then scored again.")
    return _(
        "If a figure is wrong, send the right one to %(contact)s or tell the adviser: the application is then scored "
        "again.",
        contact=suppliers.contact,
    )
