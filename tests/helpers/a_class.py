"""Made classes: what students might hand in, the well-meant and the hostile."""

import random
import uuid
import zipfile
from functools import cache

from kit.annotating import w3c
from kit.annotating.annotation import Annotation


def handed_in(article, marks, creator="me", day=1):
    """The text of an annotation file. marks: (start, end, label) or (start, end, label, note)."""
    made = []
    for number, (start, end, label, *note) in enumerate(marks):
        id = str(uuid.UUID(int=number + 1000 * day))
        modified = f"2026-01-{1 + day % 28:02}T10:00:00.000Z"
        made.append(
            Annotation(
                id, start, end, article.text[start:end], label, *note or [""], creator, {}, modified
            )
        )
    return w3c.dumps(made, article)


def made_marks(lesson, number, seed):
    """Marks of a made student: most of the key's, some with other ends or another label, and some of their own."""
    chance, pool = random.Random(seed), _pool(lesson)
    words = list(zip(lesson.article.words.start, lesson.article.words.end, strict=True))
    marks = []
    for start, end, label, layer in chance.sample(pool, min(len(pool), int(number * 0.9))):
        if chance.random() < 0.25:
            end = min(len(lesson.article.text), next((b for _, b in words if b > end), end))
        if chance.random() < 0.1:
            label = chance.choice(layer.labels).name
        marks.append((start, end, label))
    while len(marks) < number:
        first = chance.randrange(len(words) - 5)
        marks.append(
            (
                words[first][0],
                words[first + chance.randrange(5)][1],
                chance.choice(lesson.codebook.labels).name,
            )
        )
    return marks


@cache
def _pool(lesson):
    layers = {label.name: layer for layer in lesson.codebook.layers for label in layer.labels}
    return [(mark.start, mark.end, mark.label, layers[mark.label]) for mark in lesson.key()]


def make_zip(path, entries):
    """A zip of {name: text or bytes}, or of (ZipInfo, bytes) pairs."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items() if isinstance(entries, dict) else entries:
            archive.writestr(name, data)
    return path
