"""Texts for hypothesis."""

from hypothesis import strategies as st

# Texts made of the pieces that decide about sentences reach more cases than random letters do.
pieces = st.sampled_from(
    [
        "He",
        "left",
        "U.S.",
        "Mr",
        "No",
        "5",
        "…",
        "...",
        ".",
        "!",
        "?",
        "“",
        "”",
        "’",
        '"',
        "«",
        "»",
        "(",
        ")",
        "[",
        " ",
        "  ",
        "\n",
        "\u00a0",
        "1.",
        "a.m",
        "e\u0301",
        "\u0301",
        "😀",
        "❤️",
        "؟",
        "كتب",
        "。",
        "中",
        "」",
        ";",
        "-",
        "—",
        "\u200b",
        "\ufeff",
        "\r",
        "x.org",
        "@",
        "B",
    ]
)
texts = st.one_of(st.lists(pieces).map("".join), st.text())
