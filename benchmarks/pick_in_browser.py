"""From picking a client to everything drawn, in headless Chromium at 1440 x 900.

    python -m benchmarks.pick_in_browser [TREE ...]

Further source trees are served beside this one over the same bundle, each with a browser of its own, and the same
clients are picked in turns. A tree can be measured if its file has the elements that ``PICK`` names.
"""

import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks._browser import browser_at
from benchmarks._bundle import ROOT, bundles_directory, name_tree, parse_trees, percentile, report
from benchmarks._serving import dashboard_server
from dashboard_app.store import Store

PICKS = 60
WARM_UP = 5
# Goes to a client as the search box of the header does, and resolves once the heading names the client, decision and
# reasons are shown, the reasons are new, the chart of the page holds newly computed marks, and the browser has painted
# them. The ten values of a client under "Reasons" are never those of the one before.
PICK = """
const [number, done] = [arguments[0], arguments[arguments.length - 1]];
const find = (selector) => document.querySelector(selector);
const chart = () => find("#client-comparison .js-plotly-plot");
const reasons = () => find("#client-reasons").textContent;
const [marksBefore, reasonsBefore] = [chart().calcdata, reasons()];
const isShown = (selector) => find(selector).textContent && find(selector).checkVisibility({visibilityProperty: true});
const isDrawn = () => find("h1").textContent.includes(number)
  && isShown("#client-decision") && isShown("#client-reasons") && reasons() !== reasonsBefore
  && chart() && chart().calcdata && chart().calcdata !== marksBefore;
const look = () => isDrawn() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0))
                             : requestAnimationFrame(look);
const form = find("form[data-find]");
form.elements.number.value = number;
const began = performance.now();
form.requestSubmit();
look();
"""


def main(trees: list[Path]) -> None:
    """Pick clients at random and print the median and the 95th percentile, and the ratio to those of other trees."""
    bundles = bundles_directory()
    numbers = Store(bundles).current().client_ids.tolist()
    chosen = random.Random(1).sample(numbers, PICKS + WARM_UP)  # noqa: S311 - a choice, and no secret
    with ExitStack() as running:
        drivers = {}
        for tree in [ROOT, *trees]:
            server = running.enter_context(dashboard_server(bundles, root=tree))
            drivers[tree] = running.enter_context(browser_at(server.address))
            _open_file(drivers[tree], server.address, numbers[0])
        times: dict[Path, list[float]] = {tree: [] for tree in drivers}
        for number in chosen:
            for tree, driver in drivers.items():
                times[tree].append(float(driver.execute_async_script(PICK, number)))
    measured = {tree: values[WARM_UP:] for tree, values in times.items()}
    for tree, values in measured.items():
        what = f"pick to everything drawn, {len(numbers):,} clients, {PICKS} picks"
        name = name_tree(tree)
        report(f"{what}, p50{name}", f"{percentile(values, 0.5):.0f} ms", "-")
        report(f"{what}, p95{name}", f"{percentile(values, 0.95):.0f} ms", "<= 350 ms")
        if tree != ROOT:
            for share in (0.5, 0.95):
                ratio = percentile(measured[ROOT], share) / percentile(values, share)
                report(
                    f"p{share * 100:.0f} of this tree over that of {tree.name}", f"{ratio:.2f} times", "<= 0.8 times"
                )


def _open_file(driver: Chrome, address: str, number: int) -> None:
    driver.get(f"{address}/client/{number}?view=variables")
    WebDriverWait(driver, 30).until(
        lambda page: page.find_elements(By.CSS_SELECTOR, "#client-comparison .js-plotly-plot .main-svg")
    )
    time.sleep(1)


if __name__ == "__main__":
    main(parse_trees(sys.argv[1:]))
