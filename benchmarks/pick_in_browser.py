"""From picking a client to everything drawn, in headless Chromium at 1440 x 900."""

import random
import time

from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks._browser import browser_at
from benchmarks._bundle import bundles_directory, percentile, report
from benchmarks._serving import served
from dashboard_app.store import Store

PICKS = 60
WARM_UP = 5
# Goes to a client as the search box of the header does, and resolves once the heading names the client, every chart of
# the page holds newly computed marks, and the browser has painted them.
PICK = """
const [number, done] = [arguments[0], arguments[arguments.length - 1]];
const places = ["#client-decision", "#client-reasons", "#client-comparison"];
const charts = () => places.map((place) => document.querySelector(place + " .js-plotly-plot"));
const before = charts().map((chart) => chart.calcdata);
const isDrawn = () => document.querySelector("h1").textContent.includes(number)
  && charts().every((chart, place) => chart && chart.calcdata && chart.calcdata !== before[place]);
const look = () => isDrawn() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0))
                             : requestAnimationFrame(look);
const form = document.querySelector("form[data-find]");
form.elements.number.value = number;
const began = performance.now();
form.requestSubmit();
look();
"""


def main() -> None:
    """Pick clients at random and print the median and the 95th percentile."""
    bundles = bundles_directory()
    numbers = Store(bundles).current().client_ids.tolist()
    chosen = random.Random(1).sample(numbers, PICKS + WARM_UP)  # noqa: S311 - a choice, and no secret
    with served(bundles) as address, browser_at(address) as driver:
        driver.get(f"{address}/client/{numbers[0]}?view=variables")
        WebDriverWait(driver, 30).until(
            lambda page: len(page.find_elements(By.CSS_SELECTOR, ".js-plotly-plot .main-svg")) >= 3
        )
        time.sleep(1)
        times = [float(driver.execute_async_script(PICK, number)) for number in chosen][WARM_UP:]
    what = f"pick to everything drawn, {len(numbers):,} clients, {PICKS} picks"
    report(f"{what}, p50", f"{percentile(times, 0.5):.0f} ms", "-")
    report(f"{what}, p95", f"{percentile(times, 0.95):.0f} ms", "<= 350 ms")


if __name__ == "__main__":
    main()
