"""Operations: what the annotator's page asks for (add, change, remove, undo, redo), done to the marks."""

FIELDS = ("start", "end", "label", "note")


class Operations:
    """Does operations to some Annotations; raises what they raise. book: the Codebook."""

    def __init__(self, marks, book):
        self.marks = marks
        self.book = book

    def do(self, operation):
        """Do an operation; one on a mark that is gone does nothing."""
        id = operation.get("id")
        match operation["do"]:
            case "add":
                self._put(id, operation)
            case "change" if id in self.marks:
                fields = {name: operation[name] for name in FIELDS if name in operation}
                self.marks.change(id, **fields, **operation["attributes"])
            case "remove" if id in self.marks:
                self.marks.remove(id)
            case "undo":
                self._travel(self.marks.undo, self.marks.redo, id, operation.get("mark"))
            case "redo":
                self._travel(self.marks.redo, self.marks.undo, id, operation.get("mark"))

    def _travel(self, step, back, id, wanted):
        """Undo or redo; where a fresh kernel has no such history, make it as the page showed it."""
        if id and self._is_as(id, wanted):
            return  # it was done already, before the kernel's answer was lost
        done = step()
        if not id or self._is_as(id, wanted):
            return
        if done:
            back()
        if wanted is None:
            if id in self.marks:
                self.marks.remove(id)
        elif id in self.marks:
            # None takes an attribute away
            attributes = dict.fromkeys(self.marks[id].attributes) | wanted["attributes"]
            fields = {name: wanted[name] for name in FIELDS}
            self.marks.change(id, **fields, **attributes)
        else:
            self._put(id, wanted)

    def _is_as(self, id, wanted):
        mark = plain(self.marks[id]) if id in self.marks else None
        if mark is None or wanted is None:
            return mark is wanted
        return all(mark[name] == wanted[name] for name in (*FIELDS, "attributes"))

    def _put(self, id, mark):
        """Add a mark under the id the page gave it; one that is there already stays."""
        label = self.book.label(mark["label"]).name
        about = (label, mark.get("note", ""), mark.get("attributes", {}))
        self.marks.add_all([self.marks.make(id, mark["start"], mark["end"], *about)])


def plain(mark):
    """Return an Annotation as the page gets it; where its place is in doubt, with its words."""
    fields = {name: getattr(mark, name) for name in (*FIELDS, "id", "creator", "status")}
    fields["attributes"] = dict(mark.attributes)
    if mark.status in ("orphan", "ambiguous"):
        fields["words"] = mark.text
    return fields
