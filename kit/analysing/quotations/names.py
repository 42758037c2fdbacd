"""One name for everybody who speaks: Al-Assad, Assad, the Syrian leader and he are one person."""


def resolve(mentions, text, language):
    """Return a name for each mention (start, end); a first version: the words themselves."""
    return [text[slice(*mention)] if mention else None for mention in mentions]
