"""A real Chromium for tests, and a project served to it from a thread of this process."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from bsb.project import Project
from bsb.web.serve import Served, serve
from tests.conftest import need

PATIENCE = 10.0


def start_chromium() -> Chrome:
    """Return a driver. Without a browser the test is skipped; in CI it fails."""
    options = Options()
    options.binary_location = need("chromium")
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--window-size=1400,900",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    return Chrome(service=Service(need("chromedriver")), options=options)


@contextmanager
def serving(project: Project, *, port: int | None = None, coder: str = "KA") -> Iterator[Served]:
    """Serve a project from a thread."""
    served = serve(project, port=port, coder=coder)
    thread = threading.Thread(target=served.run)
    thread.start()
    try:
        yield served
    finally:
        served.stop()
        thread.join(PATIENCE)


@dataclass
class Page:
    """What a person does in the browser, and sees."""

    driver: Chrome
    base: str

    def open(self, path: str) -> None:
        """Go to a page; a transcript is there when its codings are drawn."""
        self.driver.get(self.base + path)
        if path.startswith("/transcript/"):
            self.wait(lambda: self.js("return document.documentElement.dataset.ready"))

    def js(self, script: str, *arguments: object) -> Any:
        """Run a script in the page."""
        return self.driver.execute_script(script, *arguments)

    def wait(self, true: Callable[[], Any]) -> Any:
        """Wait until something is true, and return it."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError("waited in vain for what the test asks")

    def saved(self) -> None:
        """Wait until nothing waits to be saved."""
        self.wait(lambda: self.js("return (document.documentElement.dataset.unsaved ?? '0') === '0'"))

    def one(self, selector: str) -> WebElement:
        """Return the element that fits."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector: str) -> list[WebElement]:
        """Return all that fit."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """Return the texts of all that fit."""
        found: list[str] = self.js(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector
        )
        return found

    def click(self, selector: str) -> None:
        """Click on something."""

        def clicked() -> bool:
            try:
                self.one(selector).click()
            except StaleElementReferenceException:  # the page drew it anew meanwhile
                return False
            return True

        self.wait(clicked)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, where the focus is."""
        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def chord(self, modifier: str, key: str) -> None:
        """Press a key with another held."""
        ActionChains(self.driver).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def choose(self, selector: str, value: str) -> None:
        """Choose a value of a select."""
        self.js(
            "const [s, v] = arguments; const e = document.querySelector(s); e.value = v;"
            "e.dispatchEvent(new Event('change', {bubbles: true}))",
            selector,
            value,
        )

    def drag_over(self, words: str, turn: int) -> None:
        """Select words of a turn with the mouse."""
        box = self.js(
            """const node = document.querySelector(`#p${arguments[0]}`).firstChild;
            const at = node.data.indexOf(arguments[1]);
            const range = new Range(); range.setStart(node, at); range.setEnd(node, at + arguments[1].length);
            range.startContainer.parentElement.scrollIntoView({block: "center"});
            const rects = range.getClientRects(); const a = rects[0], b = rects[rects.length - 1];
            return [a.left, a.top + a.height / 2, b.right, b.top + b.height / 2];""",
            turn,
            words,
        )
        x1, y1, x2, y2 = map(round, box)
        mouse = ActionChains(self.driver, duration=20)
        mouse.w3c_actions.pointer_action.move_to_location(x1 + 1, y1)
        mouse.w3c_actions.pointer_action.pointer_down()
        mouse.w3c_actions.pointer_action.move_to_location(x2 - 1, y2)
        mouse.w3c_actions.pointer_action.pointer_up()
        mouse.perform()

    def hosts(self) -> set[str]:
        """Return the hosts that have been asked for anything since last asked."""
        found = set()
        for line in self.driver.get_log("performance"):
            message = json.loads(line["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                url: str = message["params"]["request"]["url"]
                if url.startswith(("http", "ws", "ftp")):
                    found.add(url.split("/")[2])
        return found

    def complaints(self) -> list[str]:
        """Return what the browser complains about: errors in scripts, what the policy stopped."""
        lines = [line["message"] for line in self.driver.get_log("browser") if line["level"] == "SEVERE"]
        return [line for line in lines if "Failed to load resource" not in line]


__all__ = ["ActionChains", "Keys", "Page", "serving", "start_chromium"]
