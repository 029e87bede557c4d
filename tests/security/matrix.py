"""The table of who may do what, as SECURITY.md shows it; ``python -m tests.security.matrix`` prints it."""

from dashboard_app.actor import Role
from dashboard_app.capabilities import Capability, get_scope

SENTENCES = {
    Capability.LIST_CLIENTS: "Search, filter and page through the pending applications.",
    Capability.EXPORT_CLIENTS: "Download that list as a file.",
    Capability.READ_FILE: "Read one client's score, reasons and form.",
    Capability.WORK_ON_FILE: "Work on a client's file: compare, print, read contributions.",
    Capability.READ_OWN_FILE: "Read one's own file on the customer page.",
    Capability.READ_OWN_GENDER: "Read the gender in one's own form; a form that staff reads leaves it out.",
    Capability.COUNT_POPULATION: "Compare with former clients, as shares; small groups are suppressed.",
    Capability.SIMULATE: "Compute a score for an edited form; the result is not stored.",
    Capability.READ_MODEL: "Read how the model decides, how well it performs, and its model card.",
    Capability.READ_FAIRNESS: "Read the fairness report by gender, age and family status.",
    Capability.READ_DRIFT: "Read data drift, with Evidently's report.",
    Capability.READ_HELP: "Read the help and the definitions of variables.",
    Capability.USE_PAGES: "Load the frame and the routing of the pages.",
    Capability.USE_API: "Read the documentation of the API.",
    Capability.FIND_API: "See a link to the API's documentation at the foot of every page.",
    Capability.OWN_ACCOUNT: "Sign out, and change one's own password.",
    Capability.MANAGE_USERS: "Add, change and close accounts.",
    Capability.MANAGE_ASSIGNMENTS: "Assign clients to advisers.",
    Capability.READ_AUDIT: "Read the audit log.",
}
"""What each capability lets somebody do."""


def lines():
    """The lines of the table, as Markdown."""
    yield f"| capability | what | {' | '.join(role.value for role in Role)} |"
    yield "| --- | --- |" + " --- |" * len(Role)
    for capability in Capability:
        scopes = " | ".join(get_scope(role, capability).value for role in Role)
        yield f"| `{capability.value}` | {SENTENCES[capability]} | {scopes} |"


if __name__ == "__main__":
    print("\n".join(lines()))  # noqa: T201 - this is what it is for
