# Added to rapidfuzz's fuzz_py.py, in the place of its function of this name. That one tries each
# place of the longer text by itself; here all are tried at once, side by side in one long number.


def _partial_ratio_impl(s1, s2, score_cutoff):
    result = ScoreAlignment(0, 0, len(s1), 0, len(s1))  # noqa: F821
    if not s1:
        return result
    size = len(s1)
    most = len(s2)
    width = size // 8 + 1  # bytes of a window: a bit for each letter, and one for what is carried
    places = {}  # letter -> where in s1 it stands
    for at, letter in enumerate(s1):
        places[letter] = places.get(letter, 0) | 1 << at
    # windows in rapidfuzz's order: they begin before s2, then in it, and the last end behind it
    count = most + size - 1
    nothing = bytes(width)
    fields = {letter: bits.to_bytes(width, "little") for letter, bits in places.items()}
    letters = [fields.get(letter, nothing) for letter in s2]
    matches = int.from_bytes(nothing * (size - 1) + b"".join(letters), "little")
    full = int.from_bytes(((1 << size) - 1).to_bytes(width, "little") * count, "little")
    left = full  # the letters of s1 that have no partner yet, as in rapidfuzz's LCSseq_py.py
    for _ in range(size):
        met = left & matches
        left = ((left + met) | (left - met)) & full
        matches >>= 8 * width
    left = left.to_bytes(width * count, "little")
    sizes = [*range(1, size), *[size] * (most - size + 1), *range(size - 1, 0, -1)]
    best = 0
    for at, own in enumerate(sizes):
        alone = int.from_bytes(left[at * width : (at + 1) * width], "little").bit_count()
        score = 1.0 - (own - size + 2 * alone) / (size + own)
        if score <= best or score < score_cutoff:
            continue
        begin = max(0, at + 1 - size)
        if s2[at if at < most - 1 else begin] in places:  # as rapidfuzz passes over the others
            best = score
            result = ScoreAlignment(score * 100, 0, size, begin, begin + own)  # noqa: F821
    return result
