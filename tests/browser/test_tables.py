"""Tables on a phone and for a screen reader: no barrier, nothing wider than the page, long texts that open with a key."""

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import kit

LONG = "Rain fell on the town and on the hills, " * 5


def tables():
    """Return tables of each kind: long texts, many numbers, something missing, names of rows."""
    texts = pd.DataFrame({"text": [LONG, "Short."], "speaker": ["Maren Holt", None]})
    names = "true_positive false_positive false_negative precision recall f1".split()
    numbers = pd.DataFrame([range(6), range(6)], columns=names, index=["organisation", "all"])
    return [
        kit.show_table(texts, "Who speaks", ["speaker: nobody is named in the second."]),
        kit.show_table(numbers, "What was found, compared with the key", f1="F1"),
        kit.search(kit.Article(LONG), "rain"),
        kit.threshold({"the mayor": 30, "the drivers": 2}, least=5),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tables_have_no_barrier_and_fit_a_phone(browser, scheme):
    page = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    shown = [one.html if hasattr(one, "html") else one._repr_html_ for one in tables()]
    body = "".join(one() for one in shown)
    page.set_content(
        f'<!doctype html><html lang="en"><title>Tables</title><style>:root{{color-scheme:{scheme}}}</style><main><h1>Tables</h1>{body}</main>'
    )
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_long_text_opens_with_a_key_and_the_first_column_stays(browser):
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.set_content("".join(one._repr_html_() for one in tables()[:2]))
    fold = page.locator("details").first
    expect(fold).not_to_have_attribute("open", "")
    fold.locator("summary").press("Enter")
    expect(fold).to_have_attribute("open", "")
    wide = page.get_by_role("region", name="What was found, compared with the key")
    label = wide.get_by_role("rowheader", name="organisation")
    before = label.bounding_box()["x"]
    wide.evaluate("(frame) => (frame.scrollLeft = 500)")
    assert wide.evaluate("(frame) => frame.scrollLeft") > 0
    assert label.bounding_box()["x"] <= before + 1 and label.bounding_box()["x"] >= 0
    page.close()
