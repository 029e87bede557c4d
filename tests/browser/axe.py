"""axe-core on the page that a browser shows: what breaks the rules of WCAG 2.2 A and AA, or best practices."""

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KNOWN: dict[str, str] = {}
"""Rules that a component of somebody else breaks: rule and selector, and since when, with the upstream report.

At most three; a test says so.
"""
RUN = """
const [tags, done] = [arguments[0], arguments[arguments.length - 1]];
window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] })
  .then((found) => done(found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.target.join(" "))])))
  .catch((error) => done([["axe failed", [String(error)]]]));
"""


def violations(browser):
    """Return what is wrong with the page as it stands: "rule: selector", without what is known."""
    driver = browser.driver
    if not driver.execute_script("return Boolean(window.axe)"):
        # As a script of the driver it runs beside the page's own policy, which would refuse it.
        driver.execute_script(SOURCE.read_text(encoding="utf-8"))
    driver.set_script_timeout(60)
    found = driver.execute_async_script(RUN, TAGS)
    lines = [f"{rule}: {target}" for rule, targets in found for target in targets]
    return [line for line in lines if line not in KNOWN]
