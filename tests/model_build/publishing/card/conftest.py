"""The content of a model card, as a small build gives it."""

import pytest

from model_build.publishing.card import LANGUAGES, CardContent, render
from model_build.publishing.gate import GateDecision, Outcome
from model_build.training.train import Recipe
from model_bundle.bundle import Bundle


@pytest.fixture(scope="module")
def content(built):
    bundle = Bundle.open(built.path)
    return CardContent(
        manifest=bundle.manifest,
        catalogue=bundle.catalogue,
        recipe=Recipe(trees=60),
        constrained=25,
        evaluation=bundle.evaluation,
        explanation=bundle.explanation,
        explained_rows=1_234,
        drift=bundle.drift,
        ablation=bundle.ablation,
        fairness=bundle.fairness.model_copy(update={"auc_with_protected": 0.7712, "cost_with_protected": 0.4321}),
        verdict=GateDecision(Outcome.FIRST),
        with_age=False,
        is_demo=True,
    )


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def card(content, language):
    return render(content, language)
