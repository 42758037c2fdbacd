"""What people reported of article files elsewhere. Each kind has its report's number and inputs of our own."""

import io
import re
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from kit.errors import FileError
from workshop.own_article.source import read_source

SPACES = " ".join(
    f'xmlns:{name}="http://schemas.{address}"'
    for name, address in {
        "w": "openxmlformats.org/wordprocessingml/2006/main",
        "m": "openxmlformats.org/officeDocument/2006/math",
        "mc": "openxmlformats.org/markup-compatibility/2006",
        "wps": "microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)


def word(body, **parts):
    """A Word file with these paragraphs as XML; parts: more of its parts, by name."""
    document = docx.Document()
    root = parse_xml(f"<w:body {SPACES}>{body}</w:body>")
    for number, child in enumerate(root):
        document.element.body.insert(number, child)
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file, "a") as archive:
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml.replace(">", f" {SPACES}>", 1))
    return file.getvalue()


def read(tmp_path, name, raw):
    (tmp_path / name).write_bytes(raw)
    return read_source(tmp_path / name)


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


BOX = "<w:txbxContent><w:p>{}</w:p></w:txbxContent>"
SEEN = {
    "a tracked insertion (1123)": '<w:ins w:id="1" w:author="a">{}</w:ins>',
    "moved here": '<w:moveTo w:id="1" w:author="a">{}</w:moveTo>',
    "a smart tag": '<w:smartTag w:element="x">{}</w:smartTag>',
    "a content control": "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "custom XML": '<w:customXml w:element="x">{}</w:customXml>',
    "a link": '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
    "a simple field's result": '<w:fldSimple w:instr="DATE">{}</w:fldSimple>',
    "text from right to left": '<w:bdo w:val="rtl">{}</w:bdo>',
    "insertions in one another": '<w:ins w:id="1" w:author="a"><w:smartTag>{}</w:smartTag></w:ins>',
}
UNSEEN = {
    "a deletion": '<w:del w:id="1" w:author="a"><w:r><w:delText>{}</w:delText></w:r></w:del>',
    "moved away": '<w:moveFrom w:id="1" w:author="a"><w:r><w:t>{}</w:t></w:r></w:moveFrom>',
    "a field's code": "<w:r><w:instrText>{}</w:instrText></w:r>",
    "hidden text": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
}


@pytest.mark.parametrize("wrapper", SEEN.values(), ids=SEEN)
def test_what_the_printed_page_shows_is_in_the_article(tmp_path, wrapper):
    body = f"<w:p>{run('The bridge ')}{wrapper.format(run('will stay '))}{run('closed.')}</w:p>"
    assert read(tmp_path, "a.docx", word(body)).text == "The bridge will stay closed."


@pytest.mark.parametrize("wrapper", UNSEEN.values(), ids=UNSEEN)
def test_what_it_does_not_show_is_not(tmp_path, wrapper):
    body = f"<w:p>{run('The bridge ')}{wrapper.format('never ')}{run('closed.')}</w:p>"
    assert read(tmp_path, "a.docx", word(body)).text == "The bridge closed."


BLOCKS = {
    "a content control (6)": "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
    "custom XML": '<w:customXml w:element="x">{}</w:customXml>',
    "a table in a content control": "<w:sdt><w:sdtContent><w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{}"
    "</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl></w:sdtContent></w:sdt>",
    "a table in a table": "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:tc>"
    "</w:tr></w:tbl>",
    "an old text box": "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
    "a text box in two ways": "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
    "{0}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
}


@pytest.mark.parametrize("wrapper", BLOCKS.values(), ids=BLOCKS)
def test_whole_paragraphs_are_there_once(tmp_path, wrapper):  # python-docx 155
    middle = wrapper.format(f"<w:p>{run('Second.')}</w:p>")
    body = f"<w:p>{run('First.')}</w:p>{middle}<w:p>{run('Last.')}</w:p>"
    assert read(tmp_path, "a.docx", word(body)).text == "First.\n\nSecond.\n\nLast."


def test_a_paragraph_whose_end_was_deleted_goes_on(tmp_path):
    mark = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    body = f"<w:p>{mark}{run('One ')}</w:p><w:p>{run('sentence.')}</w:p>"
    assert read(tmp_path, "a.docx", word(body)).text == "One sentence."


def test_notes_come_at_the_end_and_heads_are_named(tmp_path):
    note = "<w:footnotes><w:footnote w:type='separator'><w:p/></w:footnote><w:footnote w:id='1'>"
    note += f"<w:p>{run('As she said.')}</w:p></w:footnote></w:footnotes>"
    raw = word(
        f"<w:p>{run('Closed.')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>",
        footnotes=note,
        header1=f"<w:hdr><w:p>{run('The Post')}</w:p></w:hdr>",
        comments=f"<w:comments><w:comment><w:p>{run('No!')}</w:p></w:comment></w:comments>",
    )
    source = read(tmp_path, "a.docx", raw)
    assert source.text == "Closed.\n\nAs she said."
    assert "1 note " in source.notes[0] and "headers and comments are left out" in source.notes[1]


@st.composite
def bodies(draw, depth=0):
    """XML of paragraphs, with the words that are seen and those that are not."""
    seen, unseen, xml = [], [], []
    for _ in range(draw(st.integers(1, 3))):
        number = draw(st.integers(0, 10**6))
        if depth < 3 and draw(st.booleans()):
            inner, inner_seen, inner_unseen = draw(bodies(depth + 1))
            wrapper = draw(st.sampled_from(list(BLOCKS.values())))
            xml.append(wrapper.format(inner))
            seen += inner_seen
            unseen += inner_unseen
            continue
        word_seen, word_not = f"seen{number}", f"gone{number}"
        inline = draw(st.sampled_from(list(SEEN.values()))).format(run(f"{word_seen} "))
        inline = draw(st.sampled_from(list(SEEN.values()))).format(inline)
        hidden = draw(st.sampled_from(list(UNSEEN.values()))).format(word_not)
        xml.append(f"<w:p>{inline}{hidden}</w:p>")
        seen.append(word_seen)
        unseen.append(word_not)
    return "".join(xml), seen, unseen


@settings(max_examples=40)
@given(bodies())
def test_every_word_of_any_nesting_is_in_the_article_in_order(tmp_path_factory, body):
    xml, seen, _ = body
    text = read(tmp_path_factory.mktemp("word"), "a.docx", word(xml)).text
    assert re.findall(r"seen\d+", text) == seen and "gone" not in text


@pytest.mark.parametrize("evil", ["<!DOCTYPE x [<!ENTITY a 'b'>]>", "<broken"])
def test_a_word_file_with_entities_or_damage_is_refused(tmp_path, evil):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"{evil}<w:document {SPACES}><w:body/></w:document>")
    with pytest.raises(FileError, match="can't be read"):
        read(tmp_path, "a.docx", file.getvalue())


def pdf(*pages):
    """A PDF with these pages, each a list of (x, y, text)."""
    file = io.BytesIO()
    sheet = canvas.Canvas(file)
    for page in pages:
        sheet.setFont("Helvetica", 11)
        for x, y, text in page:
            sheet.drawString(x, y, text)
        sheet.showPage()
    sheet.save()
    return file.getvalue()


def lines(texts, left=60, top=700):
    return [(left, top - 14 * number, text) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("said that the coun-", "cil knew of it.", "council"),
        ("found in the engi-", "neers’ report.", "engineers’"),
        ("the Anglo-", "American bank.", "Anglo-American"),
        ("known as well-", "known: a well-known place.", "well-known: a well-known"),
    ],
)
def test_words_parted_at_line_ends(tmp_path, first, second, joined):  # pypdf 2262
    raw = pdf(lines([f"The harbour bridge is closed, they {first}", second]))
    assert joined in read(tmp_path, "a.pdf", raw).text


def test_heads_and_numbers_of_pages_are_left_out_and_named(tmp_path):  # pypdf 1588
    for foot in "Page {} of 3", "{}", "– {} –":
        texts = [
            ["It is closed, they found rust in two of its main"],
            ["cables when they"],
            ["came."],
        ]
        pages = [
            [(60, 810, "The Harbour Post"), *lines(text), (290, 30, foot.format(number))]
            for number, text in enumerate(texts, 1)
        ]
        source = read(tmp_path, "a.pdf", pdf(*pages))
        assert (
            source.text == "It is closed, they found rust in two of its main cables when they came."
        )
        assert "The Harbour Post" in " ".join(source.notes)


def test_columns_are_read_one_after_the_other(tmp_path):  # pdf_oxide 1310
    left = ["The harbour bridge stays", "closed until spring, the", "council said on Monday."]
    right = ["The ferry runs all night,", "and buses go round by the", "old road until May."]
    rows = [item for pair in zip(lines(left), lines(right, 320), strict=True) for item in pair]
    source = read(
        tmp_path, "a.pdf", pdf([(60, 730, "Bridge stays shut, and nobody knows why"), *rows])
    )
    assert "closed until spring, the council" in source.text
    assert "round by the old road" in source.text
    assert source.text.index("Monday") < source.text.index("ferry")
    assert "columns" in " ".join(source.notes)


def test_ligatures_are_letters():  # pypdf 2046
    from workshop.own_article import pdf as module

    assert {module.LIGATURES[letter] for letter in "ﬁﬃ"} == {"fi", "ffi"}


def packed(*names, mimetype="application/epub+zip"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, mimetype if name == "mimetype" else "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("a.rtf", rb"{\rtf1\ansi The bridge is closed.\par}", "an RTF file"),
        ("a.txt", rb"{\rtf1\ansi The bridge is closed.\par}", "an RTF file"),
        ("a.epub", packed("mimetype", "content.opf"), "an e-book"),
        (
            "a.odt",
            packed("content.xml", "mimetype", mimetype="application/vnd.oasis"),
            "OpenDocument",
        ),
        ("a.pages", packed("Index/Document.iwa"), "a Pages file"),
        ("a.docx", packed("xl/workbook.xml"), "a spreadsheet"),
        ("a.pptx", packed("ppt/presentation.xml"), "a presentation"),
        ("a.zip", packed("a.txt"), "a zip"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "before 2007"),
        ("a.tex", rb"\documentclass{article} The bridge", "a LaTeX file"),
        ("a.txt", rb"\documentclass{article} The bridge", "a LaTeX file"),
        ("a.xml", b"<?xml version='1.0'?><TEI>The bridge</TEI>", "an XML file"),
        ("a.json", b'{"text": "The bridge"}', "a data file"),
        ("a.mhtml", b"MIME-Version: 1.0\nThe bridge", "web archive"),
        ("a.png", b"\x89PNG\r\n\x1a\n" * 9, "a picture"),
        ("a.ps", b"%!PS-Adobe-3.0\n(The bridge) show", "a PostScript file"),
        ("a.srt", b"1\n00:00 --> 00:01\nThe bridge", "subtitles"),
    ],
)
def test_other_kinds_are_refused_by_name(tmp_path, name, raw, words):
    with pytest.raises(FileError) as error:
        read(tmp_path, name, raw)
    assert words in str(error.value) and "\n" not in str(error.value)
