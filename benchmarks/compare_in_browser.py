"""From a change of variable or filter to the chart drawn, in headless Chromium, 307,511 former clients."""

import random
import time

from benchmarks._browser import browser_at
from benchmarks._bundle import percentile, report
from benchmarks._enlarged import FORMER, enlarged
from benchmarks._serving import served
from dashboard_app.filters import AGE_BANDS
from dashboard_app.ids import ClientIds, filter_id
from dashboard_app.store import Store

CLIENTS = 356_000
CHANGES = 60
WARM_UP = 5
# Chooses as a person does, and resolves once the chart holds newly computed marks and the browser has painted them.
CHANGE = """
const [id, value, done] = arguments;
const chart = () => document.querySelector("#client-comparison .js-plotly-plot");
const before = chart()?.calcdata;
const isDrawn = () => chart() && chart().calcdata && chart().calcdata !== before;
const look = () => isDrawn() ? requestAnimationFrame(() => setTimeout(() => done(performance.now() - began), 0))
                             : requestAnimationFrame(look);
const began = performance.now();
window.dash_clientside.set_props(id, { value });
look();
"""


def main() -> None:
    """Change the variable and the age band in turns and print the median and the 95th percentile."""
    bundles = enlarged(CLIENTS)
    active_bundle = Store(bundles).current()
    chance = random.Random(1)  # noqa: S311 - a choice, and no secret
    features = chance.sample(list(active_bundle.feature_index), CHANGES + WARM_UP)
    ages = [chance.choice(AGE_BANDS).name for _ in features]
    with served(bundles) as address, browser_at(address) as driver:
        driver.get(f"{address}/client/{active_bundle.client_ids[0]}")
        driver.execute_async_script(
            "const done = arguments[0]; const look = () => document.querySelector('#client-comparison .main-svg')"
            " ? done() : setTimeout(look, 20); look();"
        )
        time.sleep(1)
        times = []
        last = None
        for feature, age in zip(features, ages, strict=True):
            times.append(float(driver.execute_async_script(CHANGE, str(ClientIds.FEATURE), feature)))
            if age != last:
                times.append(float(driver.execute_async_script(CHANGE, filter_id("age"), age)))
                last = age
        times = times[2 * WARM_UP :]
    what = f"change of variable or filter to chart drawn, {FORMER:,} former clients"
    report(f"{what}, p50", f"{percentile(times, 0.5):.0f} ms", "-")
    report(f"{what}, p95", f"{percentile(times, 0.95):.0f} ms", "<= 300 ms")


if __name__ == "__main__":
    main()
