"""Whatever is done in whatever order, the annotations are what a plain list of steps says, and a file gives back what it was given."""

import itertools
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import kit

BOOK = kit.Codebook.load(Path(__file__).with_name("codebook.toml"))
ARTICLE = kit.Article(
    "Ásad said: “نعم، قال” 😀👩‍👩‍👧 and e\u0301 left.\n\nThe end, he said.\u2028Or not"
)
PLACES = st.integers(0, len(ARTICLE.text) - 1).flatmap(
    lambda a: st.tuples(st.just(a), st.integers(a + 1, len(ARTICLE.text)))
)
NOTES = st.text(max_size=8)
FORMS = st.sampled_from([None, "direct", "scare"])


class OperationsAndAPlainModel(RuleBasedStateMachine):
    """The model: a list of states, each {id: (start, end, label, note, attributes)}, and where in the list we are."""

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "marks.json"
        self.marks = kit.Annotations(ARTICLE, BOOK, path=self.path)
        self.states, self.at, self.saved = [{}], 0, None

    def now(self):
        return self.states[self.at]

    def step(self, state):
        if state != self.now():
            self.states[self.at + 1 :] = [state]
            self.at += 1

    def pick(self, number):
        return sorted(self.now())[number % len(self.now())] if self.now() else None

    @rule(place=PLACES, note=NOTES, form=FORMS, speaker=NOTES)
    def add(self, place, note, form, speaker):
        mark = self.marks.add(*place, "quotation", note=note, form=form, speaker=speaker)
        told = {name: value for name, value in (("form", form), ("speaker", speaker)) if value}
        self.step({**self.now(), mark.id: (*place, "quotation", note, told)})

    @rule(number=st.integers(0), other=st.integers(0))
    def link(self, number, other):
        one, two = self.pick(number), self.pick(other)
        if one and one != two and self.now()[one][2] == "quotation":
            self.marks.change(one, part_of=two)
            self.step(
                {**self.now(), one: (*self.now()[one][:4], {**self.now()[one][4], "part_of": two})}
            )

    @rule(number=st.integers(0), place=PLACES, note=NOTES)
    def move(self, number, place, note):
        if id := self.pick(number):
            self.marks.change(id, start=place[0], end=place[1], note=note)
            self.step({**self.now(), id: (*place, self.now()[id][2], note, self.now()[id][4])})

    @rule(number=st.integers(0), label=st.sampled_from(["person", "place"]))
    def relabel(self, number, label):
        if id := self.pick(number):
            self.marks.change(id, label=label)
            old = self.now()[id]
            if old[2] != label:
                self.step({**self.now(), id: (*old[:2], label, old[3], {})})

    @rule(number=st.integers(0))
    def remove(self, number):
        if id := self.pick(number):
            self.marks.remove(id)
            rest = {
                k: (*v[:4], {n: x for n, x in v[4].items() if x != id})
                for k, v in self.now().items()
                if k != id
            }
            self.step(rest)

    @rule()
    def undo(self):
        assert (self.marks.undo() is None) == (self.at == 0)
        self.at = max(0, self.at - 1)

    @rule()
    def redo(self):
        assert (self.marks.redo() is None) == (self.at == len(self.states) - 1)
        self.at = min(len(self.states) - 1, self.at + 1)

    @rule()
    def save_and_load(self):
        self.marks.save()
        loaded = kit.Annotations.load(self.path, ARTICLE, BOOK)
        assert loaded == self.marks and loaded.notices == [] and not self.marks.unsaved
        assert [mark.modified for mark in loaded] == [mark.modified for mark in self.marks]

    @invariant()
    def the_same_as_the_model(self):
        found = {m.id: (m.start, m.end, m.label, m.note, dict(m.attributes)) for m in self.marks}
        assert found == self.now()
        assert all(m.text == ARTICLE.text[m.start : m.end] for m in self.marks)
        assert list(self.marks.table.start) == sorted(self.marks.table.start)

    def teardown(self):
        self.folder.cleanup()


TestOperationsAndAPlainModel = OperationsAndAPlainModel.TestCase
TestOperationsAndAPlainModel.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ab"),
            st.sampled_from(["add", "change", "remove", "save", "save"]),
            PLACES,
            NOTES,
        ),
        max_size=25,
    )
)
def test_two_windows_always_end_alike_and_no_saved_note_is_lost(steps):
    with tempfile.TemporaryDirectory() as folder:
        windows = {
            name: kit.Annotations(ARTICLE, creator=name, path=folder + "/marks.json")
            for name in "ab"
        }
        for (name, verb, place, note), number in zip(steps, itertools.count()):
            marks = windows[name]
            mine = [
                mark for mark in marks if mark.creator == name
            ]  # nobody touches the other's: no true conflict
            if verb == "add":
                marks.add(*place, "x", note=f"{number} {note}")
            elif mine and verb == "change":
                marks.change(mine[place[0] % len(mine)].id, note=f"{number} {note}", label="y")
            elif mine and verb == "remove":
                marks.remove(mine[place[0] % len(mine)].id)
            elif verb == "save":
                marks.save()
        expected = {
            (m.id, m.note, m.label) for name in "ab" for m in windows[name] if m.creator == name
        }
        for name in "aba":
            windows[name].save()
        assert windows["a"] == windows["b"]
        assert {(m.id, m.note, m.label) for m in windows["a"]} == expected
        assert windows["a"].notices == windows["b"].notices == []


@settings(max_examples=100, deadline=None)
@given(
    st.text(min_size=1, max_size=30).map(kit.Article),
    st.text(st.characters(), max_size=10),
    st.text(min_size=1, max_size=6),
    st.data(),
)
def test_any_text_any_note_any_label_comes_back(article, note, label, data):
    start = data.draw(st.integers(0, len(article.text) - 1))
    marks = kit.Annotations(article, creator="Zoë “Z” \\ <b>")
    marks.add(
        start,
        data.draw(st.integers(start + 1, len(article.text))),
        label,
        note=note,
        speaker=note + "x",
    )
    with tempfile.TemporaryDirectory() as folder:
        marks.save(Path(folder) / "m.json")
        assert kit.Annotations.load(Path(folder) / "m.json", article) == marks


def test_half_an_emoji_from_a_browser_is_kept():
    marks = kit.Annotations(ARTICLE)
    marks.add(0, 4, "x", note="\ud83d")
    with tempfile.TemporaryDirectory() as folder:
        marks.save(Path(folder) / "m.json")
        assert kit.Annotations.load(Path(folder) / "m.json", ARTICLE) == marks
