"""The HTML report in a browser: a click on a cause shows its figure, filters, languages, and not one request."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.report.writing import Audited
from tests.outputs import hostile, written

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
pytestmark = [
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="chromium and its driver are not installed"),
    pytest.mark.xdist_group("browser"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    for argument in ("--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"):
        options.add_argument(argument)
    if os.name == "posix" and os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # root has none
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


class Seen:
    """A report that is open in the browser."""

    def __init__(self, driver: Any, path: Path) -> None:
        self.driver, self.path = driver, path

    def open(self, width: int = 1280, height: int = 900, *, dark: bool = False) -> None:
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.get(self.path.as_uri())

    def run(self, script: str, *given: object) -> Any:
        return self.driver.execute_script(script, *given)

    def click(self, selector: str) -> None:
        from selenium.webdriver.common.by import By

        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def shown(self, selector: str) -> list[str]:
        return list(
            self.run(
                "return [...document.querySelectorAll(arguments[0])].filter(e => e.offsetParent).map(e => e.innerText)",
                selector,
            )
        )

    def requests(self) -> set[str]:
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return {e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"}

    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="module")
def seen(browser: Any, seed: Audited, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    path = tmp_path_factory.mktemp("html") / "seed.html"
    path.write_text(written("html", seed), encoding="utf-8")
    return Seen(browser, path)


WHERE = """
const mark = document.getElementById(arguments[0]), svg = mark.closest('svg'), view = svg.viewBox.baseVal;
const a = mark.getBoundingClientRect(), b = svg.getBoundingClientRect(), scale = view.width / b.width;
const pane = document.querySelector('.pages').getBoundingClientRect();
const middle = document.elementFromPoint((a.left + a.right) / 2, (a.top + a.bottom) / 2);
return {page: svg.closest('figure').id, chosen: mark.classList.contains('on'), topmost: middle === mark,
  visible: a.top >= pane.top && a.bottom <= pane.bottom && a.left >= pane.left && a.right <= pane.right,
  box: [(a.left - b.left) * scale, (a.top - b.top) * scale, (a.right - b.left) * scale, (a.bottom - b.top) * scale]};
"""


@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_a_cause_shows_its_figure(seen: Seen, seed: Audited, width: int) -> None:
    seen.open(width)
    for cause in seed.report.causes:
        if width < 600:
            seen.click(".panes [data-pane=list]")
        seen.click(f"#{cause.id} .open")
        found = seen.run(WHERE, f"m{cause.fact.id}")
        assert found["page"] == f"p{cause.fact.page}"
        assert found["visible"]
        assert found["chosen"]
        assert found["topmost"]
        assert found["box"] == pytest.approx(cause.fact.box, abs=2.5)  # the mark is drawn a little around the figure
        assert not seen.run("return document.documentElement.scrollWidth > innerWidth")


def test_a_click_on_a_figure_of_a_finding_shows_that_figure(seen: Seen, seed: Audited) -> None:
    seen.open()
    seen.click("#C4 .evidence summary")
    number = next(n for n, f in enumerate(seed.report.findings, 1) if f.check.rules[0] == "NT-04d")
    other = next(o.fact for o in seed.report.findings[number - 1].check.operands if o.fact.place.kind == "cell")
    seen.click(f"#f{number} [data-mark=m{other.id}]")
    found = seen.run(WHERE, f"m{other.id}")
    assert (found["page"], found["visible"], found["chosen"]) == (f"p{other.page}", True, True)


def test_a_click_on_a_mark_chooses_its_cause(seen: Seen, seed: Audited) -> None:
    seen.open()
    seen.click("#C4 .open")
    seen.click(f"#m{seed.report.causes[1].fact.id}")
    assert seen.run("return document.querySelector('.card.on').id") == "C2"
    seen.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert seen.run("return document.querySelectorAll('.on').length") == 0


def test_filters(seen: Seen, seed: Audited) -> None:
    seen.open()
    everything = len(seen.shown(".card"))
    assert everything == len(seed.report.causes) + sum(not f.cause for f in seed.report.findings)
    seen.run("document.querySelector('[value=error]').click()")
    left = seen.run("return [...document.querySelectorAll('.finding:not([hidden])')].map(e => e.dataset.severity)")
    assert sorted(set(left)) == ["info", "warning"]
    total = len(seed.report.findings)
    assert seen.shown(".shown") == [f"{len(left)} / {total}"]
    seen.run("document.querySelector('[value=error]').click()")
    box = "const b = document.querySelector('[name=words]'); b.value = arguments[0]; b.dispatchEvent(new Event('input', {bubbles: true}))"
    seen.run(box, "小数点错位")
    assert [card.split("\n")[0] for card in seen.shown(".card .title")] == ["C4小数点错位"]
    seen.run(box, "no such words")
    assert seen.shown(".card") == []
    assert seen.shown(".nothing") == ["没有符合筛选条件的问题"]
    seen.run(box, "")
    assert len(seen.shown(".card")) == everything


def test_languages(seen: Seen) -> None:
    seen.open()
    assert seen.shown("#C4 .title") == ["C4小数点错位"]
    seen.click("[data-set=en]")
    assert seen.shown("#C4 .title") == ["C4decimal point misplaced"]
    assert seen.run("return document.documentElement.lang") == "en"
    assert "please check" in seen.shown(".verdict")[0]
    seen.click("[data-set=zh]")
    assert "请核对" in seen.shown(".verdict")[0]


def test_coverage_pages_and_zoom(seen: Seen, seed: Audited) -> None:
    seen.open()
    seen.run("document.querySelector('[name=coverage]').click()")
    assert seen.run("return getComputedStyle(document.querySelector('path.seen')).display") != "none"
    assert len(seen.shown(".sheet")) == 26
    seen.run("document.querySelector('[name=marked]').click()")
    pages = "return [...document.querySelectorAll('.sheet')].filter(e => e.offsetParent).map(e => e.id)"
    checks = [finding.check for finding in seed.report.findings]
    wanted = {o.fact.page for check in checks for o in check.operands} | {c.page for c in checks if not c.operands}
    assert set(seen.run(pages)) == {f"p{number}" for number in wanted}
    width = "return document.querySelector('.sheet.marked').getBoundingClientRect().width"
    before = seen.run(width)
    seen.click("[data-zoom='1']")
    assert seen.run(width) == pytest.approx(before * 1.25, rel=0.01)


def test_light_and_dark(seen: Seen) -> None:
    grounds = []
    for dark in (False, True):
        seen.open(dark=dark)
        grounds.append(
            seen.run(
                "return getComputedStyle(document.body).backgroundColor + getComputedStyle(document.querySelector('.paper')).fill"
            )
        )
    assert grounds[0] != grounds[1]


def test_no_request_and_no_complaint(seen: Seen) -> None:
    seen.requests()
    seen.complaints()
    seen.open()
    seen.click("#C1 .open")
    seen.click("[data-set=en]")
    assert seen.requests() == {seen.path.as_uri()}
    assert seen.complaints() == []


def test_hostile_texts_do_nothing(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(written("html", hostile()), encoding="utf-8", errors="backslashreplace")
    seen = Seen(browser, path)
    seen.complaints()
    seen.open()
    assert seen.run("return document.scripts.length") == 1
    assert "<script>alert(1)</script>" in seen.shown("h1")[0]
    assert seen.complaints() == []
