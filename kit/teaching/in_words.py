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
        figure = f"{round(right, 1):,.10g}" if abs(right) < 2100 else f"{right:,.10g}"
        if exercise["kind"] == "number" and 1500 <= right <= 2100:
            figure = figure.replace(",", "")  # a year
        return f"{figure} per cent" if exercise.get("percent") else figure
    if kind == "where":
        unit = exercise.get("unit", "paragraph")
        plural = "s" if len(right) != 1 else ""
        return f"{unit}{plural} {join_words(map(str, right))}."
    if kind == "spans":
        return join_words(f"“{article.text[start:end]}”" for start, end in right) + "."
    if kind == "date":
        days = right if isinstance(right, list) else [right]
        return join_words(str(day) for day in days) + "."
    if kind == "counts":
        return join_words(f"{name}: {count}" for name, count in right.items()) + "."
    if kind == "list":
        return join_words(item if isinstance(item, str) else item[0] for item in right) + "."
    return right if isinstance(right, str) else right[0]
