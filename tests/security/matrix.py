"""The table of who may do what, as SECURITY.md shows it; ``python -m tests.security.matrix`` prints it."""

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, scope_of

SENTENCES = {
    Capability.LIST_CLIENTS: "Search, filter and page through the pending applications.",
    Capability.EXPORT_CLIENTS: "Take such a list away as a file.",
    Capability.READ_FILE: "Read one client's score, reasons and form.",
    Capability.WORK_ON_FILE: "Open a client's file as staff does: compare, print, read contributions.",
    Capability.READ_OWN_FILE: "Read one's own file on a page of its own.",
    Capability.READ_OWN_GENDER: "Read the gender in one's own form; a form that staff reads leaves it out.",
    Capability.COUNT_POPULATION: "Read shares of former clients; small groups are suppressed.",
    Capability.SIMULATE: "Have a score computed for a form that was edited; nothing of it is kept.",
    Capability.READ_MODEL: "Read how the model decides, how good it is, and its card.",
    Capability.READ_FAIRNESS: "Read how groups by gender, age and family status fare.",
    Capability.READ_DRIFT: "Read the drift of the data, with Evidently's report.",
    Capability.READ_HELP: "Read what words and variables mean.",
    Capability.USE_PAGES: "Be sent the frame and the routing of the pages.",
    Capability.USE_API: "Read the description of the API.",
    Capability.FIND_API: "Be offered the description of the API at the foot of every page.",
    Capability.OWN_ACCOUNT: "Sign out, and change one's own password.",
    Capability.MANAGE_USERS: "Add, change and close accounts.",
    Capability.MANAGE_ASSIGNMENTS: "Say which clients are assigned to which adviser.",
    Capability.READ_AUDIT: "Read the audit log.",
}
"""What each capability lets somebody do."""


def lines():
    """The lines of the table, as Markdown."""
    yield f"| capability | what | {' | '.join(role.value for role in Role)} |"
    yield "| --- | --- |" + " --- |" * len(Role)
    for capability in Capability:
        scopes = " | ".join(scope_of(role, capability).value for role in Role)
        yield f"| `{capability.value}` | {SENTENCES[capability]} | {scopes} |"


if __name__ == "__main__":
    print("\n".join(lines()))  # noqa: T201 - this is what it is for
