"""Judging an answer against its key, one small function a kind: right or not, and what to look at.

Each takes what was given, the key, the exercise (a dict) and the lesson; returns (correct, line);
raises Unreadable.
"""

import difflib
from datetime import date

from kit.reading.text import join_words, show
from kit.teaching.reading_answers import Unreadable, counts, days, items, number, plain, spans


def judge_number(given, key, exercise, lesson):
    value, key = number(given), float(key)
    if exercise.get("percent") and 0 < abs(value) <= 1:
        value *= 100
    away = value - key
    if abs(away) <= exercise.get("tolerance", 0) + 1e-9:
        return True, ""
    if abs(away) == 1 and key == int(key):
        return False, f"{value:g} is one too {'many' if away > 0 else 'few'}."
    return (
        False,
        f"{value:g} is too {'high' if away > 0 else 'low'}."
        if value == value
        else "That is not a number (NaN).",
    )


def judge_text(given, key, exercise, lesson):
    if not isinstance(given, str):
        found = items(given)
        if len(found) != 1:
            raise Unreadable(f"That is {len(found)} things; the question asks for one.")
        given = found[0]
    language = lesson.article.language
    said, wanted = plain(given, language), [plain(word, language) for word in alternatives(key)]
    if said in wanted:
        return True, ""
    return False, near(said, given, wanted) or f"“{show(given)}” is not it."


def judge_list(given, key, exercise, lesson):
    language = lesson.article.language
    wanted = [[plain(word, language) for word in alternatives(item)] for item in key]
    found = (
        [given]
        if isinstance(given, str) and any(plain(given, language) in item for item in wanted)
        else items(given)
    )
    said = [plain(item, language) for item in found]
    if (
        exercise.get("ordered")
        and len(said) == len(wanted)
        and all(word in item for word, item in zip(said, wanted, strict=True))
    ):
        return True, ""
    left, extra = list(wanted), []
    for word, item in zip(said, found, strict=True):
        hit = next((item for item in left if word in item), None)
        if hit is not None:
            left.remove(hit)
        elif not any(word in item for item in wanted):  # saying one twice does no harm
            extra.append((word, item))
    if not left and not extra:
        return (
            (False, "All of them are there; now their order.")
            if exercise.get("ordered")
            else (True, "")
        )
    lines = [tally(len(wanted) - len(left), len(wanted))]
    if extra:
        spelling = next(
            (line for word, item in extra[:20] if (line := near(word, item, sum(left, [])))), ""
        )
        lines.append(
            spelling
            or f"Not asked for: {join_words((f'“{show(item, 40)}”' for _, item in extra), 3)}."
        )
    return False, " ".join(lines)


def judge_where(given, key, exercise, lesson):
    unit = exercise.get("unit", "paragraph")
    texts = [
        plain(text, lesson.article.language) for text in getattr(lesson.article, unit + "s").text
    ]
    key, said, unknown = set(key), set(), []
    for item in items([given] if isinstance(given, (int, float)) else given):
        words = plain(item, lesson.article.language)
        places = (
            {i for i, text in enumerate(texts) if f" {words} " in f" {text} "}
            if isinstance(item, str)
            else set()
        )
        if places and not words.isdigit():
            said |= places & key or places
        else:
            try:
                said.add(int(number(item)))
            except Unreadable:
                unknown.append(item)
    if unknown:
        return (
            False,
            f"“{show(unknown[0])}” stands in no {unit}; give its number, or words as they stand in the article.",
        )
    if said == key:
        return True, ""
    if said == {place + 1 for place in key}:
        return False, f"One too high: the first {unit} has the number 0."
    if len(key) == 1:
        return False, f"It is not {unit} {join_words(map(str, sorted(said)))}."
    wrong = f" Not asked for: {join_words(map(str, sorted(said - key)))}." if said - key else ""
    return False, tally(len(said & key), len(key)) + wrong


def judge_spans(given, key, exercise, lesson):
    text, language = lesson.article.text, lesson.article.language
    left, edges, extra, hits = [trimmed(a, b, text) for a, b in key], [], [], 0
    wanted = list(left)
    for item in spans(given):
        if isinstance(item, str):
            hit = next(
                (
                    span
                    for span in left
                    if plain(text[slice(*span)], language) == plain(item, language)
                ),
                None,
            )
            known = any(
                plain(text[slice(*span)], language) == plain(item, language) for span in wanted
            )
            words = f" {plain(item, language)} "
            there = [f" {plain(text[slice(*span)], language)} " for span in left]
            inside = any(words in its or its in words for its in there)
        else:
            hit = next((span for span in left if span == trimmed(*item, text)), None)
            known = trimmed(*item, text) in wanted
            inside = any(span[0] < item[1] and item[0] < span[1] for span in left)
        if hit:
            left.remove(hit)
            hits += 1
        elif not known:
            (edges if inside else extra).append(
                item if isinstance(item, str) else text[slice(*item)]
            )
    if not left and not edges and not extra:
        return True, ""
    lines = [tally(hits, len(wanted))]
    if edges:
        lines.append(f"“{show(edges[0])}” is nearly one: look where it begins and ends.")
    if extra:
        lines.append(f"Not asked for: {join_words((f'“{show(item, 40)}”' for item in extra), 3)}.")
    return False, " ".join(lines)


def judge_date(given, key, exercise, lesson):
    key = sorted(
        day if isinstance(day, date) else date.fromisoformat(day)
        for day in (key if isinstance(key, list) else [key])
    )
    said = sorted(set(days(given, key[0].year)))
    if said == key:
        return True, ""
    if len(said) != len(key):
        return (
            False,
            f"That is {len(said)} day{'s' * (len(said) != 1)}; the question asks for {len(key)}.",
        )
    wrong = [
        ("later" if day < right else "earlier")
        for day, right in zip(said, key, strict=True)
        if day != right
    ]
    if len(key) == 1:
        return False, f"It was {wrong[0]}."
    which = [
        name for name, day, right in zip(("first", "last"), said, key, strict=True) if day != right
    ]
    return False, f"The {which[0]} day must be {wrong[0]}." if len(
        which
    ) == 1 else "Both days are still to be moved."


def judge_choice(given, key, exercise, lesson):
    choices, language = exercise["choices"], lesson.article.language
    if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < len(choices):
        given = choices[given]
    said = plain(
        {True: "yes", False: "no"}.get(given, given) if isinstance(given, bool) else given, language
    )
    meant = [choice for choice in choices if plain(choice, language) == said]
    meant = meant or [
        choice for choice in choices if said and plain(choice, language).startswith(said)
    ]
    if len(meant) != 1:
        raise Unreadable(f"Choose one of these: {', '.join(choices)}.")
    return (True, "") if meant[0] == key else (False, f"It is not “{meant[0]}”.")


def judge_counts(given, key, exercise, lesson):
    language = lesson.article.language
    names = {
        plain(name, language): name for name in key
    }  # marks have no plain form: they are looked up as they are
    said = {
        name if name in key else names.get(plain(name, language), name): count
        for name, count in counts(given).items()
    }
    wrong = [f"{name} ({said[name]:g})" for name in key if name in said and said[name] != key[name]]
    missing = [name for name in key if name not in said and key[name]]
    extra = [name for name in said if said[name] and name not in key]
    lines = [f"Count again: {join_words(map(show, wrong))}."] if wrong else []
    lines += [f"Not counted yet: {len(missing)} of {len(key)}."] if missing else []
    lines += (
        [f"Not asked for: {join_words((show(name, 40) for name in extra), 3)}."] if extra else []
    )
    return not lines, " ".join(lines)


KINDS = {
    name.removeprefix("judge_"): function
    for name, function in list(globals().items())
    if name.startswith("judge_")
}


def alternatives(key):
    """A key's ways of saying the same, as a list."""
    return [key] if isinstance(key, str) else list(key)


def near(said, given, wanted):
    """A line when the words are nearly those wanted, else ""."""
    close = len(said) > 3 and any(
        difflib.SequenceMatcher(None, said[:200], word[:200]).ratio() > 0.8 for word in wanted
    )
    return f"“{show(given)}” is close: look at its spelling and its ends." if close else ""


def tally(hits, all_):
    """How many are there already, without saying which are missing."""
    return (
        f"{hits} of {all_} are there."
        if hits
        else f"None of the {all_} is there yet."
        if all_ > 1
        else "Not it yet."
    )


def trimmed(start, end, text):
    """The span without marks and spaces at its edges, as (start, end)."""
    start, end = max(0, start), min(end, len(text))
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end
