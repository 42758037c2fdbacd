"""Units: what coders judged, read from lists, dicts or tables, with errors that say what is wrong."""

import numpy as np
import pandas as pd

from kit.errors import KitError

SHAPE = "give a list with a row for each thing judged, and in it a value from each coder"
NO_ROW = (str, bytes, dict, set, frozenset)  # read one by one, these would give letters or names


def read_table(units):
    """Return units as a two-dimensional array of objects or numbers; KitError for another shape."""
    if isinstance(units, dict):
        units = _columns(units)
    if isinstance(units, pd.DataFrame):
        return units.to_numpy(dtype=object)
    if isinstance(units, np.ndarray) and units.ndim == 2:
        return units
    if isinstance(units, NO_ROW):
        raise KitError(f"units must be rows, not {_kind(units)}; {SHAPE}")
    try:
        units = list(units)
    except TypeError:
        raise KitError(f"units must be rows, not {_kind(units)}; {SHAPE}") from None
    width = len(units[0]) if units and hasattr(units[0], "__len__") else 0
    table = np.empty((len(units), width), dtype=object)
    for i, row in enumerate(units):
        if isinstance(row, NO_ROW) or np.ndim(row) != 1:
            raise KitError(f"units, row {i}: must be a list of values, not {_kind(row)}; {SHAPE}")
        if len(row) != width:
            fix = "use None for a missing value"
            raise KitError(f"units, row {i}: {len(row)} values where row 0 has {width}; {fix}")
        table[i] = list(row)
    return table


def _columns(coders):
    """Return a dict of coder to values as a table with a column for each coder."""
    for name, values in coders.items():
        if isinstance(values, str | bytes) or not hasattr(values, "__len__"):
            raise KitError(f"units, coder {name}: must be a list of values, not {_kind(values)}")
    try:
        return pd.DataFrame(coders)
    except ValueError as error:
        raise KitError(f"units: {error}; give every coder a value for each thing judged") from None


def _kind(value):
    if isinstance(value, str):
        return f"the text {value[:20]!r}"
    if isinstance(value, dict):
        return "a dict"
    return "a list of lists" if np.ndim(value) > 1 else f"{type(value).__name__} {value!r:.20}"


def check_values(name, values):
    """Raise KitError unless `values` is a list of one coder's values."""
    wanted = "give a list (or array, or Series) with a value for each thing judged"
    if isinstance(values, NO_ROW) or not hasattr(values, "__len__") or np.ndim(values) != 1:
        raise KitError(f"cohen_kappa: {name} is {_kind(values)}; {wanted}")


def read_codes(units):
    """Return the table of each value's place among the values (-1: missing), and the values."""
    table = read_table(units)
    codes, names = pd.factorize(table.ravel())
    return codes.reshape(table.shape), names


def read_numbers(names, level):
    """Return the different values as numbers, for levels that calculate with them."""
    try:
        numbers = np.array([float(name) for name in names])
    except (TypeError, ValueError):
        odd = next(name for name in names if isinstance(name, str) or not np.isscalar(name))
        why = f"the value {odd!r} isn't a number; level {level!r} needs numbers"
        raise KitError(f"krippendorff_alpha: {why}") from None
    if level == "ratio" and (numbers[np.isfinite(numbers)] < 0).any():
        fix = "a ratio scale starts at 0: use level 'interval'"
        raise KitError(f"krippendorff_alpha: {numbers.min():g} is negative; {fix}")
    return numbers
