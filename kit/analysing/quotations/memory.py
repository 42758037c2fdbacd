"""What is remembered from the sentences before: who spoke, so that a quotation with no cue of its own finds its speaker."""

from kit.analysing.quotations.phrases import phrase_before, sentence_subject
from kit.analysing.quotations.rules import rule
from kit.analysing.quotations.tokens import END


class Memory:
    """Who spoke last (spans in the text), and how near that was."""

    def __init__(self):
        self.speaker = self.cue = None
        self.near = False            # the sentence before held, or announced, a quotation with this speaker
        self.open = False            # the paragraph before ended inside a quotation
        self.turns = []              # the speakers of the last two paragraphs that are nothing but a quotation and its cue
        self.begun = False           # has this paragraph had a sentence yet?

    def new_paragraph(self):
        """At a paragraph's beginning: what was near stays near only for a quotation that opens the paragraph."""
        self.begun = False

    def unattributed(self, sentence, at, language):
        """The row of a piece with no cue of its own: the first rule that knows who said it, or a scare quote."""
        for look in (continued, floating, headline, scare):
            row = look(sentence, at, self, language)
            if row:
                return dict(start=sentence[at].start, end=sentence[at].end, **row)
        raise AssertionError("scare takes every piece")

    def after_sentence(self, sentence, rows, language):
        """Remember who spoke in this sentence, or else whom it is about."""
        pieces = [row for row in rows if row["form"] in ("direct", "partial") and row["speaker"]]
        spoken = pieces[-1:] or [row for row in rows if row["speaker"] and row["form"] == "indirect"][:1]
        if spoken:
            self.speaker, self.cue = self._antecedent(spoken[0]["speaker"], sentence, language), spoken[0]["cue"]
        else:
            subject = sentence_subject(sentence, language) if language.complete else None
            if subject and sentence[subject[1] - 1].kind in ("name", "pronoun") and not any(t.kind == "quote" for t in sentence):
                self.speaker, self.cue = (sentence[subject[0]].start, sentence[subject[1] - 1].end), None
        announced = sentence[-1].kind == ":"
        if announced:
            self.cue = self.cue if spoken else (sentence[-1].start, sentence[-1].end)
        self.near = bool(pieces) or announced
        self.begun = True

    def _antecedent(self, speaker, sentence, language):
        """For "who": the phrase before it, which is a better name to carry on."""
        at = next((i for i, token in enumerate(sentence) if token.start == speaker[0]), 0)
        if at and sentence[at].lower in language.words["relative"]:
            phrase = phrase_before(sentence, at - (sentence[at - 1].kind == ","), language)
            if phrase:
                return sentence[phrase[0]].start, sentence[phrase[1] - 1].end
        return speaker


def _stands_alone(sentence, at):
    """Is the piece a whole sentence, or several: nothing before it, its own point at the end?"""
    piece = sentence[at]
    return at == 0 and len(piece.text.split()) > 1 and (len(sentence) == 1 or piece.text.rstrip("”’' ")[-1:] in END)


@rule("quote.continued")
def continued(sentence, at, memory, language):
    """"…," Farr said. "…": a piece right after an attributed one, or opened again in the next paragraph, has the same speaker and cue."""
    if _stands_alone(sentence, at) and (memory.near or memory.open and not memory.begun):
        return dict(form="direct", speaker=memory.speaker, cue=memory.cue, rule="quote.continued; speaker.carried")


@rule("quote.floating")
def floating(sentence, at, memory, language):
    """A piece that is a whole sentence, with other sentences between it and the last speaker: the speaker is carried, the cue is not."""
    if _stands_alone(sentence, at):
        by = "speaker.carried" if memory.speaker else "speaker.none"
        return dict(form="direct", speaker=memory.speaker, cue=None, rule="quote.floating; " + by)


@rule("quote.headline")
def headline(sentence, at, memory, language):
    """Minister ‘knew of leak in March’: a line without a point, and more than a word or two in marks; it does not say whose they are."""
    words = sentence[at].text.split()
    if memory.speaker is None and not memory.begun and len(words) > 2 and sentence[-1].kind != "." and words[0][0].islower() and at == len(sentence) - 1:
        return dict(form="partial", speaker=None, cue=None, rule="quote.headline; speaker.none")


@rule("scare.no-speaker")
def scare(sentence, at, memory, language):
    """Nobody is reported to say the piece: a title, a nickname, a word held at a distance."""
    return dict(form="scare", speaker=None, cue=None, rule="scare.no-speaker; speaker.none")
