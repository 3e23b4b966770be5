"""Columns of numbers from a table in text. It mirrors src/Examples/Regression/NumericTable.cs."""

import csv
import dataclasses
import io
import itertools
import math
import os
import re
import sys

import torch

csv.field_size_limit(2 ** 31 - 1)


@dataclasses.dataclass
class NumericTable:
    """Columns to predict from, X (rows, features), and to predict, Y (rows); both float64."""

    features: list
    target: str
    X: torch.Tensor
    Y: torch.Tensor
    left_out: list


def read(run, otherwise):
    """Reads a run's file, or else a text, and prints what is predicted from what."""
    table = (_parse("the slide's table", otherwise, run.target, run.drop) if run.data is None
             else _parse(run.data, _decode(run.data, _bytes(run.data)), run.target, run.drop))
    print(f"target: {table.target}")
    print(f"features: {', '.join(table.features)}")
    for column in table.left_out:
        print(f"left out: {column}")
    print(f"rows: {len(table.Y)}")
    return dataclasses.replace(table, X=table.X.to(run.device), Y=table.Y.to(run.device))


def _parse(source, text, target, drop):
    """Reads a header and rows of numbers.

    What separates cells is found in the header: a tab, a semicolon, a comma or spaces. With semicolons,
    numbers may have a decimal comma. Columns without a name are left out, as are those that have the same
    number in every row.
    """
    if re.match(r"\s*<(!|\?|html)", text, re.IGNORECASE):
        _refuse(f"{source} is a page of HTML, not a table: download the file itself.")
    if text.startswith("version https://git-lfs"):
        _refuse(f"{source} is a Git LFS pointer, not the table: 'git lfs pull' fetches it.")

    # In this order: names have commas in them rather than semicolons or tabs.
    separator = next((mark for mark in "\t;," if len(_header(text, mark)) > 1), " ")
    names = _header(text, separator)
    if not names:
        _refuse(f"{source} is empty: a header is expected.")

    # Years and the like are names too, beside others.
    numbers = [name for name in names if _number(name, separator) is not None]
    if len(numbers) == len(names) or not all(number.isdigit() for number in numbers):
        _refuse(f"{source} has no header: its first line has numbers in place of names of columns.")

    columns = _choose(source, names, target, drop)
    values = _values(source, text, separator, names, columns)
    low, high = values.amin(0).tolist(), values.amax(0).tolist()
    for i, column in enumerate(columns):
        # Squares of larger and smaller numbers are infinite or 0.
        size = max(-low[i], high[i])
        if size != 0 and not 1e-100 <= size <= 1e100:
            _refuse(f"{source}, column {column + 1} ({names[column]}): "
                    f"numbers of the size {size:.3g} can't be used; those from 1e-100 to 1e+100 can.")

    constant = [column for i, column in enumerate(columns) if low[i] == high[i]]
    varying = [i for i in range(len(columns) - 1) if low[i] != high[i]]
    if not varying or columns[-1] in constant:
        what = f"the target '{names[columns[-1]]}'" if varying else "every feature"
        _refuse(f"{source}: {what} is the same in every row, so there is nothing to learn.")

    unnamed = [column + 1 for column, name in enumerate(names) if name == ""]
    return NumericTable(
        [names[columns[i]] for i in varying],
        names[columns[-1]],
        values[:, varying],
        values[:, -1].clone(),
        [*(f"column {column}, which has no name" for column in unnamed),
         *(f"{names[column]}, which is the same in every row" for column in constant)])


def _choose(source, names, target, drop):
    """The columns to read, the target last."""
    dropped = [name for _, cells in _rows(drop or "", ",") for name in cells]
    asked = dropped if target is None else [*dropped, target]
    for name in asked:
        if name not in names:
            _refuse(f"There is no column '{name}' in {source}; it has: {_shown(', '.join(names), 300)}.")

    kept = [column for column, name in enumerate(names) if name != "" and name not in dropped]
    predicted = [column for column in kept if target is None or names[column] == target][-1:]
    if not predicted or len(kept) < 2:
        _refuse(f"{target or 'A target'} and one feature or more are needed; "
                f"{source} leaves: {_shown(', '.join(names[column] for column in kept), 300)}.")
    return [column for column in kept if column not in predicted] + predicted


def _shown(text, most=60):
    """The beginning of a text, in one line."""
    return (f"{text[:most]}…" if len(text) > most else text).replace("\n", " ")


def _header(text, separator):
    return next((cells for _, cells in _rows(text, separator)), [])


def _values(source, text, separator, names, columns):
    """The numbers, a row for each line and a column for each of those chosen."""
    values = []
    commas = points = False
    for line, cells in itertools.islice(_rows(text, separator), 1, None):
        if len(cells) != len(names):
            _refuse(f"{source}, line {line}: the header has {len(names)} cells, this row {len(cells)}.")
        for column in columns:
            cell, name = cells[column], names[column]
            number = _number(cell, separator)
            if number is None:
                quoted = f"'\"{name}\"'" if "," in name else f'"{name}"'
                what = f"'{_shown(cell)}' is not a number" if cell else "the cell is empty"
                _refuse(f"{source}, line {line}, column {column + 1} ({_shown(name)}): {what}; "
                        f"--drop {quoted} leaves the column out.")
            values.append(number)
            commas |= "," in cell
            points |= "." in cell

    if commas and points:
        _refuse(f"{source} has numbers with a decimal comma and numbers with a point.")
    if len(values) < 2 * len(columns):
        _refuse(f"{source} has too few rows: two or more are needed.")
    return torch.tensor(values, dtype=torch.float64).reshape(-1, len(columns))


def _number(cell, separator):
    """The number in a cell, or None; with semicolons it may have a decimal comma."""
    text = cell.replace(",", ".") if separator == ";" and "." not in cell else cell
    try:
        # Only Python takes 1_000 and digits of other scripts for numbers.
        number = float(text) if text.isascii() and "_" not in text else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _rows(text, separator):
    """The rows that have something in them, with the lines in which they begin."""
    lines = io.StringIO(text, newline=None)
    # Many spaces separate like one.
    spaced = io.StringIO(re.sub("(?m)^ +| +$| +(?= )", "", lines.read())) if separator == " " else lines
    reader = csv.reader(spaced, delimiter=separator, skipinitialspace=True)
    line = 1
    for row in reader:
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield line, cells
        line = reader.line_num + 1


def _bytes(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        _refuse(f"{path} is a folder; --data takes a file." if os.path.isdir(path)
                else f"{path} can't be read." if os.path.exists(path)
                else f"There is no file {path}." if path
                else "--data takes a file; '' is not one.")


def _decode(path, data):
    """The text in UTF-8, in UTF-16 with a byte-order mark, or else in Latin-1."""
    if data.startswith(b"\x1f\x8b"):
        _refuse(f"{path} is compressed (gzip): unpack it first.")
    if data.startswith(b"PK\3\4"):
        _refuse(f"{path} is an Excel workbook or zip archive: save it as CSV, or unpack it.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        _refuse(f"{path} is not text, or UTF-16 without a byte-order mark: save it as UTF-8.")
    try:
        return data.decode("utf-8").lstrip("\ufeff")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _refuse(message):
    """The call was wrong: the message says what to do instead."""
    print(message, file=sys.stderr)
    sys.exit(2)
