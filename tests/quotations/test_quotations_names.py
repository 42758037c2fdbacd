"""One name for each speaker: a golden table of invented texts, each with the resolved names of its rows in order."""

import pytest

import kit

# name: (text, the resolved speakers of the rows that have one)
NAMES = {
    "titles and last names": (
        "President Omar Al-Rashid spoke on Monday. “No,” Al-Rashid said. “Never,” said Rashid. “So be it,” he added.",
        ["Omar Al-Rashid"] * 3,
    ),
    "a leader is a president": (
        "President Omar Al-Rashid met the envoy, Lena Farr. “No,” said Al-Rashid. The Sarmatian leader denied allegations of torture.",
        ["Omar Al-Rashid"] * 2,
    ),
    "apposition": (
        "Lena Farr, the party’s treasurer, resigned. “No,” said the treasurer. “I see,” Ms. Farr added.",
        ["Lena Farr"] * 2,
    ),
    "role before the name": (
        "Party treasurer Lena Farr resigned. Idris Vale stayed. “No,” said the treasurer.",
        ["Lena Farr"],
    ),
    "the subject, not the object": (
        "Vale met Senator Ruth Amari on Monday. “She knows my view,” he said.",
        ["Vale"],
    ),
    "the name stands after the description": (
        "“They knew,” the union’s president, Omar Haddad, wrote. “Always,” Mr Haddad added.",
        ["Omar Haddad"] * 2,
    ),
    "a list is no apposition": (
        "It was called “moderate” by the north, Velm, and the coastal towns.",
        ["the north"],
    ),
    "not whose deputy it is, but the deputy": (
        "Mayor Dana Okoro spoke. Okoro’s deputy, Sam Reyes, was less certain. He said the plan was rushed. “No,” said the mayor. “Never,” she added.",
        ["Sam Reyes", "Dana Okoro", "Dana Okoro"],
    ),
    "she and he": (
        "Mr. Idris Vale met Ms. Ruth Amari. “No,” said Mr. Vale. “Yes,” said Ms. Amari. “Why?” he asked. “Because,” she said.",
        ["Idris Vale", "Ruth Amari", "Idris Vale", "Ruth Amari"],
    ),
    "two of one name": (
        "Ada Wren and Tom Wren sued. Ada Wren won. “No,” said Tom Wren. “Yes,” said Ada Wren.",
        ["Tom Wren", "Ada Wren"],
    ),
    "a spokeswoman without a name": (
        "The union’s spokeswoman said talks go on. “Yes,” the spokeswoman said. “On Tuesday,” she added.",
        ["the union’s spokeswoman"] * 3,
    ),
    "groups": (
        "The union says talks go on. “No,” the union said. Residents of the lower town said it rained.",
        ["the union", "the union", "Residents of the lower town"],
    ),
    "he is no union": (
        "Idris Vale resigned. The union said talks go on. “No,” he said.",
        ["the union", "Idris Vale"],
    ),
    "who": ("Lena Farr, who called it “a gift”, left early.", ["Lena Farr"]),
    "named only inside a quotation": (
        "Idris Vale spoke. “Omar Rashid lost,” he said. “Rashid is done,” he added.",
        ["Idris Vale"] * 2,
    ),
    "the headline's capitals are no names": (
        "Vale Says Farr Must Go\n\nIdris Vale spoke on Monday. “Go,” Vale said.",
        ["Idris Vale"] * 2,
    ),
    "nobody before": ("“No,” he said.", ["he"]),
    "I": ("Idris Vale came. “No,” I said.", ["I"]),
    "dates are no names": ("On January 28, Idris Vale resigned. “No,” he said.", ["Idris Vale"]),
    "paragraph before": ("Vale dismissed the claim.\n\n“It is nonsense.”", ["Vale"]),
    "a name carried over paragraphs": (
        "Councillor Maren Holt told reporters: “We asked in May.\n\n“They came in June.”",
        ["Maren Holt"] * 2,
    ),
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name):
    text, speakers = NAMES[name]
    found = kit.find_quotations(kit.Article(text)).speaker.dropna().tolist()
    assert found == speakers
