"""Headless Chromium for a benchmark, signed in as an adviser."""

from collections.abc import Iterator
from contextlib import contextmanager

from selenium.webdriver import Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from benchmarks._serving import PASSWORD

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--window-size=1440,900",
)


@contextmanager
def browser_at(address: str) -> Iterator[Chrome]:
    """Give a browser of 1440 x 900 that has signed in."""
    options = Options()
    for flag in FLAGS:
        options.add_argument(flag)
    driver = Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    try:
        driver.set_script_timeout(20)
        driver.get(f"{address}/login")
        driver.find_element(By.ID, "name").send_keys("adviser")
        driver.find_element(By.ID, "password").send_keys(PASSWORD)
        driver.find_element(By.CSS_SELECTOR, "main button[type=submit]").click()
        WebDriverWait(driver, 30).until(lambda page: page.find_elements(By.CSS_SELECTOR, ".cs-menu"))
        yield driver
    finally:
        driver.quit()
