"""Classes: what the rules may ask about a word (is it a name? a past form of a verb of saying?)."""

from functools import cache

from kit.quotations.language import FORMS

END = ".!?…؟。"
NOUN_KINDS = {"name", "word"}
WITHOUT_VERB = frozenset({"VERB", "BASE", "PRESENT", "PAST", "PARTICIPLE", "ING", "PASSIVE"})
NO_PLURAL = ("ous", "ss", "is", "us")  # previous, class, crisis, campus
SMALLEST_ADVERB = 5  # letters
FORM_CLASS = {form: form.upper() for form in FORMS} | {"s": "PRESENT"}


def classify(word, language, first):
    """Return the classes of a word; `first` says that a capital may be due to its place."""
    lower = word.lower().replace("’", "'")
    if word[0].isdigit() and not word[0].isdecimal():
        return frozenset({"RAISED"})  # a note's number
    if word[0].isdigit() or not word[0].isalpha():
        return frozenset({"NUMBER", "NOUN"})
    kind = _kind(word, lower, language, first)
    verb = None
    if kind in ("word", "name", "preposition") and (first or not word[0].isupper()):
        verb = language.verbs.get(lower)
    if verb and not verb.frames:
        verb = None  # only a part of a cue of two words
    if verb and kind == "name":
        kind = "word"
    classes = {kind.upper()}
    classes.update(language.classes.get(lower, ()))
    if verb:
        classes.update(verb_classes(verb.form, verb.frames))
    is_plain = kind in ("word", "adverb") or (first and kind == "name")
    if is_plain and not verb and language.ends_as("past", lower):
        classes.add("ED")
    if is_plain and language.ends_as("participle", lower):
        classes.add("ENDING")
    if word.endswith(("'s", "’s", "s'", "s’")):
        classes.add("OWNER")
    if lower.endswith("s") and not lower.endswith(NO_PLURAL):
        classes.add("PLURAL")
    if lower.endswith("n't"):
        classes.add("DENIAL")
    if kind in NOUN_KINDS and not (verb and verb.form == "past"):
        classes.add("NOUN")
    return frozenset(classes)


def _kind(word, lower, language, first):
    kind = language.kinds.get(lower)
    if kind is None and "'" in lower:
        kind = language.kinds.get(lower.split("'")[0])
    is_capital = word[0].isupper()
    if is_capital and not first and kind not in ("pronoun", "possessive", "determiner"):
        return "name"
    if kind:
        return kind
    if is_capital or lower[:3] in ("al-", "el-"):
        return "name"
    if language.ends_as("adverb", lower) and len(lower) >= SMALLEST_ADVERB:
        return "adverb"
    return "word"


def variants_of(classes):
    """Yield the classes of a word and of its readings: a noun, a denied verb, a passive."""
    yield classes
    if "VERB" in classes:
        yield noun(classes)
        yield without_frames(classes)
        if classes & {"PAST", "PARTICIPLE"}:
            yield classes | {"PASSIVE"}


@cache
def verb_classes(form, frames):
    """Return the classes of a form of a verb that may stand with `frames`."""
    return frozenset({"VERB", FORM_CLASS[form], *(f"V_{frame.upper()}" for frame in frames)})


def noun(classes):
    """Return the classes of a verb that is read as a noun."""
    kept = frozenset(name for name in classes - WITHOUT_VERB if not name.startswith("V_"))
    return kept | {"NOUN"} if kept & {"NAME", "WORD"} else kept


def without_frames(classes):
    """Return the classes of a verb that reports nothing, as in "never said"."""
    return frozenset(name for name in classes if not name.startswith("V_"))


def pair_classes(verb, frame):
    """Return the classes of a cue of two words, such as "point out"."""
    classes = verb_classes(verb.form, frozenset({frame})) | {"WORD"}
    return classes if verb.form == "past" else classes | {"NOUN"}


def piece_classes():
    """Yield every set of classes that a quoted piece may have."""
    for end in ("", "ENDS_COMMA", "ENDS_STOP", "ENDS_QUESTION"):
        for begin in ("", "CAPITAL", "LOWER"):
            for look in ("", "TITLE", "NICKNAME"):
                yield frozenset({"QUOTE", end, begin, look} - {""})


def classify_piece(text, between_names):
    """Return the classes of a quoted piece."""
    last = text[-1]
    classes = {"QUOTE"}
    if last == ",":
        classes.add("ENDS_COMMA")
    elif last == ".":
        classes.add("ENDS_STOP")
    elif last in END:
        classes.add("ENDS_QUESTION")
    if text[0].isupper():
        classes.add("CAPITAL")
    elif text[0].islower():
        classes.add("LOWER")
    if between_names and last.isalnum() and len(text.split()) < 4:
        classes.add("NICKNAME")
    elif is_title(text):
        classes.add("TITLE")
    return frozenset(classes)


def is_title(text):
    """Does a piece look like a title, “Open Doors”: capitals on all but its small words?"""
    words = text.split()
    if len(words) > 8:
        return False
    words = [word.strip(".,!?'’") for word in words]
    capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
    if capitals == 0 or capitals * 2 < len(words):
        return False
    if any(word[:1].islower() and len(word) > 4 for word in words):
        return False
    return capitals > 1 or text[-1] not in END
