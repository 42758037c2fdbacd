"""German, French and Spanish: invented sentences and the row that each must give."""

import pytest

import kit

# frames: a sentence, and (form, text, speaker_text, cue); every speaker stands in every frame
GERMAN = [
    ("„Wir unterschreiben nicht“, sagte {}.", ("direct", "Wir unterschreiben nicht", "sagte")),
    ("{} sagte: „Wir gehen.“", ("direct", "Wir gehen.", "sagte")),
    ("„Nie“, antwortete {}.", ("direct", "Nie", "antwortete")),
    ("„Wir gehen“, so erklärte {}.", None),
    ("{} warnte: „Die Brücke ist alt.“", ("direct", "Die Brücke ist alt.", "warnte")),
    ("{} sagte, dass die Brücke alt ist.", ("indirect", "die Brücke alt ist", "sagte")),
    ("{} erklärte, die Brücke sei alt.", ("indirect", "die Brücke sei alt", "erklärte")),
    ("{} fragte, ob die Brücke alt ist.", ("indirect", "ob die Brücke alt ist", "fragte")),
    ("Die Brücke sei alt, sagte {}.", ("indirect", "Die Brücke sei alt", "sagte")),
    ("Laut {} ist die Brücke alt.", ("indirect", "ist die Brücke alt", "Laut")),
    ("„Die Brücke“, so {}, „ist alt.“", ("direct", "Die Brücke", "so")),
    ("Die Brücke sei alt, so {}.", ("indirect", "Die Brücke sei alt", "so")),
    ("{} glaubt, dass Regen kommt.", ("indirect", "Regen kommt", "glaubt")),
    ("„Wir gehen“, betonte {}. „Heute.“", ("direct", "Wir gehen", "betonte")),
]
FRENCH = [
    ("« Nous ne signerons pas », a déclaré {}.", ("direct", "Nous ne signerons pas", "déclaré")),
    ("« Jamais », dit {}.", ("direct", "Jamais", "dit")),
    ("{} a dit : « Nous partons. »", ("direct", "Nous partons.", "dit")),
    ("{} répond : « Le pont est vieux. »", ("direct", "Le pont est vieux.", "répond")),
    ("« Nous partons », a ajouté {}.", ("direct", "Nous partons", "ajouté")),
    ("{} a affirmé que le pont est vieux.", ("indirect", "le pont est vieux", "affirmé")),
    ("{} dit qu’il partira demain.", ("indirect", "il partira demain", "dit")),
    ("Selon {}, le pont est fermé.", ("indirect", "le pont est fermé", "Selon")),
    ("D’après {}, le pont est fermé.", ("indirect", "le pont est fermé", "D’après")),
    ("Le pont est fermé, selon {}.", ("indirect", "Le pont est fermé", "selon")),
    ("{} pense que la pluie viendra.", ("indirect", "la pluie viendra", "pense")),
    ("« Le pont est vieux », explique {}.", ("direct", "Le pont est vieux", "explique")),
]
SPANISH = [
    ("«No firmaremos», dijo {}.", ("direct", "No firmaremos", "dijo")),
    ("{} dijo: «Nos vamos».", ("direct", "Nos vamos", "dijo")),
    ("«Nunca», respondió {}.", ("direct", "Nunca", "respondió")),
    ("«Nos vamos», ha declarado {}.", ("direct", "Nos vamos", "declarado")),
    ("{} advirtió: «El puente es viejo».", ("direct", "El puente es viejo", "advirtió")),
    ("{} afirmó que el puente es viejo.", ("indirect", "el puente es viejo", "afirmó")),
    ("{} preguntó si el puente es viejo.", ("indirect", "si el puente es viejo", "preguntó")),
    ("Según {}, el puente está cerrado.", ("indirect", "el puente está cerrado", "Según")),
    ("De acuerdo con {}, está cerrado.", ("indirect", "está cerrado", "De acuerdo con")),
    ("El puente está cerrado, según {}.", ("indirect", "El puente está cerrado", "según")),
    ("{} cree que lloverá mañana.", ("indirect", "lloverá mañana", "cree")),
    ("El puente está cerrado, dijo {}.", ("indirect", "El puente está cerrado", "dijo")),
]
SPEAKERS = {
    "de": ["Ines Holt", "die Ministerin", "der Sprecher der Gewerkschaft"],
    "fr": ["Inès Roche", "la ministre", "le porte-parole du syndicat"],
    "es": ["Inés Roca", "la ministra", "el portavoz del sindicato"],
}
GOLDEN = [
    (language, sentence.format(name)[0].upper() + sentence.format(name)[1:], name, row)
    for language, table in (("de", GERMAN), ("fr", FRENCH), ("es", SPANISH))
    for sentence, row in table
    for name in SPEAKERS[language]
    if row
]


@pytest.mark.parametrize(
    ("language", "text", "name", "row"), GOLDEN, ids=[text[:40] for _, text, _, _ in GOLDEN]
)
def test_a_sentence_gives_its_row(language, text, name, row):
    table = kit.find_quotations(kit.Article(text, language=language))
    columns = table[["form", "text", "speaker_text", "cue"]].fillna("")
    found = [tuple(cells) for cells in columns.itertuples(index=False)]
    assert (row[0], row[1], row[2]) in [(cells[0], cells[1], cells[3]) for cells in found]
    speakers = [cells[2] for cells in found if cells[1] == row[1]]
    assert speakers[0].casefold() == name.casefold()


def test_each_language_has_thirty_sentences_or_more():
    for language in SPEAKERS:
        assert sum(code == language for code, *_ in GOLDEN) >= 30


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("« Jamais », dit-elle.", "elle", "dit"),
        ("« Jamais », a-t-il répondu.", "il", "répondu"),
    ],
)
def test_a_pronoun_after_a_hyphen_is_a_word(text, speaker, cue):
    row = kit.find_quotations(kit.Article(text, language="fr")).iloc[0]
    assert (row.speaker_text, row.cue) == (speaker, cue)


# language, sentence, (form, text, speaker, cue) of each row: the one name is without the source's word
KINDS = [
    ("de", "Laut Holt ist die Brücke alt.", [("indirect", "ist die Brücke alt", "Holt", "Laut")]),
    (
        "de",
        "Nach Angaben der Behörde ist die Brücke alt.",
        [("indirect", "ist die Brücke alt", "der Behörde", "Nach Angaben")],
    ),
    (
        "de",
        "Holt und Roth sagten, die Brücke sei alt.",
        [("indirect", "die Brücke sei alt", "Holt und Roth", "sagten")],
    ),
    ("de", "Niemand sagte, die Brücke sei alt.", []),
    (
        "fr",
        "Selon Roche, le pont est vieux.",
        [("indirect", "le pont est vieux", "Roche", "Selon")],
    ),
    ("fr", "Personne n’a dit que le pont est vieux.", []),
    (
        "es",
        "Según Roca, el puente es viejo.",
        [("indirect", "el puente es viejo", "Roca", "Según")],
    ),
    ("es", "Nadie dijo que el puente es viejo.", []),
    (
        "es",
        "Roca insiste en que el puente es viejo.",
        [("indirect", "el puente es viejo", "Roca", "insiste")],
    ),
]


@pytest.mark.parametrize(("language", "text", "rows"), KINDS, ids=[row[1] for row in KINDS])
def test_sources_pairs_and_denials(language, text, rows):
    table = kit.find_quotations(kit.Article(text, language=language))
    found = table[["form", "text", "speaker", "cue"]].itertuples(index=False, name=None)
    assert list(found) == rows
