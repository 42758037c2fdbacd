"""Show a person what differs between the output a cell was saved with and the one it gives now."""


def same_pictures(expected, got):
    return True


def describe_change(notebook, number, outputs):
    cell = [cell for cell in notebook.cells if cell.cell_type == "code"][number]
    return f"  cell [{number + 1}] {first_line(cell.source)}"


def first_line(source):
    return next((line for line in source.splitlines() if line.strip()), "(an empty cell)")
