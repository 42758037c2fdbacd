"""Whether two outputs show the same pictures."""

import base64
import io
import re

from workshop.validation.guards import joined


def same_pictures(expected, got):
    """Return True if two lists of outputs have the same pictures to the eye, but for fonts."""
    expected, got = _pictures(expected), _pictures(got)
    return len(expected) == len(got) and all(
        _alike(*pair) for pair in zip(expected, got, strict=False)
    )


def _pictures(outputs):
    found = []
    for output in outputs:
        data = output.get("data", {})
        found += re.findall(r"base64,([A-Za-z0-9+/=]+)", str(joined(data.get("text/html", ""))))
        found += [joined(data[kind]) for kind in ("image/png", "image/jpeg") if kind in data]
    return [re.sub(r"\s", "", picture) for picture in found]


def _alike(expected, got):
    if expected == got:
        return True
    from PIL import Image, ImageChops, ImageStat

    small = []
    for picture in (expected, got):
        image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image)
        small.append(paper.convert("RGB").resize((96, 72), Image.Resampling.BOX))
    change = ImageStat.Stat(ImageChops.difference(*small))
    return max(change.mean) <= 1.5 and max(high for _, high in change.extrema) <= 96
