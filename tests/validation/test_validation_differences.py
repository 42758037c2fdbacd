"""A difference is shown so that a person sees it: side by side, tables as tables, long outputs folded, pictures by eye."""

import base64
import io

import pandas as pd
import pytest
from matplotlib.figure import Figure

from workshop.validation.differences import difference
from workshop.validation.guards import find_traces, output_faults, same_pictures


def value(plain, html=None):
    data = {"text/plain": plain} | ({"text/html": html} if html else {})
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}


def table(frame):
    return value(repr(frame), frame._repr_html_())


def printed(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def picture(points=(1, 5, 2), turn=False, **font):
    fig = Figure(figsize=(4, 3))
    axes = fig.subplots()
    axes.plot(*(points, range(3)) if turn else (range(3), points))
    axes.set_title("Words by paragraph", **font)
    file = io.BytesIO()
    fig.savefig(file)
    data = base64.b64encode(file.getvalue()).decode()
    return [value("a line", f'<img alt="a line" src="data:image/png;base64,{data}">')]


def test_tables_are_compared_as_tables():
    old = pd.DataFrame({"speaker": ["Assad", "Trump", *"abcdef"], "words": range(8)})
    new = old.copy()
    new.loc[1, "words"] = 99
    assert difference([table(old)], [table(new)]) == [
        "a table:",
        "     speaker  words",
        "  … 1 row the same",
        "≠ 1  Trump    1 → 99",
        "  … 6 rows the same",
    ]
    lost = difference([table(old)], [table(old.drop(index=1))])
    assert [line for line in lost if line[0] in "-+≠"] == ["- 1  Trump    1"]


def test_around_a_table_that_is_the_same_the_rest_is_compared():
    html = pd.DataFrame({"words": [1]})._repr_html_()
    lines = difference([value("t", html)], [value("t", html.replace('border="1"', 'border="2"'))])
    assert any(line.startswith("≠") and 'border="1"' in line for line in lines)


def test_long_outputs_are_folded_and_the_change_is_marked():
    old = "\n".join(f"paragraph {n}" for n in range(200))
    lines = difference(
        [printed(old)], [printed(old.replace("paragraph 150", "paragraf 150"))], width=60
    )
    assert len(lines) < 20
    assert any(line.startswith("≠ paragraph 150") and "paragraf 150" in line for line in lines)
    assert any("lines the same" in line for line in lines)
    everything = difference([printed(old)], [printed(old.upper())])
    assert len(everything) < 100 and "more lines" in everything[-1]


def test_a_change_far_to_the_right_is_brought_into_view():
    old = "word " * 60 + "end"
    lines = difference([printed(old)], [printed(old.replace("end", "END"))], width=60)
    assert any("end" in line and "END" in line for line in lines) and max(map(len, lines)) <= 60


def test_on_a_terminal_the_change_is_coloured_and_elsewhere_it_is_plain():
    pair = [printed("12 words")], [printed("13 words")]
    assert "\033[31m2\033[0m" in "\n".join(difference(*pair, colour=True))
    assert "\033" not in "\n".join(difference(*pair))


@pytest.mark.parametrize(
    ("old", "new", "heading"),
    [
        ([], [printed("new")], "printed:"),
        ([printed("old")], [], "printed:"),
        ([value("1")], [printed("1")], "a value, now printed:"),
        ([value("same", "<p>a</p>")], [value("same", "<p>b</p>")], "HTML:"),
    ],
)
def test_it_says_what_kind_of_output_differs(old, new, heading):
    assert difference(old, new)[0] == heading


def test_a_picture_is_the_same_to_the_eye_or_it_is_not():
    assert same_pictures(picture(), picture())
    assert same_pictures(picture(), picture(fontfamily="DejaVu Serif")), "another font"
    assert not same_pictures(picture(), picture(points=(5, 1, 2)))
    assert not same_pictures(picture(), picture(turn=True)), "swapped axes"
    assert not same_pictures(picture(), [])
    assert same_pictures([], [])


@pytest.mark.parametrize(
    "harmless",
    [
        "In 2017, at 5:30 pm",
        "https://example.org/home/page",
        "and/or /tmp",
        "#0072B2",
        "0x1F",
        "a" * 64,
        "3/4",
    ],
)
def test_harmless_text_is_no_trace(harmless):
    assert find_traces(harmless) == []


def test_a_widget_that_says_its_state_is_no_fault():
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}}
    said = value("Text(value='a')")
    assert output_faults([said]) == []
    said["data"] |= view
    assert output_faults([said]) == [
        "a widget's live view is saved, which no other computer can show"
    ]
