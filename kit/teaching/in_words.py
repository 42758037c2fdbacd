"""The key of an exercise in words, as a solution shows it."""

from kit.reading.text import join_words


def key_in_words(exercise, right, article) -> str:
    """Return the answer as a person would say it.

    >>> key_in_words({"kind": "number", "percent": True}, 21.951, None)
    '22 per cent'
    >>> key_in_words({"kind": "number"}, 5524511.0, None)
    '5,524,511'
    """
    kind = exercise["kind"]
    if kind == "number":
        figure = in_figures(round(right, 1) if abs(right) < 2100 else right, is_a_year(right))
        return f"{figure} per cent" if exercise.get("percent") else figure
    if kind == "where":
        unit = exercise.get("unit", "paragraph")
        return f"{unit}{'' if len(right) == 1 else 's'} {join_words(map(str, right))}."
    if kind == "spans":
        return join_words(f"“{article.text[start:end]}”" for start, end in right) + "."
    if kind == "date":
        return join_words(map(str, right if isinstance(right, list) else [right])) + "."
    if kind == "counts":
        return join_words(f"{name}: {count}" for name, count in right.items()) + "."
    if kind == "list":
        return join_words(item if isinstance(item, str) else item[0] for item in right) + "."
    return right if isinstance(right, str) else right[0]


def is_a_year(number):
    """Whether a number may be the year of something in the news."""
    return 1500 <= number <= 2100 and number == int(number)


def in_figures(number, is_year=False):
    """Return a number in figures, a year without the comma: 5,524,511 and 2015."""
    figure = f"{number:,.10g}"
    return figure.replace(",", "") if is_year else figure
