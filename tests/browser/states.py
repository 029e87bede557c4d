"""Every page in its states, for the tests that look at all of them."""

from dataclasses import dataclass

from dashboard_app.ids import Client, ClientList, Drift, Me, Model

CHARTS = "document.querySelectorAll('.js-plotly-plot .main-svg').length >= {}"
BREAK = """
const original = window.fetch;
window.fetch = (...request) => String(request[0].url ?? request[0]).includes("/_dash-update-component")
  ? Promise.resolve(new Response(JSON.stringify({ error: "", reference: "4f1c-77" }), { status: 500 }))
  : original(...request);
"""


@dataclass(frozen=True)
class State:
    """A page in one state: where it is, what holds once it is there, and what brings the state about."""

    name: str
    path: str
    ready: str
    script: str | None = None
    then: str | None = None


def states_of(role, client_id):
    """Return every state that a role can come to; None stands for a visitor."""
    file = f"/client/{client_id}"
    drawn = f"document.querySelector('#{Client.COMPARISON} .js-plotly-plot .main-svg')"
    reasons = f"document.querySelector('#{Client.REASONS} .cs-note')"
    rows = f"document.querySelector(`#{ClientList.GRID} a[href^='/client/']`)"
    failed = "!document.querySelector('[data-alert]').hidden"
    missing = State("404", "/nowhere", "document.querySelector('main h1')")
    staff = [
        State("list", "/", rows),
        State("list empty", "/?search=999999999", "document.querySelector('.ag-overlay')", None),
        State("file in words", file, f"{drawn} && {reasons}"),
        State(
            "file by family",
            f"{file}?view=families",
            f"{drawn} && document.querySelector('.families')",
            "document.querySelector('.families summary').click()",
        ),
        State(
            "file by variable",
            f"{file}?view=variables&basis=outcome",
            f"{drawn} && document.querySelector('#{Client.REASONS} .js-plotly-plot')",
            "for (const more of document.querySelectorAll('main details')) { more.open = true; }",
        ),
        State(
            "file, two variables", f"{file}?second=AMT_CREDIT", f"document.querySelector('#{Client.COMPARISON} .hm')"
        ),
        State("file, too few", f"{file}?income=Student", f"document.querySelector('#{Client.COMPARISON} .cs-state')"),
        State("file unknown", "/client/999999999", f"document.querySelector('#{Client.DECISION} .cs-state')"),
        State(
            "file failing",
            file,
            drawn,
            BREAK + f"document.querySelector('#{Client.AGE}').focus();"
            f"window.dash_clientside.set_props('{Client.AGE}', {{ value: '35-44' }})",
            failed,
        ),
        State(
            "model", "/model", f"document.querySelector('#{Model.BEESWARM} .main-svg, main .js-plotly-plot .main-svg')"
        ),
        missing,
    ]
    return {
        "adviser": [*staff, State("403", "/drift", "document.querySelector('main h1')")],
        "admin": [State("drift", "/drift", f"document.querySelector('#{Drift.VERDICT} .verdict')")],
        "customer": [State("my file", "/me", f"document.querySelector('#{Me.RESULT} .main-svg')"), missing],
        None: [State("sign in", "/login", "document.querySelector('main form')"), missing],
    }[role]
