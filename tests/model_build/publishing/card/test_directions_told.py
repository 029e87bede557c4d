"""What the model card tells of directions and of protected grounds."""

import re
from dataclasses import replace

import pytest
from babel.numbers import format_percent

from model_build.labels.protected_grounds import ON_PROTECTED_GROUNDS
from model_build.publishing.card import render
from model_bundle.reports import GroupGap


@pytest.mark.parametrize(
    ("language", "title", "head"),
    [
        ("en", "## Monotonic constraints", "lowers the risk as it grows"),
        ("fr", "## Contraintes de monotonie", "réduit le risque en augmentant"),
    ],
)
def test_directions_are_listed_as_pages_show_the_values_and_priced(content, language, title, head):
    card = render(content, language)
    section = card[card.index(title) :].partition("\n## ")[0]
    heads, *rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    assert heads[1] == head
    lowers, raises = (
        {label.strip() for row in rows if len(row) == 3 for label in row[place].split(";")} for place in (1, 2)
    )
    features = content.catalogue.features.values()
    labels = {entry.name: getattr(entry.label, language) for entry in features if entry.direction}
    # Days are counted with a minus: a longer time in the job is the lower number.
    assert labels["DAYS_EMPLOYED"] in lowers - raises
    assert labels["INCOME_PER_PERSON"] in lowers - raises
    assert labels["CREDIT_TO_INCOME"] in raises - lowers
    (step,) = (one for one in content.ablation.results if one.name == "constraints")
    for lever in step.levers:
        shares = (lever.rising_without, lever.rising_with)
        without, with_them = (format_percent(share, "0.0\N{NO-BREAK SPACE}%", locale=language) for share in shares)
        assert f"| {without} | {with_them} |" in section


@pytest.mark.parametrize(
    ("language", "priced", "absent"),
    [("en", "`build --without-protected` leaves them out", "they are left out of this model"),
     ("fr", "`build --without-protected` les écarte", "sont absents de ce modèle")],
)  # fmt: skip
def test_the_price_of_other_protected_grounds_is_told(content, language, priced, absent):
    assert priced in render(content, language)
    kept = tuple(one for one in content.manifest.features if one.name not in ON_PROTECTED_GROUNDS)
    bare = content.manifest.model_copy(update={"features": kept})
    card = render(replace(content, manifest=bare), language).lower()
    assert priced not in card
    assert absent in card


@pytest.mark.parametrize(("language", "zero"), [("en", "0.0"), ("fr", "0,0")])
def test_a_figure_that_rounds_to_zero_has_no_minus(content, language, zero):
    gap = GroupGap(value=0.0002, low=-0.0003, high=0.0004, lowest="F", highest="M")
    attributes = tuple(
        attribute.model_copy(update={"calibration_gap": gap}) for attribute in content.fairness.attributes
    )
    card = render(replace(content, fairness=content.fairness.model_copy(update={"attributes": attributes})), language)
    assert f"-{zero} " not in card
    assert re.search(rf"\((de )?{zero} (to|à) {zero}\)", card)
