"""One word of a sentence, swapped for another: what does the sentence say now?"""

import html

import traitlets

from kit.errors import KitError, SpanError
from kit.teaching.form import Form, script


class Swap(Form):
    """A sentence with a place to choose words for; before, after: the text around that place."""

    _esm = script("swap.js")
    before = traitlets.Unicode().tag(sync=True)
    after = traitlets.Unicode().tag(sync=True)
    words = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __repr__(self):
        first, *others = [f"{self.before}[{word}]{self.after}" for word in self.words]
        return "\n".join([f"As printed: {first}", *(f"Swapped: {line}" for line in others)])

    def html(self):
        before, after = html.escape(self.before), html.escape(self.after)
        items = [f"{before}<strong>{html.escape(word)}</strong>{after}" for word in self.words]
        items[0] += " (as printed)"
        items = "\n".join(f"<li>{item}</li>" for item in items)
        return f'<ul lang="{html.escape(self.language)}" dir="auto">\n{items}\n</ul>'


def swap(article, start, end, words):
    """Show a span's sentence with other words in its place, chosen or typed; on paper, all.

    article: Article. start, end: code points, half-open. words: the words to try, a list of str;
    what is printed comes first by itself. At the beginning of a sentence a word gets its capital.
    Raises SpanError if the span is not in the text, KitError if words is no list of words.

    >>> from kit import Article
    >>> swap(Article("He pointed out the gap."), 3, 14, ["said that there was"])
    As printed: He [pointed out] the gap.
    Swapped: He [said that there was] the gap.
    """
    words = [words] if isinstance(words, str) else list(words)
    if not all(isinstance(word, str) and word.strip() for word in words):
        raise KitError('swap: words must be a list of words to try, such as ["said", "admitted"]')
    around = article.sentences
    around = around[(around.start < end) & (around.end > start)]
    if not (0 <= start < end <= len(article.text)) or around.empty:
        fix = f"the article has {len(article.text)} characters"
        raise SpanError(f"swap: no words stand at {start} to {end}; {fix}")
    first, last = min(start, int(around.start.min())), max(end, int(around.end.max()))
    printed = article.text[start:end]
    if start == first and printed[:1].isupper():
        words = [word[0].upper() + word[1:] for word in words]
    choices = list(dict.fromkeys([printed, *words]))
    around = {"before": article.text[first:start], "after": article.text[end:last]}
    return Swap(words=choices, language=article.language, **around)
