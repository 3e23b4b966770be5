"""Reads tables of numbers from CSV files. It mirrors src/Shared/NumericCsv.cs."""

import array
import csv
import math
import sys

import torch


def read(path):
    """The names of the columns, and float64 of shape (rows, columns): commas, a header, a number in every other cell."""
    try:
        with open(path, newline="", encoding="utf-8-sig", errors="replace") as file:
            return _read(path, csv.reader(file))
    except FileNotFoundError:
        _refuse(f"There is no file {path}.")
    except (OSError, csv.Error) as error:
        _refuse(f"{path} cannot be read: {error}")


def _read(path, reader):
    rows = filter(None, reader)
    columns = next(rows, None)
    if columns is None:
        _refuse(f"{path} is empty; a header and rows of numbers are expected.")
    if all(math.isfinite(_number(name)) for name in columns):
        _refuse(f"{path} has numbers in its first line; a header with the names of the columns is expected.")

    values = array.array("d")
    for row in rows:
        if len(row) != len(columns):
            _refuse(f"{path}, line {reader.line_num}: {len(row)} cell(s), but the header has {len(columns)}.")
        for column, cell in enumerate(row):
            number = _number(cell)
            if not math.isfinite(number):
                _refuse(f"{path}, line {reader.line_num}, column {column + 1} ({columns[column]}): '{cell}' is not a number.")
            values.append(number)

    if not values:
        _refuse(f"{path} has no rows below its header.")
    return columns, torch.frombuffer(values, dtype=torch.float64).view(-1, len(columns))


def _number(cell):
    """The number, or NaN; what only Python takes for one, such as 1_000, is none."""
    try:
        return float(cell) if cell.isascii() and "_" not in cell else math.nan
    except ValueError:
        return math.nan


def _refuse(message):
    print(message, file=sys.stderr)
    sys.exit(2)
