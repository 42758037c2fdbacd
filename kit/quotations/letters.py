"""Letters: every word of a sentence becomes one letter, and a rule is a pattern over letters.

What the rules may ask about a word (is it a name? a past form of a verb of saying?) are its
classes. All words of the same classes get the same letter, so a class of words is a set of letters,
and a pattern such as `speaker=NP GROUP cue=SAID` becomes an ordinary regular expression:

- a word in capitals is a class (NAME, SAID) or a phrase that phrases.toml defines (NP, GROUP);
- A&B is what is in both classes, A~B what is in A and not in B;
- `speaker=` in front of a class, a phrase or a bracket makes it a group of that name;
- signs are their own letters, and spaces mean nothing.
"""

import re
from functools import cache

from kit.quotations.classes import (
    END,
    SMALLEST_ADVERB,
    classify,
    noun,
    pair_classes,
    piece_classes,
    variants_of,
    without_frames,
)
from kit.quotations.language import load
from kit.quotations.rules import PHRASES
from kit.quotations.units import UNITS

SIGNS = {"،": ",", "؛": ";", "[": "(", "]": ")"} | dict.fromkeys("—–―-", "-")
PLAIN = frozenset(",:;()-.*")
STOPS = END + "-"
FIRST_LETTER = "\x80"  # a sentence of letters holds no other characters from here on
# the letters of these stand side by side, so that most brackets are one range or two: that is fast
SIDE_BY_SIDE = (
    *("NAME", "NOUN", "NICKNAME", "QUOTE", "CONJUNCTION", "ADVERB", "AUXILIARY", "RAISED", "TIME"),
    *("ING", "ED", "INTENT", "SAYING", "SILENCE", "V_CALL", "V_SAY", "VERB", "AS_WORD"),
    *("DETERMINER", "POSSESSIVE", "PRONOUN", "TITLE"),
)
STRANGERS = "² xu xued xuing xuly xus 5 5-xu $5 al-xu"  # words that no list has
STRANGER = "xu"
LONGEST_ENDING = 3  # of those that say what a word is
MOST_KNOWN = 100_000  # words
NAMED = r"[A-Z_]{2,}(?:[&~][A-Z_]+)*"
BRACKET = r"\[[^\]]*\]"
PATTERN_PART = re.compile(rf"(\w+)=(\((?:\?:)?|{BRACKET}|{NAMED}|.)|{BRACKET}|({NAMED})")
CLASS = re.compile(NAMED)
OPENS = re.compile(rf"{BRACKET}|{NAMED}|:")
CLASS_PHRASE = re.compile(r"\[[^\]^]*\]")


class Known(dict):
    """The letters of what stood between two spaces: "" if that is more than a word or a sign.

    A new one's is found when it is asked for.
    """

    def __init__(self, alphabet, is_first):
        self.alphabet = alphabet
        self.is_first = is_first

    def __missing__(self, chunk):
        is_word = chunk.isascii() and chunk.isalpha()
        is_unit = is_word or UNITS[chunk] == [(chunk, 0, len(chunk))]
        letter = self.read(chunk) if is_unit else ""
        if len(self) < MOST_KNOWN:
            self[chunk] = letter
        return letter

    def letter(self, unit):
        """Return the letter of a word or a sign, also of one that would be two between spaces."""
        return self[unit] or self.read(unit)

    def read(self, word):
        """Return the letter of a word or a sign that is not known yet.

        A word that no list has counts as STRANGER with its ending.
        """
        alphabet = self.alphabet
        if not word[0].isalnum() and (len(word) == 1 or word[0] in STOPS):
            letter = "." if word[0] in END else SIGNS.get(word[0], word[0])
            return letter if letter in PLAIN else "*"
        lower = word.lower()
        is_listed = lower in alphabet.listed or lower.startswith(STRANGER)
        if len(word) >= SMALLEST_ADVERB and word.isalpha() and not is_listed:
            stranger = STRANGER + lower[-LONGEST_ENDING:]
            return self[stranger.capitalize() if word[0].isupper() else stranger]
        classes = classify(word, alphabet.language, self.is_first)
        return alphabet.letters.get(classes) or self.letter("xu")


class Alphabet:
    """The letters of a language, and its patterns as regular expressions."""

    def __init__(self, language, phrases):
        self.language = language
        self.listed = language.verbs.keys() | language.kinds.keys() | language.classes.keys()
        self.phrases = phrases | language.patterns
        self.classes = {}  # letter -> classes
        self.letters = {}  # classes -> letter
        self.expanded = {}  # name of a class or phrase -> its source
        self.compiled = {}  # pattern -> regular expression
        self.letters_of = {}  # class -> its letters, also of SAID&PAST
        words = {*self._word_classes(), *piece_classes()}
        readings = {reading for classes in words for reading in variants_of(classes)}
        for classes in sorted(readings, key=_order):
            letter = chr(ord(FIRST_LETTER) + len(self.letters))
            if self.letters.setdefault(classes, letter) == letter:
                self.classes[letter] = classes
        self.index = {}  # class -> its letters
        for letter, classes in self.classes.items():
            for name in classes:
                self.index.setdefault(name, set()).add(letter)
        self.first = Known(self, True)  # word -> letter, where a capital means nothing
        self.later = Known(self, False)
        self.pairs = self._read_pairs()
        self.parts = self._read_parts()
        self.noun = self._variants(noun)
        self.denied = self._variants(without_frames)
        self.passive = self._variants(lambda classes: classes | {"PASSIVE"})

    def _word_classes(self):
        """Yield the classes that a word may have: of words that are listed alike, one's."""
        samples = {}
        for word in {*STRANGERS.split(), *self.listed}:
            samples[classify(word, self.language, True), word in self.language.kinds] = word
        for word in samples.values():
            capital = word[0].upper() + word[1:]
            for form in {word, capital, f"{word}'s", f"{capital}'s"}:
                yield classify(form, self.language, True)
                yield classify(form, self.language, False)
        for verb in self.language.verbs.values():
            for frame in self.language.pairs.get(verb.base, {}).values():
                yield pair_classes(verb, frame)

    def _variants(self, change):
        return {
            letter: self.letters[change(classes)]
            for letter, classes in self.classes.items()
            if "VERB" in classes and change(classes) in self.letters
        }

    def _read_parts(self):
        """Return the pattern of a word that is two: qu’il, dit-elle; None if there are none."""
        before = "|".join(map(re.escape, sorted(self.language.words["elided"])))
        after = "|".join(map(re.escape, sorted(self.language.words["clitic"])))
        if not before and not after:
            return None
        whole = "|".join(sorted(word for word in self.language.classes if "'" in word))
        whole = whole.replace("'", "['’]")
        first = rf"((?!(?:{whole})$)(?:{before or '(?!)'})['’])?"
        return re.compile(rf"{first}(.+?)(?:(?:-t)?-({after or '(?!)'}))?", re.IGNORECASE)

    def _read_pairs(self):
        """Return, for each first word of a cue of two words, the letters by its second word."""
        pairs = {}
        for form, verb in self.language.verbs.items():
            for second, frame in self.language.pairs.get(verb.base, {}).items():
                letter = self.letters[pair_classes(verb, frame)]
                pairs.setdefault(form, {})[second] = letter
        return pairs

    def members(self, name):
        """Return the letters of a class such as SAID, SAID&PAST or NOUN~TIME."""
        if name not in self.letters_of:
            parts = re.split(r"([&~])", name)
            found = self._named(parts[0])
            for sign, part in zip(parts[1::2], parts[2::2], strict=True):
                found = found & self._named(part) if sign == "&" else found - self._named(part)
            self.letters_of[name] = found
        return self.letters_of[name]

    def members_of(self, source):
        """Return the letters of a class or of a bracket with classes."""
        return frozenset().union(*(self.members(name) for name in CLASS.findall(source)))

    def opening(self, name):
        """Return the class or bracket with which a phrase begins; a class begins with itself."""
        return OPENS.match(self.phrases.get(name, name))[0]

    def _named(self, name):
        phrase = self.phrases.get(name, "")
        if CLASS_PHRASE.fullmatch(phrase):
            return self.members_of(phrase)
        return self.index.get(name, frozenset())

    def expand(self, pattern):
        """Return the source of a pattern, as Python's re understands it."""
        return PATTERN_PART.sub(self._expand_part, pattern).replace(" ", "").replace("\n", "")

    def _expand_part(self, match):
        group = match[1]
        content = match[2]
        name = match[3]
        if name:
            return self._expand_name(name)
        if group is None:
            return self._expand_bracket(match[0])
        if content[0] == "(":
            return f"(?P<{group}>"
        return f"(?P<{group}>{self.expand(content)})"

    def _expand_bracket(self, bracket):
        inside = CLASS.sub(lambda part: as_ranges(self.members(part[0])), bracket)
        inside = inside.replace(" ", "")
        return "(?!)" if inside == "[]" else inside.replace("[^]", ".")

    def _expand_name(self, name):
        if name not in self.expanded:
            phrase = self.phrases.get(name)
            if phrase is not None and not CLASS_PHRASE.fullmatch(phrase):
                self.expanded[name] = f"(?:{self.expand(phrase)})"
            else:
                letters = as_ranges(self.members(name))
                self.expanded[name] = f"[{letters}]" if letters else "(?!)"
        return self.expanded[name]

    def compile(self, pattern):
        """Return a pattern as a compiled regular expression."""
        if pattern not in self.compiled:
            self.compiled[pattern] = re.compile(self.expand(pattern), re.DOTALL)
        return self.compiled[pattern]


def _order(classes):
    """What most patterns ask for comes first: brackets of letters below U+0100 compile sooner."""
    is_later = "VERB" in classes or ("NOUN" in classes and "NAME" not in classes)
    return is_later, [name in classes for name in SIDE_BY_SIDE], sorted(classes)


def as_ranges(letters):
    """Return letters as the inside of a regular expression's bracket: a-d, f."""
    runs = []
    for letter in sorted(letters):
        if runs and ord(letter) == ord(runs[-1][1]) + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return "".join(first if first == last else f"{first}-{last}" for first, last in runs)


@cache
def alphabet(code):
    """Return the Alphabet of a language."""
    return Alphabet(load(code), PHRASES)
