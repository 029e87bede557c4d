"""Every page in its states, for the tests that look at all of them."""

from dataclasses import dataclass

from dashboard_app.components.model_views import ModelView
from dashboard_app.ids import (
    AccountsIds,
    AssignmentsIds,
    AuditIds,
    ClientIds,
    ClientListIds,
    DriftIds,
    HelpIds,
    MeIds,
    ModelIds,
)

OPEN = "for (const more of document.querySelectorAll('main details')) { more.open = true; }"
OPEN_TABLES = OPEN.replace("main", f"#{DriftIds.TABLE}")
MODEL_VIEWS = {
    ModelView.DRIVERS: ".main-svg",
    ModelView.VARIABLE: ".main-svg",
    ModelView.QUALITY: ".main-svg",
    ModelView.CHOOSING: ".main-svg",
    ModelView.CARD: "h2",
}
# What the page never offers: the server refuses it, and the page says so.
REFUSED = f"window.dash_clientside.set_props('{ClientIds.FEATURE}', {{ value: 'NOTHING' }})"


# What fills a page is on its way for ever, or fails: as the flag of this tab says.
NETWORK = """
(function () {
const original = window.fetch;
window.fetch = async function (...request) {
  const network = sessionStorage.getItem('network');
  const fills = /[.](content|getRowsResponse)/.test(String(request[1]?.body).split('inputs')[0]);
  if (fills && network === 'held') { return new Promise(() => {}); }
  if (fills && network === 'failing') { throw new TypeError('Failed to fetch'); }
  return original.apply(this, request);
};
})();
"""
WAITING = "[...document.querySelectorAll('.cs-skeleton')].some((one) => one.offsetWidth > 200)"
FAILED = "document.querySelector('[data-try-again]')"


@dataclass(frozen=True)
class State:
    """A page in one state: where it is, what holds once it is there, and what brings the state about.

    ``network`` is what becomes of requests for its parts: nothing special, ``held`` or ``failing``.
    """

    name: str
    path: str
    ready: str
    script: str | None = None
    then: str | None = None
    network: str | None = None


def _unfilled(*paths):
    """The states of pages whose parts are on their way, and of pages whose parts have failed."""
    return [
        *(State(f"{path} loading", path, WAITING, network="held") for path in paths),
        *(State(f"{path} failed", path, FAILED, network="failing") for path in paths),
    ]


def states_of(role, client_id):
    """Return every state that a role can come to; None stands for a visitor."""
    file = f"/client/{client_id}"
    drawn = f"document.querySelector('#{ClientIds.COMPARISON} .js-plotly-plot .main-svg')"
    reasons = f"document.querySelector('#{ClientIds.REASONS} .cs-note')"
    rows = f"document.querySelector(`#{ClientListIds.GRID} a[href^='/client/']`)"
    failed = "document.querySelector('.cs-failed')"
    add = f"document.getElementById('{AccountsIds.ADD}')"
    missing = State("404", "/nowhere", "document.querySelector('main h1')")
    staff = [
        State("list", "/", rows),
        State("list empty", "/?search=999999999", f"document.querySelector('#{ClientListIds.STATE} .cs-state')"),
        State("file in words", file, f"{drawn} && {reasons}"),
        State(
            "file by family",
            f"{file}?view=families",
            f"{drawn} && document.querySelector('.families')",
            "document.querySelector('.families summary').click()",
        ),
        State(
            "file by variable",
            f"{file}?view=variables&basis=decision",
            f"{drawn} && document.querySelector('#{ClientIds.REASONS} .cs-variables')",
            OPEN,
        ),
        State(
            "file, two variables",
            f"{file}?second=AMT_CREDIT&basis=decision",
            f"document.querySelector('#{ClientIds.COMPARISON} .hm')",
        ),
        State(
            "file, a list of variables",
            file,
            drawn,
            f"document.getElementById('{ClientIds.FEATURE}').click()",
            f"document.querySelector('#{ClientIds.FEATURE}-list [role=option]')",
        ),
        State(
            "file, too few", f"{file}?income=Student", f"document.querySelector('#{ClientIds.COMPARISON} .cs-state')"
        ),
        State("file unknown", "/client/999999999", "document.querySelector('main h1')"),
        State(
            "file failing",
            file,
            drawn,
            REFUSED,
            failed,
        ),
        *(
            State(f"model, {view}", f"/model?view={view}", f"document.querySelector('#{ModelIds.CONTENT} {drawn}')")
            for view, drawn in MODEL_VIEWS.items()
        ),
        *_unfilled("/", file, "/model"),
        State("help", "/help", f"document.querySelector('#{HelpIds.GLOSSARY} h3')"),
        missing,
    ]
    return {
        "adviser": [*staff, State("403", "/drift", "document.querySelector('main h1')")],
        "admin": [
            State(
                "model-fairness",
                f"/model?view={ModelView.FAIRNESS}",
                f"document.querySelector('#{ModelIds.CONTENT} .main-svg')",
            ),
            State(
                "drift",
                "/drift",
                f"document.querySelector('#{DriftIds.VERDICT} .verdict')"
                f" && document.querySelector('#{DriftIds.SHIFT} .main-svg')",
            ),
            State(
                "drift, every variable", "/drift", f"document.querySelector('#{DriftIds.TABLE} details')", OPEN_TABLES
            ),
            *_unfilled("/drift", "/admin/users", "/admin/audit"),
            State("accounts", "/admin/users", f"document.querySelector('#{AccountsIds.TABLE} table')"),
            State(
                "one account",
                "/admin/users?name=adviser",
                f"document.querySelector('#{AccountsIds.FOUND} strong') && !{add}.disabled",
                f"{add}.click()",
                f"document.querySelector('#{AccountsIds.ADDED} .cs-not-done')",
            ),
            State(
                "accounts, none",
                "/admin/users?search=nobody",
                f"document.querySelector('#{AccountsIds.TABLE} .cs-state')",
            ),
            State(
                "client assignments", "/admin/assignments", f"document.querySelector('#{AssignmentsIds.COUNT} p')", OPEN
            ),
            State("audit log", "/admin/audit", f"document.querySelector('#{AuditIds.LINES} table')"),
            State(
                "audit log, none", "/admin/audit?user=nobody", f"document.querySelector('#{AuditIds.LINES} .cs-state')"
            ),
            State(
                "audit log, verified",
                "/admin/audit",
                f"document.querySelector('#{AuditIds.LINES} table')",
                f"document.getElementById('{AuditIds.VERIFY}').click()",
                f"document.querySelector('#{AuditIds.VERDICT} .cs-done')",
            ),
        ],
        "customer": [
            State(
                "my file",
                "/me",
                f"document.querySelector('#{MeIds.RESULT} .cs-risk')"
                f" && document.querySelector('#{MeIds.ACCESS_HISTORY} table')",
            ),
            *_unfilled("/me"),
            missing,
        ],
        None: [State("sign in", "/login", "document.querySelector('main form')"), missing],
    }[role]
