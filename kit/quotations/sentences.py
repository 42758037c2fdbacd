"""A sentence as the rules see it: its words, signs and quoted pieces, and one letter for each.

A quoted piece is one unit, whatever is in it, so a rule can say "piece, comma, name, verb". A
stop inside a sentence belongs to the word before it (Mr., J.).
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from kit.quotations.classes import classify_piece
from kit.quotations.letters import FIRST_LETTER, PLAIN
from kit.quotations.units import UNITS
from kit.reading import sentences as reading

LONGEST = 200  # units: what is longer is a list or rubbish, and no rule may be slow on it
WORD_FOLLOWS = re.compile(r"\s*[^\W_]")
STOPPED = re.compile(r"[.!?](?<=[^\W\d_]{3}.)[\"”’')]*(?:\s|$)")
WORD_OF_LINE = re.compile(r"[^\W\d_]{2,}")


@dataclass(eq=False)
class Sentence:
    """The units of a sentence: where they start and end in the text, and their letters."""

    text: str
    starts: list
    ends: list
    letters: str
    pieces: dict  # place of a quoted piece -> Piece

    def words(self, first, after):
        """Return the text of the units from `first` to before `after`."""
        return self.text[self.starts[first] : self.ends[after - 1]]

    def joined(self, after):
        """Return this sentence and the one after it as one."""
        moved = {at + len(self.letters): piece for at, piece in after.pieces.items()}
        return Sentence(
            self.text,
            self.starts + after.starts,
            self.ends + after.ends,
            self.letters + after.letters,
            self.pieces | moved,
        )

    def span(self, places):
        """Return a phrase as a span in the text, without the 's of its last word, or None."""
        if places is None:
            return None
        first, after = places
        end = self.ends[after - 1]
        tail = self.text[end - 2 : end]
        is_owner = tail in ("'s", "’s", "s'", "s’") and after - 1 not in self.pieces
        return self.starts[first], end - 2 if is_owner and tail[-1] == "s" else end - is_owner


def read_sentences(text, start, end, pieces, alphabet):
    """Yield the Sentences of text[start:end]; `pieces` are its quoted ones."""
    code = alphabet.language.code
    opens = [piece.outer_start for piece in pieces]
    cuts = []
    for first, _ in reading.split(text[start:end], code)[1:]:
        cut = start + first
        inside = bisect_left(opens, cut) - 1
        if inside < 0 or cut >= pieces[inside].outer_end:
            cuts.append(cut)
    before = None
    for sentence in _cut(text, start, end, cuts, pieces, alphabet):
        if before is not None and says_who(before.letters, sentence.letters, alphabet):
            before = before.joined(sentence)
            continue
        if before is not None:
            yield before
        before = sentence
    if before is not None:
        yield before


def _cut(text, start, end, cuts, pieces, alphabet):
    begin = start
    number = 0
    for cut in [*cuts, end]:
        after = number
        while after < len(pieces) and pieces[after].outer_start < cut:
            after += 1
        yield from _units(text, begin, cut, pieces[number:after], alphabet)
        begin = cut
        number = after


def says_who(before, after, alphabet):
    """Does a sentence go on after “Why?”, because it says who asked that?"""
    if not before or before[-1] not in alphabet.members("QUOTE") or len(before) > LONGEST // 2:
        return False
    if after[0] in "-:,":
        return True
    asks = before[-1] in alphabet.members("ENDS_QUESTION")
    return asks and bool(alphabet.compile(alphabet.phrases["SAYS_WHO"]).match(after))


class _Reader:
    """Collects the units of a sentence."""

    def __init__(self, text, alphabet, is_headline):
        self.text = text
        self.alphabet = alphabet
        self.is_headline = is_headline
        self.starts = []
        self.ends = []
        self.letters = []
        self.pieces = {}

    def add(self, start, end, letter):
        self.starts.append(start)
        self.ends.append(end)
        self.letters.append(letter)

    def read_words(self, start, end):
        """Read the words and signs of text[start:end]."""
        known = self.alphabet.first
        later = known if self.is_headline else self.alphabet.later
        pairs = self.alphabet.pairs
        parts = self.alphabet.parts
        add_start, add_end = self.starts.append, self.ends.append
        add_letter = self.letters.append
        seconds = None
        at = start
        for chunk in self.text[start:end].split(" "):
            letter = known[chunk]
            if letter >= FIRST_LETTER and not seconds and not parts:
                stop = at + len(chunk)
                add_start(at)
                add_end(stop)
                at = stop + 1
                add_letter(letter)
                known = later
                seconds = pairs.get(chunk)
                continue
            for word, first, after in UNITS[chunk]:
                letter = known.letter(word)
                stop = at + after
                if letter in PLAIN:
                    seconds = None
                    known = later
                    if word in ".'’" and self._belongs_to_word(word, at + first, stop, end):
                        self._extend(stop)
                        continue
                    self.add(at + first, stop, letter)
                    if letter in ".:-":
                        known = self.alphabet.first
                elif seconds and word in seconds:
                    self.ends[-1] = stop
                    self.letters[-1] = seconds[word]
                    seconds = None
                else:
                    if parts and ("’" in word or "'" in word or "-" in word):
                        self._add_parts(parts.fullmatch(word), at + first, known)
                    else:
                        self.add(at + first, stop, letter)
                    known = later
                    seconds = pairs.get(word)
            at += len(chunk) + 1

    def _add_parts(self, match, begin, known):
        """Add the parts of a word that is two: qu’il, dit-elle."""
        for number in (1, 2, 3):
            if match[number]:
                start, end = match.span(number)
                self.add(begin + start, begin + end, known.letter(match[number].rstrip("'’")))

    def _belongs_to_word(self, sign, start, stop, end):
        """Is this the stop of "Mr.", or the apostrophe of "voters’"?"""
        if not self.ends or self.ends[-1] != start or self.letters[-1] in PLAIN:
            return False
        if sign == ".":
            return bool(WORD_FOLLOWS.match(self.text, stop, end))
        return self.text[start - 1] in "sS"

    def _extend(self, stop):
        self.ends[-1] = stop
        if self.text[stop - 1] in "'’":
            word = self.text[self.starts[-1] : stop]
            known = self.alphabet.first if len(self.letters) == 1 else self.alphabet.later
            self.letters[-1] = known.letter(word)

    def add_piece(self, piece, between_names):
        """Add a quoted piece as one unit."""
        classes = classify_piece(self.text[piece.start : piece.end], between_names)
        self.pieces[len(self.starts)] = piece
        self.add(piece.start, piece.end, self.alphabet.letters[classes])


def is_headline(line):
    """Are most words of a short line without a full stop capitals? Then a capital says nothing."""
    if len(line) > 200 or STOPPED.search(line):
        return False
    found = WORD_OF_LINE.findall(line)
    return len(found) > 3 and sum(word[0].isupper() for word in found) * 5 >= len(found) * 3


def _units(text, start, end, pieces, alphabet):
    """Yield the Sentence of text[start:end], in parts of at most LONGEST units."""
    headline = end - start < 200 and is_headline(text[start:end])
    reader = _Reader(text, alphabet, headline)
    at = start
    for piece in pieces:
        reader.read_words(at, piece.outer_start)
        name = alphabet.compile("NAME")
        before = bool(reader.letters) and bool(name.match(reader.letters[-1]))
        after = text[piece.outer_end : piece.outer_end + 2].lstrip()[:1].isupper()
        reader.add_piece(piece, before and after)
        at = piece.outer_end
    reader.read_words(at, end)
    for first in range(0, len(reader.starts), LONGEST):
        part = slice(first, first + LONGEST)
        pieces = reader.pieces.items()
        inside = {at - first: piece for at, piece in pieces if first <= at < first + LONGEST}
        letters = correct("".join(reader.letters[part]), alphabet)
        if letters:
            yield Sentence(text, reader.starts[part], reader.ends[part], letters, inside)


def correct(letters, alphabet):
    """Read a word by its neighbours: a noun and not a verb, a denied verb, a passive."""
    if not alphabet.language.verbs:
        return letters
    readings = {"NOT_A_VERB": alphabet.noun, "DENIED": alphabet.denied, "BEEN": alphabet.passive}
    for name, table in readings.items():
        pattern = alphabet.compile(alphabet.phrases[name])
        letters = pattern.sub(lambda match, table=table: _change_last(match[0], table), letters)
    return letters


def _change_last(letters, table):
    return letters[:-1] + table.get(letters[-1], letters[-1])
