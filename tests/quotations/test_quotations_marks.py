"""Marks: golden pairs, mistyped and missing marks, and what only looks like a mark."""

import pytest

from kit.quotations.marks import pair

ELISIONS = frozenset({"n"})

# name: (text, the pieces inside the marks)
MARKS = {
    "straight": ('He said "no" and "yes".', ["no", "yes"]),
    "curly": ("He said “no” and “yes”.", ["no", "yes"]),
    "straight opens, curly closes": ('"We will not sign,” said Wren.', ["We will not sign,"]),
    "curly opens, straight closes": ('Wren said: “We will not sign."', ["We will not sign."]),
    "wrong way round": (
        '”We will not sign,” Wren said, "not today.“',
        ["We will not sign,", "not today."],
    ),
    "doubled apostrophes": ("''We will not sign,'' Wren said.", ["We will not sign,"]),
    "doubled curly apostrophes": ("‘‘We will not sign,’’ Wren said.", ["We will not sign,"]),
    "TeX": ("``We will not sign,'' Wren said.", ["We will not sign,"]),
    "double and single close together": ("''He said, 'No,''' she said.", ["He said, 'No,'"]),
    "HTML": ("&quot;We lost,&quot; he said.", ["We lost,"]),
    "German": ("„Nie“, sagte sie. „Doch.“", ["Nie", "Doch."]),
    "German with English close": ("„Nie”, sagte sie.", ["Nie"]),
    "German books": ("»Nie«, sagte sie. »Doch.«", ["Nie", "Doch."]),
    "French": ("Il dit : « Non. » Puis « oui ».", ["Non.", "oui"]),
    "full width": ("＂No,＂ she said.", ["No,"]),
    "Japanese": ("「いいえ」と言った。", ["いいえ"]),
    "nested singles": (
        "“She said ‘not now’ and left,” Dobbs said.",
        ["She said ‘not now’ and left,"],
    ),
    "nested, same mark": ("“He said “no” twice,” she said.", ["He said “no” twice,"]),
    "doubles inside singles": ("‘He said “no” twice,’ she said.", ["He said “no” twice,"]),
    "British": (
        "‘It’s the voters’ money, and they won’t forget,’ said Mr O’Hare.",
        ["It’s the voters’ money, and they won’t forget,"],
    ),
    "British, straight": ("'It's the workers' fund,' said Ms Okafor.", ["It's the workers' fund,"]),
    "guillemets, single": ("‹Non›, dit-il.", ["Non"]),
    "dash before the close": ('"I was—" he began.', ["I was—"]),
    "bracket before the open": ("He left (“at once”).", ["at once"]),
    "in brackets": ("“[The bill] … cannot stand,” she wrote.", ["[The bill] … cannot stand,"]),
    "never closed": ("Bell said: “We were promised an inquiry. ", ["We were promised an inquiry."]),
    "never closed, next one is": ("“We ask. “We wait,” he said.", ["We ask.", "We wait,"]),
    "never opened": (
        "It rained. We were promised it,” Bell said. “Yes.”",
        ["We were promised it,", "Yes."],
    ),
    "apostrophes only": (
        "The boys’ club closed in ’98; its members’ dues weren't repaid, rock ’n’ roll died.",
        [],
    ),
    "inches": ("He is 6'2\" tall, she 5'11\" and the door 7' by 30\" wide.", []),
    "inches inside a quotation": ('"He is 6\'2" tall," she said.', ["He is 6'2\" tall,"]),
    "attributes of a tag": ('See <a href="https://example.org" rel="me">this</a>, he said.', []),
    "a single mark right after a double one": ('"‘Vale"‘', ["‘Vale"]),
    "half of a double mark is no single one": ("‘‘Vale``‘", ["Vale"]),
    "nothing inside": ('He said "" and “ ” twice.', []),
}


@pytest.mark.parametrize("name", MARKS)
def test_marks(name):
    text, pieces = MARKS[name]
    assert [text[piece.start : piece.end] for piece in pair(text, ELISIONS)] == pieces


def test_fault_is_told_by_its_rule():
    rules = [pair(text)[0].rule for text in ("“a b”", '"a b”', "“a b", "a b,” c", "‘a b’")]
    assert rules == [
        "marks.pair",
        "marks.mixed-pair",
        "marks.unclosed",
        "marks.unopened",
        "marks.single",
    ]
