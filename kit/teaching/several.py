"""The course's second material: many articles on one event, in the folder that course.toml names."""

from functools import cached_property

from kit.analysing.articles import read_articles
from kit.errors import LessonError
from kit.teaching.tables import check_words, read_table, read_toml

KEY = ["article", "start", "end", "text", "form", "speaker", "cue"]


class Several:
    """The part of a Lesson that has to do with many articles."""

    @cached_property
    def articles_folder(self):
        """The folder that course.toml names (articles = "data/…"), None if it names none."""
        file = self.course and self.course / "course.toml"
        name = read_toml(file).get("articles") if file and file.is_file() else None
        if name is None:
            return None
        folder = self.course / str(name)
        if not folder.is_dir():
            fix = 'write articles = "data/…", a folder of articles'
            raise LessonError(f"{file}: articles is {name!r}; {fix}")
        return folder

    @cached_property
    def _articles(self):
        if self.articles_folder is None:
            fix = 'write articles = "data/…" there, a folder of articles'
            raise LessonError(f"{self.course}: course.toml names no articles; {fix}")
        return read_articles(self.articles_folder)

    @property
    def articles(self):
        """Table of many articles: article, outlet, day, author, title, language, text."""
        return self._articles.copy(deep=False)

    @property
    def articles_key(self):
        """Table of their quotations as people marked them (KEY), None where there is no key yet."""
        path = self.articles_folder and self.articles_folder / "key" / "quotation.csv"
        if not path or not path.is_file():
            return None
        table = read_table(path, KEY)
        texts = dict(zip(self.articles.article, self.articles.text, strict=True))
        for line, name, start, end, text in table[KEY[:4]].itertuples():
            where = f"{path}, line {line}"
            if name not in texts:
                raise LessonError(f"{where}: there is no article {name!r}; rename it")
            check_words(where, name, texts[name], start, end, text)
        return table.reset_index(drop=True)
