"""The cells of a table in text. It mirrors src/Examples/Regression/TextTable.cs."""

import codecs
import csv
import io
import os
import re
import sys

HEAD_SIZE = 1 << 16
KINDS = [
    (b"\x1f\x8b", "is compressed (gzip): unpack it first."),
    (b"BZh9", "is compressed (bzip2): unpack it first."),
    (b"\xfd7zXZ", "is compressed (xz): unpack it first."),
    (b"\x28\xb5\x2f\xfd", "is compressed (Zstandard): unpack it first."),
    (b"7z\xbc\xaf", "is compressed (7z): unpack it first."),
    (b"PK\x03\x04", "is a zip archive or an Excel workbook: unpack it, or save the sheet as CSV."),
    (b"\xd0\xcf\x11\xe0", "is an Excel workbook: save the sheet as CSV."),
]


def refuse(message):
    """The call was wrong: the message says what to do instead."""
    print(message, file=sys.stderr)
    sys.exit(2)


def open_text(path):
    """A file of text, whatever its encoding; what is not text is refused."""
    if not path:
        refuse("--data takes the name of a file, which is missing.")
    if os.path.isdir(path):
        refuse(f"{path} is a folder; --data takes a file.")

    # A pipe can't be read twice, so its beginning is looked at and stays.
    file = open(path, "rb", buffering=HEAD_SIZE)
    return io.TextIOWrapper(file, encoding=_encoding(path, file.peek()), errors="replace", newline="")


def split(line, separator):
    """The cells of one line of CSV."""
    return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])


def one_line(text):
    """A text on one line, with single spaces."""
    return " ".join(text.split())


class TextTable:
    """A header, and rows whose cells are separated by commas, semicolons, tabs or spaces; the separator is found."""

    def __init__(self, source, text):
        self.source = source
        self._text = text
        self._header_lines = 0
        header = ""
        while not header.strip():
            header = next(text, None)
            if header is None:
                refuse(f"{source} is empty: a header and rows of numbers are expected.")
            self._header_lines += 1

        if re.match(r"\s*<(!|\?|html|head|body)", header, re.IGNORECASE):
            refuse(f"{source} is a page of HTML, not a table: download the file itself.")
        if header.startswith("version https://git-lfs"):
            refuse(f"{source} is a Git LFS pointer, not the table: 'git lfs pull' fetches it.")

        while re.search('(^|[;\t,]) *"', _without_quoted(header)) and len(header) < csv.field_size_limit():
            following = next(text, None)
            if following is None:
                break
            header += following
            self._header_lines += 1

        # In this order: names have commas in them rather than semicolons or tabs.
        self.separator = next((separator for separator in "\t;," if separator in _without_quoted(header)), " ")
        self.header = [one_line(name) for name in next(self._rows(io.StringIO(header, newline=""), 0))[1]]

    def rows(self):
        """The rows below the header, with the lines in which they begin. Rows without anything in them are left out."""
        for line, cells in self._rows(self._text, self._header_lines):
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(self.header):
                refuse(f"{self.source}, line {line}: the row has {len(cells)} cell{'' if len(cells) == 1 else 's'}, but the header has {len(self.header)}.")
            yield line, cells

    def _rows(self, text, before):
        return _spaced_rows(text, before) if self.separator == " " else self._separated_rows(text, before)

    def _separated_rows(self, text, before):
        reader = csv.reader(text, delimiter=self.separator, skipinitialspace=True)
        line = before + 1
        while True:
            try:
                cells = next(reader, None)
            except csv.Error:
                refuse(f"{self.source}, line {line}: a cell has no end; is a quotation mark left open?")
            if cells is None:
                return
            yield line, cells
            line = before + reader.line_num + 1


def _spaced_rows(text, before):
    for line, row in enumerate(text, before + 1):
        yield line, [cell.strip('"') for cell in re.findall(r'"[^"]*"|\S+', row)]


def _without_quoted(header):
    return re.sub('"[^"]*"', "", header)


def _encoding(path, head):
    for start, kind in KINDS:
        if head.startswith(start):
            refuse(f"{path} {kind}")
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in head:
        refuse(f"{path} is not text, or UTF-16 without a byte-order mark: save it as CSV in UTF-8.")
    try:
        # The last character may be cut off, so there is more to come.
        codecs.getincrementaldecoder("utf-8")().decode(head)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "latin-1"
