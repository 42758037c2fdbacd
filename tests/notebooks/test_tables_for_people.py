"""Every table that a lesson shows can be read by a person, and by a screen reader: a caption, headings in words, no NaN."""

import re
from html.parser import HTMLParser

import pandas as pd
import pytest
from masters import LESSONS, cells, name

import kit
from kit.analysing.noted import draw_table

INTERNAL = re.compile(r"\bNaN\b|\bnan\b|<NA>|\bNaT\b|\bTrue\b|\bFalse\b")
UNROUNDED = re.compile(r"\d\.\d{4}")


class Tables(HTMLParser):
    """The tables of a page. found: for each its captions, headings (text, scope) and cells."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.place = None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self.found.append({"caption": [], "th": [], "td": [], "scopes": []})
        elif tag in ("caption", "th", "td"):
            self.place = self.found[-1][tag]
            self.place.append("")
            self.found[-1]["scopes"] += [dict(attrs).get("scope")] if tag == "th" else []

    def handle_endtag(self, tag):
        if tag in ("caption", "th", "td"):
            self.place = None

    def handle_data(self, data):
        if self.place is not None:
            self.place[-1] += data


def shown(path):
    """Yield (cell, text, page) of each output of a notebook; a page is its HTML, "" if none."""
    for cell in cells(path, "code"):
        for output in cell["outputs"]:
            data = output.get("data", {})
            text = "".join(data.get("text/plain", output.get("text", "")))
            yield cell["id"], text, "".join(data.get("text/html", ""))


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_tables_have_a_caption_headings_in_words_and_nothing_internal(path):
    faults = []
    for cell, text, page in shown(path):
        faults += [(cell, word) for word in INTERNAL.findall(text)]
        for table in Tables(page).found:
            heads = [
                head
                for head, scope in zip(table["th"], table["scopes"], strict=True)
                if scope == "col"
            ]
            faults += [(cell, head) for head in heads if "_" in head or not head.strip()]
            if [bool(caption.strip()) for caption in table["caption"]] != [True]:
                faults.append((cell, "no caption"))
            if not heads or None in table["scopes"]:
                faults.append((cell, "a heading without its scope"))
            values = [*table["th"], *table["td"]]
            faults += [(cell, value) for value in values if INTERNAL.fullmatch(value.strip())]
            faults += [(cell, value) for value in values if UNROUNDED.search(value)]
            faults += [(cell, value) for value in values if value.strip() == "None"]
    assert faults == []


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_no_table_is_printed_as_pandas_prints_it(path):
    """A printed table has neither caption nor headings that can be heard."""
    printed = []
    for cell in cells(path, "code"):
        source = "".join(cell["source"])
        if "to_string" in source or 'class="dataframe"' in str(cell["outputs"]):
            printed.append(cell["id"])
    assert printed == []


def test_what_a_table_shows_is_words_and_what_it_holds_stays():
    table = pd.DataFrame(
        {"f1_exact": [0.123456, float("nan")], "is_new": [True, False], "n": [3, 0]}
    )
    one = kit.show_table(table, "Two readings", ["F1: no value (–) for the second."], f1_exact="F1")
    assert list(one) == ["f1_exact", "is_new", "n"] and one.f1_exact[0] == 0.123456
    found = Tables(one._repr_html_()).found[0]
    assert found["caption"] == ["Two readings"]
    assert found["th"] == ["F1", "is new", "n", "0.12", "–"]
    assert found["td"] == ["yes", "3", "no", "0"]
    assert repr(one).splitlines()[0] == "Two readings" and "no value (–)" in repr(one)


def test_long_texts_fold_and_nothing_of_them_is_lost():
    long = "Rain fell on the town " * 8
    page = kit.show_table(pd.DataFrame({"text": [long.strip()]}), "Texts")._repr_html_()
    assert page.count("<details>") == 1
    assert "".join(Tables(page).found[0]["th"][1:]).replace(" …… ", "") == long.strip()


def test_names_of_rows_are_headings_and_numbers_of_rows_go():
    named = pd.DataFrame({"words": [2]}, index=["Ann"])
    assert Tables(kit.show_table(named, "Words")._repr_html_()).found[0]["th"] == ["words", "Ann"]
    numbered = pd.DataFrame({"who": ["Ann"]}, index=[7])
    assert Tables(kit.show_table(numbered, "Who")._repr_html_()).found[0]["th"] == ["who", "Ann"]


def test_markup_in_a_table_is_text():
    page = draw_table("<b>", ["<i>"], [["<script>alert(1)</script>"]], notes=["<u>"])
    assert not re.search(r"<(b|i|u|script)>", page)


def test_an_empty_table_says_so():
    empty = kit.show_table(pd.DataFrame({"who": []}), "Who speaks")
    assert "Who speaks: nothing to show" in empty._repr_html_() and "nothing" in repr(empty)
