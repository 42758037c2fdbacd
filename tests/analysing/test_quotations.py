"""find_quotations: the table, and who says what in invented sentences."""

from pathlib import Path

import pandas as pd

import kit

LESSON = Path(__file__).parents[2] / "data" / "assad-2017" / "article.txt"


def found(text, language="en"):
    return kit.find_quotations(kit.Article(text, language=language))


def test_lesson_quotations_speakers_and_cues():
    table = kit.find_quotations(kit.read_article(LESSON))
    marked = table[table.form != "indirect"]
    assert len(marked) == 8
    assert marked.cue.tolist()[:3] == ["claims", "said", "added"]
    assert (table.text == [kit.read_article(LESSON).text[s:e] for s, e in zip(table.start, table.end)]).all()


def test_partial_piece_is_tied_to_its_clause():
    table = found("Vale said the plan was “dead on arrival” and would not be revived.")
    assert table.form.tolist() == ["indirect", "partial"]
    assert table.part_of[1] == 0 and pd.isna(table.part_of[0])


def test_rule_shows_its_source():
    rule = found("“No,” said Vale.").rule[0]
    assert rule == "quote.said-after; speaker.inverted"
    assert "def inverted" in repr(kit.show_rule(rule.split("; ")[1]))
