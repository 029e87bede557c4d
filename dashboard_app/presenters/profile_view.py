"""From a form to facts that a person reads."""

import math
from collections.abc import Collection, Iterable, Mapping

from dashboard_app.components.elements import html
from dashboard_app.components.tables import LabelledValue, fact_list
from dashboard_app.i18n import Translator
from dashboard_app.i18n.translator import can_write
from dashboard_app.i18n.values import category_label, format_days, format_value, get_label, text_in
from dashboard_app.presenters.sources_view import source_word
from dashboard_app.services.profile import FormCell, Profile
from model_bundle.catalogue import Catalogue
from model_bundle.home_credit import BIRTH, DAYS_PER_YEAR

_CAPITAL_COLUMNS = {
    "family_status": "NAME_FAMILY_STATUS",
    "occupation": "OCCUPATION_TYPE",
    "income_type": "NAME_INCOME_TYPE",
    "housing": "NAME_HOUSING_TYPE",
    "education": "NAME_EDUCATION_TYPE",
    "contract": "NAME_CONTRACT_TYPE",
    "weekday": "WEEKDAY_APPR_PROCESS_START",
}


class ProfileFormatter:
    """Says the facts of one client in one language."""

    def __init__(
        self, profile: Profile, catalogue: Catalogue, translator: Translator, wrong: Mapping[str, str] | None = None
    ) -> None:
        self._profile = profile
        self._catalogue = catalogue
        self._translator = translator
        self._wrong = wrong or {}

    def columns(self) -> list[list[LabelledValue]]:
        """Return all of it in three columns of the same length: the person, their means, what they ask for."""
        age, household, work, income, housing, education = self.who()
        contract, amount, annuity, goods, length, moment = self.request_facts()
        return [
            [age, household, education, housing],
            [work, income, contract, moment],
            [amount, annuity, length, goods],
        ]

    def who(self) -> list[LabelledValue]:
        """Return who the client is."""
        _, profile, translator = self._translator.gettext, self._profile, self._translator
        return [
            self._fact(_("Age"), BIRTH, None if profile.age is None else translator.years(profile.age)),
            self._fact(_("Household"), "CNT_CHILDREN", self._household()),
            self._fact(_("Work"), "DAYS_EMPLOYED", self._work()),
            self._fact(_("Income"), "AMT_INCOME_TOTAL", self._money(profile.income)),
            LabelledValue(_("Housing"), self._category("housing")),
            LabelledValue(_("Education"), self._category("education")),
        ]

    def request_facts(self) -> list[LabelledValue]:
        """Return what the client asks for."""
        _, profile = self._translator.gettext, self._profile
        return [
            LabelledValue(_("Type"), self._category("contract")),
            self._fact(_("Amount"), "AMT_CREDIT", self._money(profile.amount)),
            self._fact(_("Instalment"), "AMT_ANNUITY", self._money(profile.annuity)),
            self._fact(_("Goods price"), "AMT_GOODS_PRICE", self._money(profile.goods_price)),
            LabelledValue(_("Credit / instalment"), self._length(profile.instalments)),
            self._fact(_("Applied on"), "HOUR_APPR_PROCESS_START", self._moment()),
        ]

    def _category(self, attribute: str) -> str:
        value = getattr(self._profile, attribute)
        if value is None:
            return _unknown(self._translator)
        return category_label(self._translator, self._catalogue.columns[_CAPITAL_COLUMNS[attribute]], value)

    def _fact(self, label: str, column: str, text: str | None) -> LabelledValue:
        """Return a fact; where its column holds a value that cannot be, that value is shown and marked."""
        if column in self._wrong:
            return LabelledValue(label, wrong_value(self._wrong[column], self._translator), is_wrong=True)
        return LabelledValue(label, _unknown(self._translator) if text is None else text)

    def _money(self, amount: float | None) -> str | None:
        return None if amount is None else self._translator.money(amount)

    def _length(self, instalments: float | None) -> str:
        if instalments is None:
            return _unknown(self._translator)
        if not can_write(instalments):
            return self._translator.gettext("not valid")
        # Interest comes on top: there are more instalments than this, and never fewer.
        return self._translator.ngettext(
            "at least %(count)s instalment", "at least %(count)s instalments", math.ceil(instalments)
        )

    def _household(self) -> str:
        children, translator = self._profile.children, self._translator
        if children is None:
            return self._category("family_status")
        count = (
            translator.gettext("no children")
            if children == 0
            else translator.ngettext("%(count)s child", "%(count)s children", children)
        )
        return f"{self._category('family_status')}, {count}"

    def _work(self) -> str:
        profile, translator = self._profile, self._translator
        job = self._category("occupation" if profile.occupation is not None else "income_type")
        if profile.employed_years is None:
            return job
        years = profile.employed_years
        # As every other length of time: a page that says "1 year" here and "14 months" there contradicts itself.
        length = format_days(translator, years * DAYS_PER_YEAR)
        return translator.gettext("%(job)s, employed for %(years)s", job=job, years=length)

    def _moment(self) -> str:
        day, hour = self._category("weekday"), self._profile.hour
        if hour is None:
            return day
        return self._translator.gettext("%(day)s at %(hour)s:00", day=day, hour=hour)


def form_facts(
    cells: Iterable[FormCell], translator: Translator, wrong: Mapping[str, str] | None = None
) -> list[LabelledValue]:
    """Return every field of a form that is filled in, with its definition and its source as a hint.

    ``wrong`` holds the values that cannot be, by column: they are shown and marked.
    """
    wrong = wrong or {}
    return [
        LabelledValue(
            get_label(translator, cell.entry),
            wrong_value(wrong[cell.entry.name], translator)
            if is_wrong
            else format_value(translator, cell.entry, cell.value),
            _hint(cell, translator),
            is_wrong,
        )
        for cell in cells
        if (is_wrong := cell.entry.name in wrong) or cell.value is not None
    ]


def form_view(
    cells: Iterable[FormCell], catalogue: Catalogue, translator: Translator, wrong: Mapping[str, str] | None = None
) -> html.Div:
    """Return every field of a form that is filled in, theme by theme; `assets/js/facts.js` searches it."""
    groups: dict[str, list[FormCell]] = {}
    for cell in cells:
        groups.setdefault(cell.entry.family, []).append(cell)
    listed = [
        (text_in(translator, catalogue.families[name].label), form_facts(members, translator, wrong))
        for name, members in groups.items()
    ]
    parts = [
        html.Section([html.H3(title, className="cs-form-theme"), fact_list(facts)]) for title, facts in listed if facts
    ]
    return html.Div(parts, className="cs-form-view")


def missing_sentence(cells: Iterable[FormCell], translator: Translator, wrong: Collection[str] = ()) -> str:
    """Return the sentence about fields of the estimate that were left empty.

    One that holds what cannot be is not empty, and one that the model does not read changes nothing.
    """
    missing = [cell for cell in cells if cell.value is None and cell.is_used and cell.entry.name not in wrong]
    if not missing:
        return translator.gettext("Every field that the estimate reads is filled in.")
    return translator.ngettext(
        "%(count)s field that the estimate reads is empty. It counts as unknown, not as zero.",
        "%(count)s fields that the estimate reads are empty. They count as unknown, not as zero.",
        len(missing),
    )


def _hint(cell: FormCell, translator: Translator) -> str:
    source = translator.gettext("Source: %(source)s", source=source_word(cell.entry.phrasing, translator))
    return f"{text_in(translator, cell.entry.definition)} {source}."


def wrong_value(value: str, translator: Translator) -> str:
    """Return a value that cannot be, and that it cannot."""
    return translator.gettext("%(value)s, not possible", value=value)


def _unknown(translator: Translator) -> str:
    return translator.gettext("not known")
