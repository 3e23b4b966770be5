"""Columns of numbers from a table in text. It mirrors src/Examples/Regression/NumericTable.cs."""

import array
import dataclasses
import io
import math

import torch

from text_table import TextTable, one_line, open_text, refuse, split

SMALLEST, LARGEST = 1e-100, 1e100


@dataclasses.dataclass
class NumericTable:
    """Columns to predict from, x of shape (rows, features), and the one to predict, y of shape (rows); both float64."""

    features: list
    target: str
    x: torch.Tensor
    y: torch.Tensor
    left_out: list

    @property
    def description(self):
        """What is predicted from what, a line each."""
        return "\n".join([f"target: {self.target}", f"features: {', '.join(self.features)}",
                          *(f"left out: {column}" for column in self.left_out), f"rows: {len(self.y)}"])


def read(path, target, drop):
    """Reads a file: a header, then a number in every cell of the columns that are not left out."""
    try:
        with open_text(path) as file:
            return _read(TextTable(path, file), target, drop)
    except (FileNotFoundError, NotADirectoryError):
        refuse(f"There is no file {path}.")
    except OSError as error:
        refuse(f"{path} can't be read{': permission denied' if isinstance(error, PermissionError) else ''}.")


def parse(source, text, target, drop):
    """The same for a text, which messages call its source."""
    return _read(TextTable(source, io.StringIO(text)), target, drop)


def _read(text, target, drop):
    names = text.header
    columns = _choose(text, target, drop)
    values = _numbers(text, columns)

    low, high = values.amin(0).tolist(), values.amax(0).tolist()
    for i, column in enumerate(columns):
        size = max(high[i], -low[i])
        if size != 0 and not SMALLEST <= size <= LARGEST:
            refuse(f"{text.source}, column {column + 1} ({names[column]}): numbers of the size {size:.3g} are out of reach; "
                   "another unit brings them between 1e-100 and 1e+100.")

    if len(values) == 1:
        refuse(f"{text.source} has one row: two or more are needed.")
    if low[-1] == high[-1]:
        refuse(f"{text.source}: the target '{names[columns[-1]]}' is the same in every row, so there is nothing to predict.")

    varying = [i for i in range(len(columns) - 1) if low[i] != high[i]]
    constant = [column for i, column in enumerate(columns) if low[i] == high[i]]
    if not varying:
        refuse(f"{text.source}: every feature is the same in every row, so there is nothing to predict from.")
    return NumericTable(
        [names[columns[i]] for i in varying],
        names[columns[-1]],
        values[:, varying] if constant else values[:, :-1],
        values[:, -1].clone(),
        [*(f"column {column + 1}, which has no name" for column, name in enumerate(names) if not name),
         *(f"{names[column]}, which is the same in every row" for column in constant)])


def _choose(text, target, drop):
    """The columns to read, the target last."""
    names = text.header
    numbers = [name for name in names if _number(name, text.separator) is not None]
    if len(numbers) == len(names) or any(not number.isdigit() for number in numbers):
        refuse(f"{text.source} has numbers in its first line; a header with the names of the columns is expected.")

    dropped = [one_line(name) for name in split(drop or "", ",")]
    for name in [*dropped, *([] if target is None else [target])]:
        if not name or name not in names:
            refuse(f"There is no column '{name}' in {text.source}; it has {_listed([name for name in names if name])}.")

    kept = [column for column, name in enumerate(names) if name and name not in dropped]
    if len(kept) < 2:
        refuse(f"{text.source} leaves {_listed([names[column] for column in kept])}; a target and at least one feature are needed.")

    targets = kept[-1:] if target is None else [column for column in kept if names[column] == target]
    if not targets:
        refuse(f"--drop leaves out the target '{target}'.")
    if len(targets) > 1:
        refuse(f"{text.source} has {len(targets)} columns named '{target}'; --target needs one.")
    return [column for column in kept if column not in targets] + targets


def _numbers(text, columns):
    """The numbers of the columns, in the order in which those are given."""
    values = array.array("d")
    decimal_mark = ""
    for line, cells in text.rows():
        for column in columns:
            cell = cells[column]
            number = _number(cell, text.separator)
            if number is None:
                _refuse_cell(text, columns, line, column, cell)
            values.append(number)
            mark = "," if "," in cell else "." if "." in cell else ""
            if text.separator == ";" and mark:
                if decimal_mark not in ("", mark):
                    refuse(f"{_place(text, line, column)}: '{cell}' has a decimal "
                           f"{'comma, numbers before it a point' if mark == ',' else 'point, numbers before it a comma'}.")
                decimal_mark = mark

    if not values:
        refuse(f"{text.source} has no rows below its header.")
    return torch.frombuffer(values, dtype=torch.float64).view(-1, len(columns))


def _refuse_cell(text, columns, line, column, cell):
    refuse(_place(text, line, column)
           + (f": '{_shortened(cell)}' is not a number. " if cell.strip() else ": the cell is empty. ")
           + ("Decimal commas are read where semicolons separate the cells." if text.separator in "\t " and "," in cell
              else "--target NAME predicts another column." if column == columns[-1]
              else f'--drop "{text.header[column]}" leaves the column out.'))


def _place(text, line, column):
    return f"{text.source}, line {line}, column {column + 1} ({text.header[column]})"


def _number(cell, separator):
    """The number in a cell, or None; between semicolons it may have a decimal comma. What only Python takes for one, such as 1_000, is none."""
    if separator == ";" and "." not in cell:
        cell = cell.replace(",", ".")
    try:
        number = float(cell) if cell.isascii() and "_" not in cell else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _listed(names, shown=10):
    quoted = [f"'{name}'" for name in names]
    more = f" and {len(quoted) - shown} more" if len(quoted) > shown else ""
    return f"the column{'' if len(quoted) == 1 else 's'} {', '.join(quoted[:shown])}{more}" if quoted else "no column"


def _shortened(cell, shown=30):
    line = one_line(cell)
    return line[:shown] + ("…" if len(line) > shown else "")
