"""The table of what the API can do: each operation with its function, what it takes and what it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dashboard_app import routes
from dashboard_app.actor import Role
from dashboard_app.api import clients, model, population, prediction
from dashboard_app.api.bodies import PredictBody
from dashboard_app.api.list_resources import ClientPage
from dashboard_app.api.queries import (
    Choices,
    ClientQuery,
    FeatureQuery,
    HistogramQuery,
    NoQuery,
    QueryParameters,
    family_choices,
    group_choices,
    list_choices,
)
from dashboard_app.api.resources import (
    Client,
    Explanation,
    FeatureList,
    Histogram,
    Model,
    Prediction,
    Score,
)
from dashboard_app.api.values import ApiModel
from dashboard_app.capabilities import Capability, get_roles
from dashboard_app.i18n.languages import gettext_noop


@dataclass(frozen=True)
class Operation:
    """One thing that the API can do.

    Its function takes the request context, the path variables, and ``query`` or ``body`` where the operation has one.
    ``needs_score`` says that it refuses a client whose data must be checked first.
    ``choices`` names the values that the active bundle allows for a parameter; ``example`` is a query or a body.
    """

    path: str
    name: str
    summary: str
    function: Callable[..., ApiModel]
    result: type[ApiModel]
    method: Literal["GET", "POST"] = "GET"
    query: type[QueryParameters] = NoQuery
    body: type[PredictBody] | None = None
    choices: Choices | None = None
    needs_score: bool = False
    example: Mapping[str, object] = field(default_factory=dict)

    @property
    def rule(self) -> str:
        """The whole path, as the table of routes has it."""
        return routes.API_ROOT + self.path

    @property
    def route(self) -> routes.Route:
        """Its row in the table of routes."""
        return routes.get_route(f"api.{self.name}")

    @property
    def scope(self) -> Capability:
        """What a token must be made for, by the table of routes."""
        return self.route.capability

    @property
    def roles(self) -> frozenset[Role]:
        """Who may ask, by the table of routes."""
        return get_roles(self.scope)

    @property
    def names_a_client(self) -> bool:
        """Whether the path holds the number of a client."""
        return "<client_id>" in self.path

    @property
    def statuses(self) -> tuple[int, ...]:
        """The statuses of refusals and failures, beside 200."""
        of_client = (404,) if self.names_a_client or self.body else ()
        of_score = (409,) if self.needs_score else ()
        of_body = (400, 413, 415) if self.body else ()
        return tuple(sorted((401, 403, *of_client, *of_score, *of_body, 422, 429, 500, 503)))


OPERATIONS = (
    Operation(
        "/clients",
        "list_clients",
        gettext_noop("List the pending applications"),
        clients.list_clients,
        ClientPage,
        query=ClientQuery,
        choices=list_choices,
        example={"decision": "refused", "sort": "probability", "order": "desc", "size": 20},
    ),
    Operation("/clients/<client_id>", "show_client", gettext_noop("Show who a client is"), clients.show_client, Client),
    Operation(
        "/clients/<client_id>/score",
        "show_score",
        gettext_noop("Show a client’s score"),
        clients.show_score,
        Score,
        needs_score=True,
    ),
    Operation(
        "/clients/<client_id>/explanation",
        "show_explanation",
        gettext_noop("Explain a client’s score"),
        clients.show_explanation,
        Explanation,
        needs_score=True,
    ),
    Operation(
        "/features",
        "list_features",
        gettext_noop("List the features of the model"),
        model.list_features,
        FeatureList,
        query=FeatureQuery,
        choices=family_choices,
        example={"family": "external_ratings"},
    ),
    Operation(
        "/population/histogram",
        "show_histogram",
        gettext_noop("Count a feature among former clients"),
        population.show_histogram,
        Histogram,
        query=HistogramQuery,
        choices=group_choices,
        example={"feature": "EXT_SOURCE_2", "age": "25-34"},
    ),
    Operation("/model", "show_model", gettext_noop("Show the active model"), model.show_model, Model),
    Operation(
        "/predict",
        "predict",
        gettext_noop("Score a client or an application form anew"),
        prediction.predict,
        Prediction,
        method="POST",
        body=PredictBody,
        needs_score=True,
        example={
            "application": {
                "NAME_CONTRACT_TYPE": "Cash loans",
                "AMT_CREDIT": 450000,
                "AMT_ANNUITY": 22500,
                "AMT_INCOME_TOTAL": 180000,
                "DAYS_BIRTH": -14600,
                "EXT_SOURCE_2": 0.62,
            }
        },
    ),
)
