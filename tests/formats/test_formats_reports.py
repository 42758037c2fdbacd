"""What people reported of other programs' files. Each kind has its report's number and inputs of our own."""

import json
import random

import pytest
from examples import some
from hypothesis import given, settings
from hypothesis import strategies as st

import kit
from kit.formats import MODULES

TEXT = "The mayor met Ana Roth in Delta. Then Ben Lee left."
ARTICLE = kit.Article(TEXT)
ANA = (14, 22)


def read(tmp_path, name, content, format=None, article=ARTICLE):
    path = tmp_path / name
    if not isinstance(content, str | bytes):
        content = json.dumps(content, ensure_ascii=False)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return kit.read_annotations(path, article, format)


def words(marks):
    return [mark.text for mark in marks]


ENTITY = {"label": "PER", "start_offset": 14, "end_offset": 22}
DOCCANO = {
    "entities": {"text": TEXT, "entities": [{"id": 1, **ENTITY}]},
    "label": {"text": TEXT, "label": [[14, 22, "PER"]]},
    "labels": {"text": TEXT, "labels": [[14, 22, "PER"]]},
    "data, not text (1605)": {"data": TEXT, "label": [[14, 22, "PER"]]},
    "annotations (113)": {"text": TEXT, "annotations": [ENTITY]},
    "records": {"text": TEXT, "label": [{"start": 14, "end": 22, "label": "PER"}]},
}


@pytest.mark.parametrize("row", DOCCANO.values(), ids=DOCCANO)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_every_version_of_doccano(tmp_path, row, name):
    content = [row] if name == "a.json" else json.dumps(row) + "\n"
    marks = read(tmp_path, name, content)
    assert words(marks) == ["Ana Roth"] and [mark.label for mark in marks] == ["PER"]


def test_labels_that_are_numbers_are_named(tmp_path):  # doccano 113
    marks = read(tmp_path, "a.jsonl", {"text": TEXT, "annotations": [{**ENTITY, "label": 7}]})
    assert words(marks) == ["Ana Roth"] and "its label is the number 7" in marks.notices[0]


SPAN = {"start": 14, "end": 22, "text": "Ana Roth"}
REGION = {"value": {**SPAN, "labels": ["PER"]}, "id": "x", "type": "labels", "from_name": "label"}


def task(version, **more):
    return [{"id": 1, "data": {"text": TEXT}, "annotations": [version], **more}]


@pytest.mark.parametrize(
    "row",
    [
        {"text": TEXT, "id": 1, "label": [{**SPAN, "labels": ["PER"]}], "annotator": 1},
        {"words": TEXT, "entities": [{**SPAN, "labels": ["PER"]}, {**SPAN, "labels": []}]},
    ],
)
def test_label_studios_short_export(tmp_path, row):  # label-studio-converter 109
    for format in (None, "labelstudio"):
        assert words(read(tmp_path, "a.json", [row], format)) == ["Ana Roth"]


def test_label_studios_older_export(tmp_path):
    rows = [{"id": 1, "data": {"text": TEXT}, "completions": [{"result": [REGION]}]}]
    assert words(read(tmp_path, "a.json", rows)) == ["Ana Roth"]


@pytest.mark.parametrize("kind", ["hypertextlabels", "paragraphlabels"])
def test_paths_in_a_page_are_found_by_their_words(tmp_path, kind):  # label-studio 2777
    place = {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 4, "endOffset": 9}
    region = {**REGION, "type": kind, "value": {**place, "text": "Ana Roth", kind: ["PER"]}}
    rows = task({"result": [region]}, data={"text": f"<p>{TEXT}</p>"})
    assert words(read(tmp_path, "a.json", rows)) == ["Ana Roth"]


def test_work_that_its_author_skipped_is_no_work(tmp_path):  # label-studio 279
    marks = read(tmp_path, "a.json", task({"was_cancelled": True, "result": [REGION]}))
    assert words(marks) == [] and marks.notices == [
        "annotations that their author skipped are not read: 1"
    ]
    drafts = [{"data": {"text": TEXT}, "annotations": [], "drafts": [{"result": [REGION]}]}]
    assert "only drafts" in read(tmp_path, "a.json", drafts).notices[0]
    guesses = [{"data": {"text": TEXT}, "predictions": [{"result": [REGION]}]}]
    assert "a model's guesses" in read(tmp_path, "a.json", guesses).notices[0]


ROW = {
    "id": "abc",
    "user": "acct:ana@example.org",
    "text": "a note",
    "tags": ["role", "office"],
    "target": [
        {
            "source": "https://example.org",
            "selector": [
                {"type": "TextPositionSelector", "start": 4, "end": 9},
                {"type": "TextQuoteSelector", "exact": "mayor", "prefix": "The ", "suffix": " met"},
            ],
        }
    ],
}


@pytest.mark.parametrize(
    "data",
    [
        {"export_date": "2024-01-01", "annotations": [ROW]},
        {"total": 1, "rows": [ROW]},
        [ROW],
        ROW,
    ],
    ids=["its export", "a search", "rows", "one row"],
)
def test_hypothesis(tmp_path, data):  # client 5693
    (mark,) = read(tmp_path, "a.json", data)
    assert (mark.text, mark.label, mark.note, mark.creator) == ("mayor", "role", "a note", "ana")
    assert mark.attributes == {"tags": "office"}


def test_page_notes_and_replies_are_named(tmp_path):
    note = {**ROW, "target": [{"source": "https://example.org"}]}
    marks = read(tmp_path, "a.json", [ROW, note, {**ROW, "references": ["abc"]}])
    assert words(marks) == ["mayor"]
    assert marks.notices == [
        "annotation 2: a note on the whole page; left out",
        "annotation 3: a reply to another one; left out",
    ]


TABLE = "start{0}end{0}text{0}label\r\n4{0}9{0}mayor{0}role\r\n"


@pytest.mark.parametrize(
    "table",
    [
        "sep=;\r\n" + TABLE.format(";"),
        '"sep=,"\r\n' + TABLE.format(","),
        TABLE.format(";"),
        TABLE.format("\t"),
        TABLE.format("|"),
        "\ufeff" + TABLE.format(","),
        TABLE.format("\t").encode("utf-16"),
        TABLE.format(";").replace("4;9", "4,0;9,0"),
        TABLE.format(",").replace("start,end,text,label", "Start,END,Text,Label"),
        TABLE.format(",").replace("\r\n", ",,\r\n"),
        "text,label\nmayor,role\n",
        '"start","end","text","label"\n"4","9","mayor","role"\n',
    ],
)
def test_tables_as_spreadsheets_save_them(tmp_path, table):  # oerworldmap 1142
    marks = read(tmp_path, "a.csv", table)
    assert words(marks) == ["mayor"] and next(iter(marks)).label == "role"


def test_one_odd_row_does_not_refuse_a_table(tmp_path):
    rows = "start,end,label,id\n4,9,role,1\nx,2,role,2\n14,22,,3\n14,22,PER,1\n"
    marks = read(tmp_path, "a.csv", rows)
    assert words(marks) == ["mayor"]
    assert [line.split(":")[0] for line in marks.notices] == ["row 3", "row 4", "row 5"]


SOFA = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": TEXT}
PERSON = {"%ID": 2, "%TYPE": "x.Span", "@sofa": 1, "begin": 14, "end": 22, "label": "PER"}


@pytest.mark.parametrize("begin, end", [(9, 9), (9, 5), (9, 999), (-1, 3), ("a", 3), (3, None)])
def test_one_odd_span_does_not_refuse_a_cas(tmp_path, begin, end):  # webanno 1384
    odd = {**PERSON, "%ID": 3, "begin": begin, "end": end}
    data = {"%TYPES": {}, "%FEATURE_STRUCTURES": [SOFA, PERSON, odd], "%VIEWS": {}}
    marks = read(tmp_path, "a.json", data)
    assert words(marks) == ["Ana Roth"] and "structure 3" in marks.notices[0]


def test_one_odd_line_does_not_refuse_brats_file(tmp_path):
    lines = "T1\tPER 14 22\tAna Roth\nT2\tPER 3\tx\nT1\tPER 33 40\tBen Lee\n"
    marks = read(tmp_path, "a.ann", lines)
    assert words(marks) == ["Ana Roth"] and len(marks.notices) == 2


def test_a_cas_with_several_texts(tmp_path):  # dkpro-cassis 79
    other = {**SOFA, "%ID": 9, "sofaString": "Another text."}
    data = {"%TYPES": {}, "%FEATURE_STRUCTURES": [other, SOFA, PERSON], "%VIEWS": {}}
    assert words(read(tmp_path, "a.json", data)) == ["Ana Roth"]
    with pytest.raises(kit.KitError, match="holds 2 texts, and none is this article"):
        read(tmp_path, "a.json", data, article=kit.Article("A third text with Ana Roth."))


@pytest.mark.parametrize("gap", ["\n  ", "\n", " \n", "\n\t", "\n\n  "])
def test_brats_span_over_an_indented_line_break(tmp_path, gap):  # brat 1042
    text = f"Foo{gap}Bar left."
    line = f"T1\tSpan 0 3;{3 + len(gap)} {6 + len(gap)}\tFoo Bar\n"
    marks = read(tmp_path, "a.ann", line, article=kit.Article(text))
    assert [mark.status for mark in marks] == ["found"] and marks.notices == []


XMI = """<?xml version="1.0" encoding="UTF-8"?>
<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:custom="http:///webanno/custom.ecore" xmlns:type="http:///uima/tcas.ecore" xmi:version="2.0">
 <cas:NULL xmi:id="0"/>
 <type:DocumentAnnotation xmi:id="8" sofa="1" begin="0" end="51" language="en"/>
 <custom:Span xmi:id="12" sofa="1" begin="14" end="22" value="PER"/>
 <custom:Span xmi:id="13" sofa="1" begin="9" end="9" value="PER"/>
 <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="TEXT"/>
</xmi:XMI>""".replace("TEXT", TEXT)


@pytest.mark.parametrize("name, format", [("a.xmi", None), ("a.xmi", "cas"), ("a.xml", "xmi")])
def test_xmi(tmp_path, name, format):  # inception 1811
    marks = read(tmp_path, name, XMI, format)
    assert words(marks) == ["Ana Roth"] and next(iter(marks)).label == "PER"
    assert "structure 13" in marks.notices[0]


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"/>',
        "<html><body>no</body></html>",
        "<broken",
        '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    ],
)
def test_xml_that_holds_no_text_is_one_line(tmp_path, content):
    with pytest.raises(kit.KitError) as error:
        read(tmp_path, "a.xmi", content)
    assert "XMI" in str(error.value) or "XML" in str(error.value)


def test_a_no_break_space_is_part_of_a_token(tmp_path):  # label-studio 556
    article = kit.Article("Ana\u00a0Roth left\u202fus")
    for gap in "\t", " ":
        rows = f"Ana\u00a0Roth{gap}B-PER\nleft\u202fus{gap}O\n"
        assert words(read(tmp_path, "a.conll", rows, article=article)) == ["Ana\u00a0Roth"]


POSITION = {"type": "TextPositionSelector", "start": 4, "end": 9}
TARGETS = {
    "a fragment": {"source": "e", "selector": {"type": "FragmentSelector", "value": "char=4,9"}},
    "an address with a fragment": "https://example.org/a.txt#char=4,9",
    "a source with a fragment": {"source": "https://example.org/a.txt#char=4,9"},
    "a range": {
        "source": "e",
        "selector": {
            "type": "RangeSelector",
            "startSelector": POSITION,
            "endSelector": {**POSITION, "start": 9, "end": 10},
        },
    },
    "refined": {"selector": {"type": "CssSelector", "value": "p", "refinedBy": POSITION}},
    "words alone": {"selector": {"type": "TextQuoteSelector", "exact": "mayor"}},
}


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_every_place_of_the_w3c_model(tmp_path, target):  # thorium-reader 2625
    marks = read(tmp_path, "a.json", {"type": "Annotation", "bodyValue": "n", "target": target})
    assert words(marks) == ["mayor"] and not marks.orphans


def damage(data, chance):
    """Replace one value somewhere in JSON data by something else."""
    if isinstance(data, dict | list) and data and chance.random() < 0.9:
        key = chance.choice(list(data) if isinstance(data, dict) else range(len(data)))
        data[key] = damage(data[key], chance)
        return data
    return chance.choice([None, [], {}, "x", -1, 1.5, 10**30, True, [[]], {"": None}])


@settings(max_examples=some(200))
@given(st.sampled_from(["cas", "doccano", "labelstudio", "hypothesis"]), st.integers(0, 10**9))
def test_a_file_of_the_right_program_never_ends_in_a_traceback(tmp_path_factory, format, seed):
    chance = random.Random(seed)
    marks = kit.Annotations(ARTICLE)
    first = marks.add(4, 9, "role", note="n")
    marks.add(*ANA, "person", form="x", part_of=first.id)
    data = {"rows": [ROW, ROW]}
    if format != "hypothesis":
        data = json.loads(MODULES[format].dumps(list(marks), ARTICLE))
    for _ in range(chance.randrange(1, 4)):
        data = damage(data, chance)
    try:
        read(tmp_path_factory.mktemp("damage"), "a.json", data, format)
    except kit.KitError as error:
        assert "\n" not in str(error)
