"""One name for everybody who speaks: Maren Holt, Holt, "the mayor" and "she" are one person.

Names are read off the text: the longest form of a name is the one to count by, and its last word
leads to it. Titles and appositions ("Lena Farr, the party's treasurer") say what else a person may
be called. A pronoun or a description goes back to whom the text was last about: who spoke, or with
whom a sentence began.
"""

import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

from kit.quotations.language import Words
from kit.quotations.people import NAME, Person, capital_words, last_name, untitled

GENDERS = ("male", "female")
NEAR = 40  # so many mentions back, "he" may go
KNOWN = 10  # after so many mentions it is known who somebody is
APPOSITION = re.compile(r",\s+(?:an?|the|[\w’']+['’]s)\s+([^,.;:“”\"()]{3,60})")
SENTENCE_BEGIN = re.compile(r"(?:^|[.!?…]|\n)[\s\"“”‘’']*$")
SENTENCE_START = re.compile(
    r"[\n.!?…](?:(?<=\n)|(?:(?:(?<=\w{3}.)|(?<=[\"”’)].))[\"”’)]*|[\"”’]+)\s)"
)
WORD = re.compile(r"\w+")
OWNER = re.compile(r"['’]s?$")
LINK = re.compile(r"\s(?:of|for|at|from|in|with|on|who)\s")
# not a list: "the north, Velm, and the coast"
NAMED_AFTER = re.compile(rf",\s+({NAME.pattern})(?=[,.])(?!,?\s+(?:and|or|und|oder)\b)")
BEFORE_NAME = re.compile(r"[,;:!?\n]|\.(?<=\w{4}\.)")  # what ends the words that belong to a name


class Mention(NamedTuple):
    """A name in the text, outside quotations: where, whose, and whether it begins a sentence."""

    start: int
    person: Person
    is_subject: bool


class Cast:
    """Everybody named in a text. quoted: sorted spans of its quoted pieces."""

    def __init__(self, text, language, quoted):
        self.text = text
        self.language = language
        self.words = Words(language.words | language.people)
        articles = "|".join(sorted(self.words["article"])) or "(?!)"
        self.article = re.compile(rf"^(?:{articles})\s+", re.IGNORECASE)
        self.full = {}  # the full name -> Person
        self.by_last = {}  # the last name -> Person
        self.known = {}  # a form of a name -> Person
        self.groups = {}  # a description -> Person
        self.last_group = {}  # its head -> the description with it that came last
        self.spoken = []  # (start, Person) of each who spoke
        names = list(capital_words(text))
        self._count(names)
        self.mentions = list(self._read(names, quoted))
        self.places = [mention.start for mention in self.mentions]

    def _count(self, names):
        """Know every full name; of several with one last name, the most frequent has it."""
        for name, count in Counter(name for _, name in names).items():
            words = untitled(name, self.language)
            if len(words) > 1:
                full = " ".join(words)
                if full not in self.full:
                    self.full[full] = Person(OWNER.sub("", full))
                self.full[full].count += count
        for person in sorted(self.full.values(), key=lambda person: -person.count):
            self.by_last.setdefault(last_name(person.name), person)

    def _read(self, names, quoted):
        """Yield the Mention of each name outside quotations: who is named inside is spoken of."""
        starts = [start for start, _ in quoted]
        before = 0
        for start, name in names:
            index = bisect_left(starts, start + 1) - 1
            if index >= 0 and start < quoted[index][1]:
                continue
            person = self.named(name, start)
            end = start + len(name)
            if OWNER.search(name) or self.text.startswith(("'s", "’s"), end):
                continue
            if person:
                between = self.text[max(before, start - 400) : start]
                is_subject = before == 0 or bool(SENTENCE_START.search(between))
                person.met += 1
                if person.met <= KNOWN:
                    self._learn(person, start, name)
                yield Mention(start, person, is_subject)
            before = end

    def named(self, name, start=None):
        """The Person a form of a name means; an unknown one is new, and surely a person's if it has
        a title or a second word. With its start a single word must begin a sentence to be new.
        """
        if name in self.known:
            return self.known[name]
        words = untitled(name, self.language)
        if not words:
            return None
        full = " ".join(words)
        last = last_name(words[-1])
        known = self.full.get(full) or self.by_last.get(last)
        if known is None:
            before = [] if start is None else self.text[max(0, start - 16) : start].split()[-1:]
            titles = {word.strip(".").casefold() for word in [*before, name.split()[0]]}
            is_sure = len(words) > 1 or not self.words["title"].isdisjoint(titles)
            may_be_new = start is None or SENTENCE_BEGIN.search(self.text, max(0, start - 8), start)
            if is_sure or (may_be_new and not words[-1].endswith("s")):
                known = Person(OWNER.sub("", full), is_sure)
                self.by_last[last] = known
        if known:
            self.known[name] = known
        return known

    def _learn(self, person, start, name):
        """Take roles, and he or she, from the words before a name and the apposition after it."""
        end = start + len(name)
        before = BEFORE_NAME.split(self.text[max(0, start - 40) : start])[-1]
        words = [*name.split(), *WORD.findall(before)[-2:]]
        after = APPOSITION.match(self.text, end, end + 90)
        if after:
            words += LINK.split(after[1])[0].split()
        roles = {word.strip(".").casefold() for word in words}
        person.roles |= roles & self.words["role"]
        if person.gender is None:
            person.gender = self._gender_of(roles)

    def _gender_of(self, words):
        for gender in GENDERS:
            if not self.words[gender].isdisjoint(words):
                return gender
        return None

    def described(self, words):
        """The group or unnamed person of a description; "the spokeswoman" goes back to "the union's
        spokeswoman".
        """
        plain = self.article.sub("", words)
        key = plain.casefold()
        head = _last_word(LINK.split(key)[0])
        if key not in self.groups and plain != words and key == head:
            key = self.last_group.get(head, key)
        if key not in self.groups:
            group = Person(words[0].lower() + words[1:] if plain != words else words)
            group.roles = {head}
            group.gender = self._gender_of([head])
            if group.gender is None and head not in self.words["role"]:
                group.gender = "group"  # no "he" goes back to a union
            self.groups[key] = group
        self.last_group[head] = key
        return self.groups[key]

    def fits(self, person, role):
        """May the person be called by this role? A president is a leader."""
        leader = self.words["leader"]
        return role in person.roles or (role in leader and bool(person.roles & leader))

    def antecedent(self, start, gender=None, role=None):
        """Whom "he" or "the leader" at `start` means: the nearest speaker or subject before it who
        may be that.
        """
        index = bisect_left(self.places, start)
        near = self.mentions[max(0, index - NEAR) : index]
        subjects = [(mention.start, mention.person) for mention in near if mention.is_subject]
        subjects = sorted(subjects + self.spoken[-20:], key=lambda pair: -pair[0])
        people = [person for _, person in subjects if person.sure]
        people += [person for _, person in subjects]
        people += [mention.person for mention in reversed(near)]
        for person in people:
            if gender and person.gender not in (None, gender):
                continue
            if role and not self.fits(person, role):
                continue
            if gender:
                person.gender = gender
            return person
        return None

    def meant(self, start, end):
        """The Person whom a speaker's mention means, or None for a pronoun without anybody before
        it.
        """
        words = self.text[start:end]
        lower = words.casefold()
        gender = self._gender_of([lower])
        if gender or lower in self.words["pronoun"] or lower in self.words["relative"]:
            is_writer = lower in self.words["first_person"]
            return None if is_writer else self.antecedent(start, gender)
        if not self.words["and_word"].isdisjoint(lower.split()) and not self.article.match(words):
            return self.described(words)  # "Ann Lee and Bob Roe" are two
        head = LINK.split(words)[0]
        has_article = bool(self.article.match(words))
        names = [] if has_article else NAME.findall(head)[-1:]
        names = [name for name in names if head.endswith(name)]
        apposed = NAMED_AFTER.match(self.text, end)
        if apposed:
            names.append(apposed[1])  # "the union's president, Omar Haddad, wrote"
        for name in names:
            if untitled(name, self.language):
                return self.named(name)
        role = _last_word(head.casefold())
        is_role = role in self.words["role"] and head == words and has_article
        if is_role and role not in self.last_group:
            return self.antecedent(start, None, role) or self.described(words)
        return self.described(words)


def _last_word(text):
    return (WORD.findall(text) or [""])[-1]


def resolve(mentions, text, language, quoted=()):
    """Return one name for each speaker's mention.

    mentions: list of (start, end) in `text`, or None, in reading order; quoted: sorted spans of the
    quoted pieces.
    """
    cast = Cast(text, language, quoted)
    names = []
    for mention in mentions:
        if mention is None:
            names.append(None)
            continue
        start, end = mention
        person = cast.meant(start, end)
        if person:
            cast.spoken.append((start, person))
        names.append(person.name if person else text[start:end])
    return names
