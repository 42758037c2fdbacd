"""Files of other programs: what each holds comes back, what it can't hold is said, and other programs read what we wrote."""

import json
import re
import warnings

import pytest
from examples import some
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from nervaluate import Evaluator
from schemas import LABEL_STUDIO, W3C

import kit
from kit.formats import FORMATS, MODULES, common, losses

ARTICLE = kit.Article(
    "Ana 👩🏽‍🚒 Blum opened the bridge.\n\n“A bridge doesn’t wait,” she said. قالت: «لا» e\u0301 left.\nThe 😀 end, on 3 May 2017!\n"
)
TEXT = ARTICLE.text
NO_IDS = {"brat", "conll", "doccano"}  # formats without room for our ids


def put(folder, marks, format):
    path = folder / f"marks{(FORMATS[format] or ['.json'])[0]}"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        kit.write_annotations(marks, path, format)
    return path


def gist(marks, format):
    """What must come back: for formats without ids, links are told by what they point at."""
    name = {
        mark.id: mark.id if format not in NO_IDS else (mark.start, mark.end, mark.label)
        for mark in marks
    }
    holds = (
        MODULES[format].HOLDS
        if format != "w3c"
        else {"notes", "creators", "attributes", "links", "orphans"}
    )
    found = []
    for mark in marks:
        links = {n: name[v] for n, v in mark.attributes.items() if v in name and "links" in holds}
        words = {
            n: v for n, v in mark.attributes.items() if v not in name and "attributes" in holds
        }
        creator = mark.creator if "creators" in holds else ""
        note = mark.note if "notes" in holds else ""
        own = "" if format in NO_IDS else mark.id
        found.append(
            (
                mark.start,
                mark.end,
                mark.text,
                mark.label,
                note,
                creator,
                sorted((links | words).items()),
                own,
            )
        )
    return sorted(found, key=str)


WORDS = [(m.start(), m.end()) for m in re.finditer(r"\S+", TEXT)]
NAMES = st.sampled_from(["speaker", "form", "wikidata"])
LINE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=12
).filter(lambda t: t.strip() == t)


@st.composite
def some_marks(draw):
    marks = kit.Annotations(ARTICLE, creator=draw(st.sampled_from(["me", "=Zoë", "'@x"])))
    for _ in range(draw(st.integers(0, 6))):
        first = draw(st.integers(0, len(WORDS) - 1))
        last = draw(st.integers(first, min(first + 4, len(WORDS) - 1)))
        start, end = WORDS[first][0], WORDS[last][1]
        start += draw(st.integers(0, min(2, WORDS[first][1] - WORDS[first][0] - 1)))
        label = draw(st.sampled_from(["person", "place", "büro-x", "Sprecher:in"]))
        attributes = draw(st.dictionaries(NAMES, LINE, max_size=2))
        if len(marks) and draw(st.booleans()):
            attributes["part_of"] = next(iter(marks)).id
        marks.add(start, end, label, note=draw(st.one_of(st.just(""), LINE)), **attributes)
    return marks


@pytest.mark.parametrize("format", ["cas", "xmi"])
def test_a_number_as_an_attribute_is_no_link(tmp_path, format):
    marks = kit.Annotations(ARTICLE)
    for number in range(1, 6):
        marks.add(*WORDS[number], "person", speaker=str(number))
    read = kit.read_annotations(put(tmp_path, marks, format), ARTICLE)
    assert gist(read, format) == gist(marks, format)


@pytest.mark.parametrize("format", ["w3c", "csv", "brat", "labelstudio", "doccano", "cas", "xmi"])
@settings(max_examples=40, deadline=None)
@given(marks=some_marks())
def test_what_a_format_holds_comes_back(tmp_path_factory, format, marks):
    path = put(tmp_path_factory.mktemp("round"), marks, format)
    read = kit.read_annotations(path, ARTICLE)
    assert gist(read, format) == gist(marks, format)
    assert read.notices == []


@settings(max_examples=some(60), deadline=None)
@given(marks=some_marks())
def test_conll_gives_back_what_does_not_overlap_and_says_the_rest(tmp_path_factory, marks):
    read = kit.read_annotations(put(tmp_path_factory.mktemp("round"), marks, "conll"), ARTICLE)
    lost = [line for line in losses(marks, "conll") if "overlapping" in line]
    count = int(re.search(r"\d+", lost[0])[0]) if lost else 0
    spans = {(m.start, m.end, m.label) for m in marks}
    assert {(m.start, m.end, m.label) for m in read} <= spans
    assert len(read) + count == len(marks) and read.notices == []


def example():
    """Marks with everything: nested, over a line break, with emoji inside, linked, noted, described."""
    marks = kit.Annotations(ARTICLE, creator="Ana")
    whole = marks.add(
        TEXT.index("“A"), TEXT.index(" قالت"), "quotation", note="as told", form="indirect"
    )
    inner = TEXT.index("A bridge")
    marks.add(inner, inner + 21, "quotation", form="direct", speaker="Ana Blum", part_of=whole)
    marks.add(0, TEXT.index(" opened"), "person")
    marks.add(TEXT.index("left."), TEXT.index(" end,"), "odd")
    return marks


HELD = {  # what each says it can't hold of the example
    "w3c": [],
    "csv": [],
    "brat": ["creators: 4 annotations are written without"],
    "labelstudio": ["creators: 4 annotations are written without"],
    "doccano": [
        "notes: 1 annotation is written without",
        "creators: 4 annotations are written without",
        "attributes: 2 annotations are written without",
    ],
    "cas": [],
    "xmi": [],
    "conll": [
        "notes: 1 annotation is written without",
        "creators: 4 annotations are written without",
        "attributes: 2 annotations are written without",
        "links: 1 annotation is written without",
        "overlapping spans: 1 annotation is written without",
    ],
}


@pytest.mark.parametrize("format", HELD)
def test_what_a_format_cannot_hold_is_said_before_anything_is_written(tmp_path, format):
    expected = [f"{format} can't hold {line}" for line in HELD[format]]
    assert losses(example(), format) == expected
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        if expected:
            with pytest.raises(UserWarning, match="can't hold"):
                kit.write_annotations(example(), tmp_path / "out", format)
            assert list(tmp_path.iterdir()) == []
        else:
            kit.write_annotations(example(), tmp_path / "out", format)


def test_orphans_are_said_or_kept():
    lost = kit.Annotations(ARTICLE)
    lost._marks["1"] = kit.Annotation(
        "1", None, None, "gone words", "x", extra={"target": {"selector": []}}
    )
    assert (
        losses(lost, "brat") == ["brat can't hold orphans: 1 annotation is written without"]
        and losses(lost, "csv") == []
    )


@pytest.mark.parametrize("format", [format for format in HELD if format != "conll"])
def test_a_file_made_on_another_version_of_the_text_is_found_again(tmp_path, format):
    path = put(tmp_path, example(), format)
    longer = kit.Article("It rained. " + TEXT.replace("opened", "has opened"))
    read = kit.read_annotations(path, longer)
    assert [mark.text for mark in read if mark.start is not None] == [
        mark.text for mark in example()
    ]
    if (
        format not in ("csv", "brat")
    ):  # these know the words only, not what stood around them: short ones are for a person to settle
        assert read.ambiguous == []
    assert all(longer.text[mark.start : mark.end] == mark.text for mark in read)
    assert read.notices


def test_conll_of_another_version_is_found_again(tmp_path):
    read = kit.read_annotations(
        put(tmp_path, example(), "conll"), kit.Article("It rained. " + TEXT)
    )
    assert [mark.text for mark in read] == [
        mark.text for mark in kit.read_annotations(put(tmp_path, example(), "conll"), ARTICLE)
    ]


# ---- independent judges


def test_cassis_reads_our_cas_and_covers_the_same_words(tmp_path):
    import cassis  # judges take seconds to import, so only the worker that asks them does

    path = put(tmp_path, example(), "cas")
    cas = cassis.load_cas_from_json(path.read_text("utf-8"))
    found = sorted((a.begin, a.end, a.get_covered_text(), a.label) for a in cas.select("kit.Mark"))
    assert found == sorted((m.start, m.end, m.text, m.label) for m in example())
    parts = [a for a in cas.select("kit.Mark") if a.part_of is not None]
    assert [a.part_of.form for a in parts] == ["indirect"]


def test_we_read_what_cassis_wrote(tmp_path):
    import cassis

    types = cassis.TypeSystem()
    entity = types.create_type("custom.NamedEntity", "uima.tcas.Annotation")
    types.create_feature(entity, "value", "uima.cas.String")
    types.create_feature(entity, "head", "custom.NamedEntity")
    cas = cassis.Cas(typesystem=types)
    cas.sofa_string, cas.sofa_mime = TEXT, "text/plain"
    first = entity(begin=0, end=3, value="PER")
    at = TEXT.index("😀")
    cas.add_all([first, entity(begin=at, end=at + 1, value="MISC", head=first)])
    path = tmp_path / "cas.json"
    path.write_text(cas.to_json(), "utf-8")
    read = list(kit.read_annotations(path, ARTICLE))
    assert [(m.text, m.label) for m in read] == [("Ana", "PER"), ("😀", "MISC")]
    assert read[1].attributes == {"head": read[0].id}


def test_spacy_agrees_on_every_offset_and_every_tag(tmp_path):
    import spacy
    from spacy.tokens import DocBin

    path, nlp = put(tmp_path, example(), "conll"), spacy.blank("xx")
    words, tags = zip(
        *(line.split("\t") for line in path.read_text("utf-8").split("\n") if line), strict=True
    )
    spaces, at = [], 0
    for word in words:
        at = TEXT.index(word, at) + len(word)
        spaces.append(TEXT[at : at + 1] == " ")
    doc = spacy.tokens.Doc(nlp.vocab, words=words, spaces=spaces)
    doc.ents = spacy.training.biluo_tags_to_spans(doc, spacy.training.iob_to_biluo(tags))
    (again,) = DocBin(docs=[doc]).get_docs(nlp.vocab)
    read = kit.read_annotations(path, ARTICLE)
    assert [(e.label_, e.text.replace(" ", "")) for e in again.ents] == [
        (m.label, re.sub(r"\s", "", m.text)) for m in read
    ]
    for mark in example():
        span = nlp(TEXT).char_span(mark.start, mark.end, label=mark.label, alignment_mode="expand")
        assert mark.text in span.text and TEXT[span.start_char : span.end_char] == span.text


def test_nervaluate_finds_every_entity_of_our_tags(tmp_path):
    lines = put(tmp_path, example(), "conll").read_text("utf-8").split("\n")
    tags = [
        [line.split("\t")[1] for line in sentence.split("\n") if line]
        for sentence in "\n".join(lines).split("\n\n")
    ]
    labels = sorted({tag[2:] for sentence in tags for tag in sentence if tag != "O"})
    result = Evaluator(tags, tags, tags=labels, loader="list").evaluate()["overall"]["strict"]
    assert (
        result.correct == len(kit.read_annotations(put(tmp_path, example(), "conll"), ARTICLE))
        and result.f1 == 1
    )


def test_the_w3c_schema_accepts_our_file_and_refuses_broken_ones(tmp_path):
    judge = Draft202012Validator(W3C)
    path = put(tmp_path, example(), "w3c")
    data = json.loads(path.read_text("utf-8"))
    judge.validate(data)
    empty = json.loads(put(tmp_path / "empty", kit.Annotations(ARTICLE), "w3c").read_text("utf-8"))
    judge.validate(empty)
    lost = kit.Annotations.load(path, kit.Article("Nothing of it: bridge."))
    lost.save(tmp_path / "lost.json")
    judge.validate(json.loads((tmp_path / "lost.json").read_text("utf-8")))
    for spoil in (
        lambda d: d.pop("@context"),
        lambda d: d.update(id="no iri"),
        lambda d: d["first"].pop("items"),
        lambda d: d["first"]["items"][0].pop("target"),
        lambda d: d["first"]["items"][0]["target"]["selector"][1].update(start=-1),
        lambda d: d["first"]["items"][0]["target"]["selector"][0].pop("exact"),
        lambda d: d["first"]["items"][0].update(modified="yesterday"),
    ):
        broken = json.loads(path.read_text("utf-8"))
        spoil(broken)
        assert not judge.is_valid(broken)


def test_the_schema_of_label_studio_accepts_our_file(tmp_path):
    Draft202012Validator(LABEL_STUDIO).validate(
        json.loads(put(tmp_path, example(), "labelstudio").read_text("utf-8"))
    )


# ---- what others write


def test_brat_with_discontinuous_spans_events_and_relations(tmp_path):
    path, blum, wait = tmp_path / "a.ann", TEXT.index("Blum"), TEXT.index("wait")
    path.write_text(
        f"T1\tPerson 0 3;{blum} {blum + 4}\tAna Blum\nT2\tThing {wait} {wait + 4};{wait + 7} {wait + 10}\twait she\n"
        "A1\tmood T2 glad\nA2\tnegated T2\n#1\tAnnotatorNotes T2\ttwo pieces\nR1\towner Arg1:T2 Arg2:T1\n"
        "E1\tOpen:T2 Agent:T1\n*\tEquiv T1 T2\nN1\tReference T1 Wikidata:Q1\tAna\n",
        "utf-8",
    )
    read = kit.read_annotations(path, ARTICLE)
    ana, other, first, second = read
    assert [(m.text, m.label, m.note) for m in read] == [
        ("Ana", "Person", ""),
        ("Blum", "Person", ""),
        ("wait", "Thing", "two pieces"),
        ("she", "Thing", ""),
    ]
    assert first.attributes == {"mood": "glad", "negated": "true", "owner": ana.id}
    assert (other.attributes, second.attributes) == ({"continues": ana.id}, {"continues": first.id})
    assert read.notices == [
        f"lines of brat's kind {kind} are not read: [{line}]"
        for kind, line in (("E", 7), ("*", 8), ("N", 9))
    ]
    out = put(tmp_path / "again", read, "brat").read_text("utf-8")
    assert (
        f"T1\tPerson 0 3;{blum} {blum + 4}\tAna Blum\n" in out
        and f";{wait + 7} {wait + 10}\twait she\n" in out
    )


def test_doccano_counts_utf16_units_and_has_an_older_form(tmp_path):
    article = kit.Article("😀 Ana")
    for row in (
        {"text": "😀 Ana", "label": [[3, 6, "PER"]]},
        {
            "text": "😀 Ana",
            "entities": [{"id": 7, "label": "PER", "start_offset": 3, "end_offset": 6}],
        },
    ):
        path = tmp_path / "a.jsonl"
        path.write_text(json.dumps({"text": "another"}) + "\n" + json.dumps(row) + "\n", "utf-8")
        assert [(m.start, m.text) for m in kit.read_annotations(path, article)] == [(2, "Ana")]


def test_label_studio_in_code_points_and_as_it_was_before(tmp_path):
    article = kit.Article("😀 Ana spoke")
    for start, end in ((2, 5), (3, 6)):
        result = {
            "id": "r",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "value": {"start": start, "end": end, "text": "Ana", "labels": ["PER"]},
        }
        said = {
            "id": "r",
            "from_name": "mood",
            "to_name": "text",
            "type": "choices",
            "value": {"choices": ["glad"], "start": start, "end": end},
        }
        task = {"id": 1, "data": {"t": article.text}, "annotations": [{"result": [result, said]}]}
        (tmp_path / "a.json").write_text(json.dumps([task]), "utf-8")
        (mark,) = kit.read_annotations(tmp_path / "a.json", article)
        assert (mark.start, mark.end, mark.attributes) == (2, 5, {"mood": "glad"})


def test_a_web_annotation_of_another_program_keeps_what_it_says_besides(tmp_path):
    item = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "http://example.org/1",
        "type": "Annotation",
        "motivation": "commenting",
        "creator": {"id": "http://example.org/ana", "type": "Person", "name": "Ana"},
        "body": [
            {"type": "TextualBody", "value": "why?"},
            {"type": "Image", "id": "http://example.org/i.png"},
        ],
        "target": {
            "source": "http://example.org/article",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "Blum", "prefix": "\u200d🚒 "},
                {"type": "CssSelector", "value": "p"},
            ],
        },
        "rights": "http://example.org/licence",
    }
    path = tmp_path / "a.jsonld"
    path.write_text(json.dumps([item]), "utf-8")
    (mark,) = kit.read_annotations(path, ARTICLE)
    assert (mark.text, mark.note, mark.creator, mark.label) == ("Blum", "why?", "Ana", "commenting")
    marks = kit.Annotations.load(path, ARTICLE)
    marks.save()
    (written,) = json.loads(path.read_text("utf-8"))["first"]["items"]
    for name in ("id", "motivation", "creator", "rights"):
        assert written[name] == item[name]
    assert (
        item["body"][1] in written["body"]
        and written["target"]["source"] == item["target"]["source"]
    )
    assert {"type": "CssSelector", "value": "p"} in written["target"]["selector"]


def test_cells_that_a_spreadsheet_would_run_are_tamed_and_come_back(tmp_path):
    marks = kit.Annotations(kit.Article("=1+1 is -2, @Ana"))
    for note in ('=HYPERLINK("x")', "'=1", "+1", "\tx", "@x", "'quoted'", "a\nb", "＝1"):
        marks.add(0, 4, "-label", note=note, speaker="=" + note)
    path = put(tmp_path, marks, "csv")
    text = path.read_text("utf-8-sig")
    assert not re.search(r'(^|,)"?[=+\-@\t＝]', text, re.M)
    read = kit.read_annotations(path, marks.article)
    assert gist(read, "csv") == gist(marks, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


HOSTILE = [
    ("a.csv", "", "line 1: needs the columns start, end and label"),
    ("a.csv", "start,end,label\n1,x,y\n", "row 2: start and end must be whole numbers"),
    ("a.csv", "start,end,label\n1,99999,y\n", "the span 1–99999 is not in the text"),
    ("a.csv", "start,end,label\n5,2,y\n", "the span 5–2 is not in the text"),
    ("a.csv", "start,end,label\n1,2,\n", "row 2: the label is empty"),
    ("a.csv", 'start,end,label\n1,2,"x\n', "not a table of separated values"),
    ("a.ann", "T1\tPerson 0 x\tAna\n", "line 1: should be T1, a tab"),
    ("a.ann", "T1 Person 0 3 Ana\n", "line 1: should be T1, a tab"),
    ("a.conll", "Ana PER\n", "line 1: should be a token and a tag"),
    ("a.jsonl", "{", "line 1: not complete JSON"),
    ("a.jsonl", "", "holds no text"),
    ("a.jsonl", '{"text": "x", "entities": [{}]}', "text 1, entity 1: no label with two offsets"),
    (
        "a.jsonl",
        '{"text": "😀", "label": [[1, 2, "x"]]}',
        "text 1, entity 1: 1–2 is no span in UTF-16 units",
    ),
    ("a.jsonl", '{"text": "x"}\n{"text": "y"}', "holds 2 texts, and none is this article"),
    (
        "a.json",
        '[{"data": {"text": "x"}, "annotations": [{"result": [{"type": "labels"}, {}]}]}]',
        "result 1: no span of a text with a label",
    ),
    ("a.json", '[{"data": 5}]', "holds no task with data"),
    ("a.json", '{"%FEATURE_STRUCTURES": []}', "holds no text"),
    (
        "a.json",
        '{"%FEATURE_STRUCTURES": [{"%ID": 1, "sofaString": "x"}, {"@sofa": 1, "begin": 0, "end": 9}]}',
        "0–9 is no span in UTF-16 units",
    ),
    ("a.json", "{}", "no W3C Web Annotation collection"),
    ("a.json", "[" * 100_000, "not complete JSON"),
    ("a.jsonl", "[" * 100_000, "not complete JSON"),
    ("a.odt", "x", "its ending says no format; name one of: w3c, csv"),
]


@pytest.mark.parametrize(
    "file, text, line", HOSTILE, ids=[f"{file} {line}" for file, _, line in HOSTILE]
)
def test_a_file_that_is_wrong_is_one_line(tmp_path, file, text, line):
    (tmp_path / file).write_text(text, "utf-8")
    with pytest.raises(kit.KitError) as error:
        kit.read_annotations(tmp_path / file, ARTICLE)
    assert line in str(error.value) and file in str(error.value) and "\n" not in str(error.value)


@settings(max_examples=some(150), deadline=None)
@given(st.sampled_from([format for format in HELD if format != "w3c"]), st.data())
def test_rubbish_is_an_error_of_ours_or_nothing(tmp_path_factory, format, data):
    text = MODULES[format].dumps(list(example()), ARTICLE)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.text(max_size=5)) + text[at + data.draw(st.integers(0, 30)) :]
    path = tmp_path_factory.mktemp("rubbish") / "x"
    path.write_text(text, "utf-8", "surrogatepass")
    try:
        kit.read_annotations(path, ARTICLE, format)
    except kit.KitError as error:
        assert "\n" not in str(error)


def test_a_format_nobody_knows(tmp_path):
    with pytest.raises(
        kit.KitError,
        match="no format 'xml'; choose one of: w3c, csv, brat, conll, labelstudio, doccano, cas, xmi",
    ):
        kit.write_annotations(example(), tmp_path / "x.xml", "xml")


POSITIONS = [  # text, code points, UTF-16 units, words
    ("l😃rem ipsum dolor", (12, 17), (13, 18), "dolor"),
    ("🥳 oh 👳🏻‍♀️ is ✆ a 🧔🏾‍♂️ test 👻", (5, 10), (6, 13), "👳🏻‍♀️"),
    ("🥳 oh 👳🏻‍♀️ is ✆ a 🧔🏾‍♂️ test 👻", (29, 30), (34, 36), "👻"),
    ("هذا اختبار", (4, 10), (4, 10), "اختبار"),
    ("這是一個測試", (2, 4), (2, 4), "一個"),
]


@pytest.mark.parametrize("text, points, units, words", POSITIONS)
def test_utf16_at_the_border(text, points, units, words):
    wide = common.Utf16(text)
    assert (
        text[slice(*points)] == words
        and tuple(map(wide.of, points)) == units
        and tuple(map(wide.back, units)) == points
    )
    encoded = text.encode("utf-16-le")
    assert encoded[2 * units[0] : 2 * units[1]].decode("utf-16-le") == words
