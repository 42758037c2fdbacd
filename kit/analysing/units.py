"""Units: what coders judged, read from lists, dicts or tables, with errors that say what is wrong."""

import numpy as np
import pandas as pd

from kit.errors import KitError

NO_LIST = (str, bytes, dict, set, frozenset)  # read one by one, these would give letters or names
SHAPE = "give a list with a row for each thing judged, and in it a value from each coder"


def read_table(units):
    """Return units as a table of objects or numbers, a row for each thing judged.

    units: rows; or a dict of coder to values. Raises KitError for another shape.
    """
    if isinstance(units, pd.DataFrame):
        return units.to_numpy(dtype=object)
    if isinstance(units, np.ndarray) and units.ndim == 2:
        return units
    try:
        rows = {f"row {number}": row for number, row in enumerate(units)}
    except TypeError:
        raise KitError(f"units must be rows, not {units!r:.40}; {SHAPE}") from None
    if isinstance(units, dict):
        rows = {f"coder {name}": values for name, values in units.items()}
    table = []
    for name, row in rows.items():
        if isinstance(row, NO_LIST) or np.ndim(row) != 1:
            wanted = "must be a list with a value for each thing judged, or each coder"
            raise KitError(f"units, {name}: {wanted}, not {row!r:.40}")
        if table and len(row) != len(table[0]):
            first = f"{next(iter(rows))} has {len(table[0])}"
            raise KitError(
                f"units, {name}: {len(row)} values where {first}; give one for each thing judged"
            )
        table.append(list(row))
    result = np.empty((len(table), len(table[0]) if table else 0), dtype=object)
    result[:] = table
    return result.T if isinstance(units, dict) else result


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
