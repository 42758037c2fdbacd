"""Memory: who spoke in the sentences before, for a quoted piece without a cue of its own."""

from kit.quotations.classes import END
from kit.quotations.matching import NOBODY
from kit.quotations.quotation import Quotation

CARRIED = "speaker.carried"


class Memory:
    """Who spoke last (spans in the text), and how near that was."""

    def __init__(self):
        self.speaker = None
        self.cue = None
        self.is_near = False  # the sentence before held, or announced, a piece of this speaker
        self.is_open = False  # the paragraph before ended inside a quotation
        self.is_begun = False  # this paragraph had a sentence already
        self.asker = None  # words for who asked the question that was the last quotation
        self.is_answered = False  # a question and an answer by two people: whose turn is it now?

    def attribute(self, sentence, at, alphabet):
        """Return the Quotation of a piece without a cue: the first case that fits decides."""
        piece = sentence.pieces[at]
        text = sentence.text[piece.start : piece.end]
        alone = _stands_alone(sentence, at, text)
        if not alphabet.language.verbs:
            is_direct = len(text.split()) > 2 or text[-1] in END + ","
            return _unnamed(piece, "direct" if is_direct else "scare", "quote.marks-only")
        if alone and self.is_answered and not self.is_begun:
            return _unnamed(piece, "direct", "quote.turn")
        if alone and (self.is_near or (self.is_open and not self.is_begun)):
            rule = f"quote.continued; {CARRIED}"
            return Quotation(piece.start, piece.end, "direct", self.speaker, self.cue, rule)
        if alone:
            rule = f"quote.floating; {CARRIED if self.speaker else NOBODY}"
            return Quotation(piece.start, piece.end, "direct", self.speaker, None, rule)
        if self._is_headline(sentence, at, text):
            return _unnamed(piece, "partial", "quote.headline")
        return _unnamed(piece, "scare", "scare.no-speaker")

    def _is_headline(self, sentence, at, text):
        if self.speaker or self.is_begun or sentence.letters[-1] == ".":
            return False
        is_last = at == len(sentence.letters) - 1
        return is_last and len(text.split()) > 2 and text[0].islower()

    def after_sentence(self, sentence, found, alphabet):
        """Remember who spoke in this sentence, or else whom it is about."""
        spoken = [row for row in found if row.form in ("direct", "partial") and row.speaker]
        reported = [row for row in found if row.form == "indirect" and row.speaker]
        last = spoken[-1:] or reported[:1]
        if last:
            self.speaker = last[0].meant or last[0].speaker
            self.cue = last[0].cue
        elif alphabet.language.verbs and not sentence.pieces:
            self._remember_subject(sentence, alphabet)
        if spoken:
            self._remember_turn(sentence)
        is_announced = sentence.letters[-1] == ":"
        if is_announced and not spoken:
            self.cue = sentence.starts[-1], sentence.ends[-1]
        self.is_near = bool(spoken) or is_announced
        self.is_begun = True

    def _remember_subject(self, sentence, alphabet):
        match = alphabet.compile("SENTENCE_ABOUT").match(sentence.letters)
        if match:
            first, after = match.span("speaker")
            if sentence.letters[after - 1] in alphabet.members("SOMEBODY"):
                self.speaker = sentence.starts[first], sentence.ends[after - 1]
                self.cue = None

    def _remember_turn(self, sentence):
        words = sentence.text[slice(*self.speaker)].split()
        self.is_answered = bool(self.asker) and words != self.asker and not self.is_begun
        asks = any(sentence.text[piece.end - 1] in "?؟" for piece in sentence.pieces.values())
        self.asker = words if asks else None


def _unnamed(piece, form, rule):
    return Quotation(piece.start, piece.end, form, None, None, f"{rule}; {NOBODY}")


def _stands_alone(sentence, at, text):
    """Is the piece a whole sentence, or several: nothing before it, its own stop at the end?"""
    if at > 0 or len(text.split()) < 2:
        return False
    return len(sentence.letters) == 1 or text.rstrip("”’' ")[-1:] in END
