"""JSON Schemas written from the standards, to judge the files the kit writes.

W3C: Web Annotation Data Model, W3C Recommendation of 23 February 2017 (3.1 annotations, 3.2 bodies and targets, 3.3 lifecycle and agents,
4.2 selectors, 5.1 collections, 5.2 pages). Label Studio: https://labelstud.io/guide/task_format (raw JSON of an annotated task).
"""

IRI = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+$"}
TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"}


def either(*schemas):
    return {"anyOf": list(schemas)}


def some(schema):
    return either(schema, {"type": "array", "items": schema, "minItems": 1})


def record(required, **properties):
    return {"type": "object", "required": required, "properties": properties}


def kind(name):
    return either({"const": name}, {"type": "array", "contains": {"const": name}})


QUOTE = record(
    ["type", "exact"],
    type={"const": "TextQuoteSelector"},
    exact={**TEXT, "minLength": 1},
    prefix=TEXT,
    suffix=TEXT,
)
POSITION = record(
    ["type", "start", "end"], type={"const": "TextPositionSelector"}, start=COUNT, end=COUNT
)
OTHER = record(
    ["type", "value"],
    type={"enum": ["FragmentSelector", "CssSelector", "XPathSelector", "SvgSelector"]},
    value=TEXT,
)
AGENT = record(
    ["type", "name"], type={"enum": ["Person", "Organization", "Software"]}, id=IRI, name=TEXT
)
MOTIVATION = {
    "enum": [
        "assessing",
        "bookmarking",
        "classifying",
        "commenting",
        "describing",
        "editing",
        "highlighting",
        "identifying",
        "linking",
        "moderating",
        "questioning",
        "replying",
        "tagging",
    ]
}
TEXTUAL = record(
    ["type", "value"],
    type=kind("TextualBody"),
    value=TEXT,
    purpose=MOTIVATION,
    language=TEXT,
    format=TEXT,
)
SPECIFIC = record(
    ["source", "selector"],
    source=either(IRI, record(["id"], id=IRI)),
    selector=some(either(QUOTE, POSITION, OTHER)),
)
ANNOTATION = record(
    ["id", "type", "target"],
    id=IRI,
    type=kind("Annotation"),
    target=some(either(IRI, SPECIFIC)),
    body=some(either(IRI, TEXTUAL, record(["id"], id=IRI))),
    motivation=some(MOTIVATION),
    creator=some(either(IRI, AGENT)),
    created=TIME,
    modified=TIME,
    generated=TIME,
    rights=some(IRI),
    attributes={"type": "object", "additionalProperties": TEXT},
)
PAGE = record(
    ["id", "type", "items", "partOf", "startIndex"],
    id=IRI,
    type=kind("AnnotationPage"),
    partOf=IRI,
    startIndex=COUNT,
    items={"type": "array", "items": ANNOTATION},
    next=IRI,
    prev=IRI,
)
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
W3C = record(
    ["@context", "id", "type", "total", "first"],
    **{"@context": either({"const": CONTEXT}, {"type": "array", "contains": {"const": CONTEXT}})},
    id=IRI,
    type=kind("AnnotationCollection"),
    label=some(TEXT),
    total=COUNT,
    first=either(IRI, PAGE),
    last=either(IRI, PAGE),
)

SPAN = {"start": COUNT, "end": COUNT, "text": TEXT}
REGION = record(
    ["id", "from_name", "to_name", "type", "value"],
    id=TEXT,
    from_name=TEXT,
    to_name=TEXT,
    type={"const": "labels"},
    origin={"enum": ["manual", "prediction", "prediction-changed"]},
    value=record(
        ["start", "end", "labels"], labels={"type": "array", "items": TEXT, "minItems": 1}, **SPAN
    ),
    meta=record(["text"], text={"type": "array", "items": TEXT}),
)
SAID = record(
    ["id", "from_name", "to_name", "type", "value"],
    type={"const": "textarea"},
    value=record(["text", "start", "end"], **{**SPAN, "text": {"type": "array", "items": TEXT}}),
)
RELATION = record(
    ["type", "from_id", "to_id"],
    type={"const": "relation"},
    direction={"enum": ["left", "right", "bi"]},
    from_id=TEXT,
    to_id=TEXT,
    labels={"type": "array", "items": TEXT},
)
LABEL_STUDIO = {
    "type": "array",
    "items": record(
        ["data", "annotations"],
        id=COUNT,
        data=record(["text"], text=TEXT),
        annotations={
            "type": "array",
            "items": record(
                ["result"], result={"type": "array", "items": {"oneOf": [REGION, SAID, RELATION]}}
            ),
        },
    ),
}
