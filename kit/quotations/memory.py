"""What is remembered from the sentences before: who spoke, so that a quotation with no cue of its
own finds its speaker.
"""

from kit.quotations.phrases import phrase_before, sentence_subject
from kit.quotations.rules import rule
from kit.quotations.speakers import nobody
from kit.quotations.tokens import END


class Memory:
    """Who spoke last (spans in the text), and how near that was."""

    def __init__(self):
        self.speaker = self.cue = None
        self.near = False  # the sentence before held, or announced, a quotation with this speaker
        self.open = False  # the paragraph before ended inside a quotation
        self.begun = False  # has this paragraph had a sentence yet?
        self.asked = None  # the words for whoever asked the question that was the last quotation
        self.answered = (
            False  # a question and its answer, by two speakers: whose turn it is now, nobody says
        )

    def unattributed(self, sentence, at, language):
        """The row of a piece with no cue of its own: the first rule that knows who said it, or a
        scare quote.
        """
        found = next(
            row for row in (look(sentence, at, self, language) for look in MEMORY_RULES) if row
        )
        return dict(start=sentence[at].start, end=sentence[at].end, **found)

    def after_sentence(self, sentence, rows, language):
        """Remember who spoke in this sentence, or else whom it is about."""
        pieces = [row for row in rows if row["form"] in ("direct", "partial") and row["speaker"]]
        spoken = (
            pieces[-1:] or [row for row in rows if row["speaker"] and row["form"] == "indirect"][:1]
        )
        if spoken:
            self.speaker, self.cue = (
                self._antecedent(spoken[0]["speaker"], sentence, language),
                spoken[0]["cue"],
            )
        elif language.complete and not any(token.kind == "quote" for token in sentence):
            subject = sentence_subject(sentence, language)
            if subject and sentence[subject[1] - 1].kind in ("name", "pronoun"):
                self.speaker, self.cue = (
                    (sentence[subject[0]].start, sentence[subject[1] - 1].end),
                    None,
                )
        if pieces:
            words = [
                token.text for token in sentence if self.speaker[0] <= token.start < self.speaker[1]
            ]
            self.answered = bool(self.asked) and words != self.asked and not self.begun
            self.asked = (
                words
                if any(token.kind == "quote" and token.text[-1] in "?؟" for token in sentence)
                else None
            )
        announced = sentence[-1].kind == ":"
        if announced and not spoken:
            self.cue = sentence[-1].start, sentence[-1].end
        self.near, self.begun = bool(pieces) or announced, True

    def _antecedent(self, speaker, sentence, language):
        """For "who": the phrase before it, which is a better name to carry on."""
        at = next((i for i, token in enumerate(sentence) if token.start == speaker[0]), 0)
        if at and sentence[at].lower in language.words["relative"]:
            phrase = phrase_before(sentence, at - (sentence[at - 1].kind == ","), language)
            if phrase:
                return sentence[phrase[0]].start, sentence[phrase[1] - 1].end
        return speaker


@rule("speaker.carried")
def carried(memory):
    """The speaker of the quotation or the sentence before goes on speaking."""
    return memory.speaker


def _stands_alone(sentence, at):
    """Is the piece a whole sentence, or several: nothing before it, its own point at the end?"""
    piece = sentence[at]
    return (
        at == 0
        and len(piece.text.split()) > 1
        and (len(sentence) == 1 or piece.text.rstrip("”’' ")[-1:] in END)
    )


@rule("quote.marks-only")
def marks_only(sentence, at, memory, language):
    """In a language without lists of words the marks are all there is: a piece that is more than
    two words, or a sentence, is direct.
    """
    if not language.verbs:
        piece = sentence[at].text
        form = "direct" if len(piece.split()) > 2 or piece[-1] in END + "," else "scare"
        return dict(form=form, speaker=None, cue=None, rule=f"{marks_only.rule}; {nobody.rule}")
    return None


@rule("quote.turn")
def turn(sentence, at, memory, language):
    """A question, an answer by somebody else, and then a quotation that opens a paragraph: whose
    turn it is, nobody says.
    """
    if memory.answered and not memory.begun and _stands_alone(sentence, at):
        return dict(form="direct", speaker=None, cue=None, rule=f"{turn.rule}; {nobody.rule}")
    return None


@rule("quote.continued")
def continued(sentence, at, memory, language):
    """ "…," Farr said. "…": a piece right after an attributed one, or opened again in the next
    paragraph, has the same speaker and cue.
    """
    if _stands_alone(sentence, at) and (memory.near or (memory.open and not memory.begun)):
        return dict(
            form="direct",
            speaker=carried(memory),
            cue=memory.cue,
            rule=f"{continued.rule}; {carried.rule}",
        )
    return None


@rule("quote.floating")
def floating(sentence, at, memory, language):
    """A piece that is a whole sentence, with other sentences between it and the last speaker: the
    speaker is carried, the cue is not.
    """
    if _stands_alone(sentence, at):
        by = carried.rule if memory.speaker else nobody.rule
        return dict(form="direct", speaker=carried(memory), cue=None, rule=f"{floating.rule}; {by}")
    return None


@rule("quote.headline")
def headline(sentence, at, memory, language):
    """Minister ‘knew of leak in March’: a line without a point, and more than a word or two in
    marks; it does not say whose they are.
    """
    words = sentence[at].text.split()
    if (
        memory.speaker is None
        and not memory.begun
        and len(words) > 2
        and sentence[-1].kind != "."
        and words[0][0].islower()
        and at == len(sentence) - 1
    ):
        return dict(form="partial", speaker=None, cue=None, rule=f"{headline.rule}; {nobody.rule}")
    return None


@rule("scare.no-speaker")
def scare(sentence, at, memory, language):
    """Nobody is reported to say the piece: a title, a nickname, a word held at a distance."""
    return dict(form="scare", speaker=None, cue=None, rule=f"{scare.rule}; {nobody.rule}")


MEMORY_RULES = [marks_only, turn, continued, floating, headline, scare]
