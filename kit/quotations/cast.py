"""One name for everybody who speaks: Maren Holt, Holt, "the mayor" and "she" are one person.

Names are read off the text: the longest form of a name is the one to count by, and its last word
leads to it. Titles and appositions ("Lena Farr, the party's treasurer") say what else a person may
be called. A pronoun or a description goes back to whom the text was last about: who spoke, or with
whom a sentence began.
"""

import re
from bisect import bisect_left

from kit.quotations.language import Words
from kit.quotations.people import (
    APPOSITION,
    LINK,
    NAME,
    NAMED_AFTER,
    OWNER,
    SENTENCE_BEGIN,
    SENTENCE_START,
    Person,
    capital_words,
    last_name,
    untitled,
)


class Cast:
    """Everybody named in the text, and where: `mentions` is a list of (start, Person, begins a
    sentence).
    """

    def __init__(self, text, language, quoted):
        self.text, self.language, self.words = (
            text,
            language,
            Words(language.words | language.people),
        )
        self.full, self.by_last, self.groups, self.last_group, self.spoken = {}, {}, {}, {}, []
        self.article = re.compile(
            r"^(?:{})\s+".format("|".join(sorted(self.words["article"]) or ["(?!)"])), re.I
        )
        found = list(capital_words(text))
        for _, name in found:
            words = untitled(name, language)
            if len(words) > 1:
                self.full.setdefault(
                    " ".join(words), Person(OWNER.sub("", " ".join(words)))
                ).count += 1
        for person in sorted(self.full.values(), key=lambda person: -person.count):
            self.by_last.setdefault(last_name(person.name), person)
        self.mentions = list(self._read(found, [start for start, _ in quoted], quoted))
        self.places = [start for start, _, _ in self.mentions]

    def _read(self, found, starts, quoted):
        """Every mention that stands outside quotations (who is named inside one is spoken of); the
        first in a sentence is its subject.
        """
        before = 0
        for start, name in found:
            index = bisect_left(starts, start + 1) - 1
            if index >= 0 and start < quoted[index][1]:
                continue
            word = self.text[max(0, start - 16) : start].split()[-1:]
            titled = bool(word) and word[0].strip(".").casefold() in self.words["title"]
            begins = before == 0 or bool(
                SENTENCE_START.search(self.text, max(before, start - 400), start)
            )
            person = self.named(
                name, titled, SENTENCE_BEGIN.search(self.text, max(0, start - 8), start) is not None
            )
            if OWNER.search(name) or self.text.startswith(("'s", "’s"), start + len(name)):
                continue
            before = start + len(name)
            if person:
                person.met += 1
                if person.met <= 10:  # by then it is known who they are
                    self._learn(person, start, name)
                yield start, person, begins

    def named(self, name, titled=False, may_be_new=True):
        """The Person a form of a name means; an unknown one is new, and surely a person's if it has
        a title or a second word.
        """
        words = untitled(name, self.language)
        if not words:
            return None
        known = self.full.get(" ".join(words)) or self.by_last.get(last_name(words[-1]))
        sure = (
            titled or len(words) > 1 or name.split()[0].strip(".").casefold() in self.words["title"]
        )
        if known is None and (sure or (may_be_new and not words[-1].endswith("s"))):
            known = self.by_last[last_name(words[-1])] = Person(
                OWNER.sub("", " ".join(words)), sure
            )
        return known

    def _learn(self, person, start, name):
        """Take roles, and he or she, from the words before a name and the apposition after it."""
        after = APPOSITION.match(self.text, start + len(name), start + len(name) + 90)
        before = re.findall(
            r"\w+", re.split(r"[,;:!?\n]|\w{4,}\.", self.text[max(0, start - 40) : start])[-1]
        )[-2:]
        roles = {
            word.strip(".").casefold()
            for word in [
                *name.split(),
                *before,
                *(LINK.split(after.group(1))[0].split() if after else ()),
            ]
        }
        person.roles |= roles & self.words["role"]
        for gender in ("male", "female"):
            if roles & self.words[gender] and person.gender is None:
                person.gender = gender

    def described(self, words):
        """The group or unnamed person of a description; "the spokeswoman" goes back to "the union's
        spokeswoman".
        """
        plain = self.article.sub("", words)
        head = (re.findall(r"\w+", LINK.split(plain.casefold())[0]) or [""])[-1]
        key = plain.casefold()
        if key not in self.groups and plain != words and key == head:
            key = self.last_group.get(head, key)
        if key not in self.groups:
            group = self.groups[key] = Person(
                words[0].lower() + words[1:] if plain != words else words
            )
            group.roles = {head}
            unsexed = (
                None if head in self.words["role"] else "group"
            )  # no "he" goes back to a union
            group.gender = next(
                (gender for gender in ("male", "female") if head in self.words[gender]), unsexed
            )
        self.last_group[head] = key
        return self.groups[key]

    def fits(self, person, role):
        """May the person be called by this role? A president is a leader."""
        return role in person.roles or (
            role in self.words["leader"] and bool(person.roles & self.words["leader"])
        )

    def antecedent(self, start, gender=None, role=None):
        """Whom "he" or "the leader" at `start` means: the nearest speaker or subject before it who
        may be that.
        """
        index = bisect_left(self.places, start)
        near = self.mentions[max(0, index - 40) : index]
        subjects = [
            person
            for _, person in sorted(
                [(at, person) for at, person, begins in near if begins] + self.spoken[-20:],
                key=lambda pair: -pair[0],
            )
        ]
        people = (
            [person for person in subjects if person.sure]
            + subjects
            + [person for _, person, _ in reversed(near)]
        )
        people = [person for person in people if not gender or person.gender in (None, gender)]
        if role:
            people = [person for person in people if self.fits(person, role)]
        if people and gender:
            people[0].gender = gender
        return people[0] if people else None

    def meant(self, start, end):
        """The Person whom a speaker's mention means, or None for a pronoun without anybody before
        it.
        """
        words = self.text[start:end]
        lower = words.casefold()
        gender = next(
            (gender for gender in ("male", "female") if lower in self.words[gender]), None
        )
        if gender or lower in self.words["pronoun"] | self.words["relative"]:
            return (
                self.antecedent(start, gender) if lower not in self.words["first_person"] else None
            )
        head = LINK.split(words)[0]
        names = NAME.findall(head)
        if (
            names
            and head.endswith(names[-1])
            and untitled(names[-1], self.language)
            and not self.article.match(words)
        ):
            return self.named(names[-1])
        apposed = NAMED_AFTER.match(self.text, end)
        if apposed and untitled(apposed.group(1), self.language):
            return self.named(apposed.group(1))  # "the union's president, Omar Haddad, wrote"
        last = (re.findall(r"\w+", head.casefold()) or [""])[-1]
        if (
            last in self.words["role"]
            and head == words
            and self.article.match(words)
            and last not in self.last_group
        ):
            return self.antecedent(start, None, last) or self.described(words)
        return self.described(words)


def resolve(mentions, text, language, quoted=()):
    """Return one name for each speaker's mention.

    mentions: list of (start, end) in `text`, or None, in reading order; quoted: sorted spans of the
    quoted pieces.
    """
    cast, names = Cast(text, language, quoted), []
    for mention in mentions:
        words = text[slice(*mention)] if mention else None
        person = cast.meant(*mention) if mention else None
        if person:
            cast.spoken.append((mention[0], person))
        names.append(person.name if person else words)
    return names
