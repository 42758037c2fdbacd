"""Who does it? Active, passive and nominalised passages, by rules a student can overrule.

A rule looks at one word of a sentence and its neighbours. It knows no grammar, only word lists
(agency.toml) and endings, so it misses things and takes some adjectives for verbs; the simple
present has no rule, since in English it looks like a plural noun.
"""

import tomllib
from functools import cache
from pathlib import Path

import pandas as pd

from kit.analysing.noted import show_table
from kit.files import read_text
from kit.reading.text import fold

LISTS = Path(__file__).with_name("agency.toml")
COLUMNS = {
    "start": "int64",
    "end": "int64",
    "text": "str",
    "form": "str",
    "doer": "string",
    "paragraph": "int64",
    "rule": "str",
}


def find_agency(article):
    """Return a table of the active, passive and nominalised passages that the rules find.

    article: Article, in English; for another language the table is empty and says so. Columns:
    start, end, text, form ("active", "passive", "nominalised"), doer (the words after "by", <NA>
    where nobody is named), paragraph, rule: `kit.show_rule` shows it. Both are guesses, to be
    checked by a reader.

    >>> from kit import Article
    >>> find_agency(Article("The line was cut by the mayor. She regretted the cancellation."))[["text", "form", "doer"]].values.tolist()
    [['was cut', 'passive', 'the mayor'], ['regretted', 'active', <NA>], ['cancellation', 'nominalised', <NA>]]
    """
    lists = word_lists(article.language)
    rows = []
    for _, words in article.words.groupby("sentence") if lists else []:
        rows += find_in_sentence(Sentence(words, article.text, lists))
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    if lists:
        return table
    why = f"there are no rules for the language {article.language!r} yet"
    return show_table(table, "Who acts", [f"{why}; mark the passages by hand"])


def find_in_sentence(sentence):
    """Return a row for each passage of a Sentence: the first rule that fits at a word."""
    rows = []
    at = 0
    while at < len(sentence):
        fitting = ((name, rule(sentence, at)) for name, rule in RULES.items())
        name, last = next((pair for pair in fitting if pair[1] is not None), ("", at))
        if name:
            form = name.partition(".")[0]
            doer = sentence.doer(last) if form == "passive" else pd.NA
            start, end = sentence.starts[at], sentence.ends[last]
            text = sentence.text[start:end]
            rows.append((start, end, text, form, doer, sentence.paragraph, name))
        at = last + 1
    return rows


class Sentence:
    """The words of one sentence, folded, and the questions that rules ask of them."""

    def __init__(self, words, text, lists):
        self.starts = words.start.tolist()
        self.ends = words.end.tolist()
        self.text = text
        self.words = [fold(word) for word in words.text]
        self.paragraph = int(words.paragraph.iloc[0])
        self.lists = lists

    def __len__(self):
        return len(self.words)

    def word(self, at):
        return self.words[at] if 0 <= at < len(self.words) else ""

    def is_in(self, at, *lists):
        return any(self.word(at) in self.lists[name] for name in lists)

    def is_participle(self, at):
        word = self.word(at)
        return word in self.lists["participles"] or (
            word.endswith("ed") and len(word) > 4 and word not in self.lists["not_verbs"]
        )

    def after(self, at, *lists):
        """Return the place after a word of these lists, and after adverbs; where none is, the end."""
        if not self.is_in(at, *lists):
            return len(self)
        at += 1
        while self.is_in(at, "between") or self.word(at).endswith("ly"):
            at += 1
        return at

    def after_be(self, at):
        """Return the place after a form of "be", such as "was" or "has never been"."""
        been = self.after(at, "have")
        return self.after(been if self.word(been) == "been" else at, "be")

    def by(self, at):
        """Return the place of "by" within four words, before any stop or comma; else None."""
        for place in range(at + 1, min(at + 5, len(self))):
            if set(self.gap(place)) & set(",;:—."):
                return None
            if self.word(place) == "by":
                return place
        return None

    def gap(self, at):
        """Return what is between a word and the one before it."""
        return self.text[self.ends[at - 1] : self.starts[at]]

    def doer(self, at):
        """The words after "by", to the next comma or small word; <NA> where there is no "by"."""
        by = self.by(at)
        if by is None or by + 1 >= len(self):
            return pd.NA
        after = by + 2
        while after < len(self) and not self.is_in(after, "stop") and self.gap(after).isspace():
            after += 1
        return self.text[self.starts[by + 1] : self.ends[after - 1]]


def passive_with_be(words, at):
    """A form of "be", "get" or "remain", then a participle: the line "was cut", "has been wrongly blamed". Wrong for
    states: she "was tired".
    """
    verb = words.after_be(at)
    return verb if words.is_participle(verb) else None


def passive_with_by(words, at):
    """A participle without "be", but with "by": a ban "issued" by the mayor."""
    alone = not words.is_in(at - 1, "have") and words.is_participle(at)
    return at if alone and words.by(at) is not None else None


def active_with_have(words, at):
    """A form of "have", then a participle that isn't "been": she "has accused" him."""
    verb = words.after(at, "have")
    return verb if words.is_participle(verb) and words.word(verb) != "been" else None


def active_with_ing(words, at):
    """A form of "be", then a word in -ing: they "are living". Wrong for adjectives: it "is
    promising".
    """
    verb = words.after_be(at)
    return verb if words.word(verb).endswith("ing") and len(words.word(verb)) > 5 else None


def active_with_modal(words, at):
    """A modal verb, then any word but "be" or "have": it "may undermine" the talks."""
    verb = words.after(at, "modals")
    return verb if words.word(verb) not in ("be", "have", "") else None


def active_past(words, at):
    """A word in -ed, or a past such as "met", but not after "the", "of" and the like: she "denied"
    it; not: the "armed" men.
    """
    past = words.is_in(at, "pasts") or (words.is_participle(at) and words.word(at).endswith("ed"))
    return at if past and at > 0 and not words.is_in(at - 1, "before_noun", "be", "have") else None


def nominalised_by_ending(words, at):
    """A noun made from a verb, told by its ending: "cancellation", "movement". It needs nobody who
    does it; not after "to".
    """
    word = words.word(at).removesuffix("s")
    is_deed = word.endswith(tuple(words.lists["endings"])) and word not in words.lists["not_deeds"]
    return at if is_deed and len(word) > 6 and words.word(at - 1) != "to" else None


def nominalised_by_list(words, at):
    """A noun that is also a verb, from a list: the "attack", the "talks"; not after "to", as in to
    "attack".
    """
    verb = words.is_in(at - 1, "modals", "have") or words.word(at - 1) in ("to", "i", "we", "they")
    return at if words.is_in(at, "deeds") and not verb else None


# Each gets a sentence and a place in it, and returns the place of its last word, or None; the
# earlier one wins. `kit.show_rule` shows their source.
RULES = {
    "passive.be": passive_with_be,
    "passive.by": passive_with_by,
    "active.have": active_with_have,
    "active.ing": active_with_ing,
    "active.modal": active_with_modal,
    "active.past": active_past,
    "nominalised.ending": nominalised_by_ending,
    "nominalised.word": nominalised_by_list,
}


@cache
def word_lists(language):
    """The word lists of a language as sets, None if it has none."""
    lists = tomllib.loads(read_text(LISTS)).get(language)
    return lists and {name: frozenset(words.split()) for name, words in lists.items()}
