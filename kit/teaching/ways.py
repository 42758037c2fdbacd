"""Ways of saying the same: a name with its title, a verb in another form, a phrase with "that"."""

import re

from kit.teaching.reading_answers import plain

TITLES = set(
    "president mr mrs ms miss dr professor sir king queen mayor minister secretary general"
    " leader us former doctor".split()
)
DEMONYM = re.compile(r"\w{3,}(?:ian|ican|ese|ish)")  # the Brazilian president
PRONOUNS = set("he she they it we i you him her them his their its who".split())
SMALL_WORDS = set(
    "in on over since its the a an of by during for at until this that these word words".split()
)
BEFORE = set("according to by from it was has have had also is are only just attributed".split())
BEFORE |= {"its", "my", "verdict", "words", "of"}
AFTER = {"that", "by", "to", "of", "words", "only"}
VERBS = {"said": "say", "says": "say", "told": "tell", "tells": "tell"}


def ways_of(words, language="en"):
    """Return plain forms of words: as they are, and without 's, (brackets), titles, fillers.

    >>> ways_of("President Obi’s")
    ['president obis', 'president obi', 'obi']
    """
    text = str(words)[:20_000]
    bare = re.sub(r"['’]s?(?=\W|$)", "", re.sub(r"(?<=\w)\s*\([^()]*\)\W*$", "", text))
    forms = [plain(words, language), plain(bare, language)]
    core = forms[-1].split()
    while len(core) > 1 and (core[0] in TITLES | BEFORE or DEMONYM.fullmatch(core[0])):
        core = core[1:]
    while len(core) > 1 and core[-1] in AFTER:
        core = core[:-1]
    forms.append(" ".join(core))
    return list(dict.fromkeys(forms))


def says_the_same(given, wanted, language, exercise):
    """True if what was given says the same as a plain form of the key.

    >>> says_the_same("Maren J. Holt", "maren holt", "en", {"names": True})
    True
    >>> says_the_same("point out", "pointed out", "en", {"verbs": True})
    True
    """
    forms = ways_of(given, language)
    if wanted in forms or wanted in (without_before(form) for form in forms):
        return True
    if exercise.get("names"):
        shorter = {single(form) for form in forms if len(form) <= len(wanted)}
        return single(wanted) in shorter or any(is_name_of(form, wanted) for form in forms)
    if exercise.get("verbs"):
        forms += [form.partition(" ")[2] for form in forms if form.split(" ")[0] in PRONOUNS]
        return any(base_form(form) == base_form(wanted) for form in forms)
    return False


def single(name):
    """Return a plain name without doubled letters, which other spellings differ in: yas(s)er."""
    return re.sub(r"([a-z])\1", r"\1", name)


def without_before(form):
    """Return words without a leading "according to" and the like."""
    words = form.split()
    while len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    return " ".join(words)


def is_name_of(given, full):
    """True if two plain names have the same first and last name, or one is the end of the other."""
    given, full = given.split(), full.split()
    if len(given) < 2 or len(full) < 2 or len(given) > len(full) + 1:
        return False
    ends = given == full[-len(given) :]
    return ends or (given[0] == full[0] and given[-1] == full[-1])


def base_form(words):
    """Return a verb without its ending, in a phrase that begins with it: "pointed out", "point out".

    >>> {base_form("claims"), base_form("claim"), base_form("claimed"), base_form("claiming")}
    {'claim'}
    """
    first, *rest = words.split() or [""]
    first = VERBS.get(first, first)
    first = re.sub(r"(?<=\w{3})(?:ed|ing|es|s|e)$", "", first)
    first = re.sub(r"(.)\1$", r"\1", first)
    return " ".join([first, *rest])
