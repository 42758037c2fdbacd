"""The codebook: what it gives, and how a mistake in its file is told."""

from pathlib import Path

import pytest

import kit

PATH = Path(__file__).with_name("codebook.toml")


def test_layers_labels_and_their_attributes_in_the_order_of_the_file():
    book = kit.Codebook.load(PATH)
    assert [layer.name for layer in book.layers] == ["quotation", "entity"]
    assert [label.name for label in book.labels] == ["quotation", "person", "place"]
    quotation = book.label("quotation")
    assert (quotation.title, quotation.key, quotation.colour, quotation.layer) == (
        "Quotation",
        "q",
        "#0072b2",
        "quotation",
    )
    assert [(a.name, a.type) for a in quotation.attributes] == [
        ("form", "choice"),
        ("speaker", "text"),
        ("part_of", "link"),
    ]
    assert [a.title for a in book.label("person").attributes] == [
        "Full name"
    ]  # the layer's own, for each of its labels
    assert list(book.table) == ["layer", "label", "title", "definition", "key", "attributes"]


def test_colours_left_out_differ():
    colours = [label.colour for label in kit.Codebook.of(["a", "b", "c"]).labels]
    assert len(set(colours)) == 3


LABEL = '[[layers]]\nname = "x"\n[[layers.labels]]\nname = "a"\n'
WRONG = [
    ("", "no label in it; write at least one [[layers]] with one [[layers.labels]]"),
    ("name = ", "not TOML"),
    ("[[layers]]\n", "a layer has no name"),
    (LABEL + 'color = "#000000"\n', "label 'a': unknown entry 'color'; it can have: name, title"),
    (LABEL + 'colour = "red"\n', "label 'a': the colour must look like \"#0072b2\", not 'red'"),
    (LABEL + 'key = "ab"\n', "label 'a': the key must be one character, not 'ab'"),
    (LABEL + "key = 1\n", "key must be text in quotation marks, not 1"),
    (
        LABEL + 'key = "k"\n[[layers.labels]]\nname = "b"\nkey = "k"\n',
        "layer 'x' has two labels with the key 'k'; change one",
    ),
    (LABEL + '[[layers.labels]]\nname = "a"\n', "two labels have the name 'a'; change one"),
    (LABEL + 'attributes = "x"\n', "label 'a': attributes must be written as [[…attributes]]"),
    (
        LABEL + '[[layers.labels.attributes]]\nname = "form"\ntype = "menu"\n',
        "the type must be one of choice, text, link, not 'menu'",
    ),
    (
        LABEL + '[[layers.labels.attributes]]\nname = "form"\ntype = "choice"\n',
        'a choice, and only a choice, needs choices = ["…", "…"]',
    ),
    (
        LABEL + '[[layers.labels.attributes]]\nname = "start"\n',
        "the name must be one word of letters, digits and _, and none of",
    ),
    (
        LABEL + '[[layers.attributes]]\nname = "f"\n[[layers.labels.attributes]]\nname = "f"\n',
        "has two attributes with the name 'f'",
    ),
]


@pytest.mark.parametrize("text, line", WRONG, ids=[line[:40] for _, line in WRONG])
def test_a_mistake_is_one_line_with_the_file_and_the_mend(tmp_path, text, line):
    path = tmp_path / "codebook.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(kit.KitError) as error:
        kit.Codebook.load(path)
    assert (
        line in str(error.value)
        and str(error.value).startswith(str(path))
        and "\n" not in str(error.value)
    )
