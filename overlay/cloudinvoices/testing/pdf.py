"""A PDF writer of the smallest kind: lines of text on as many pages as they need."""

from __future__ import annotations

from collections.abc import Sequence

_LINES_A_PAGE = 50
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF 1.4 file, the same bytes for the same lines."""
    pages = [lines[start : start + _LINES_A_PAGE] for start in range(0, len(lines), _LINES_A_PAGE)] or [[]]
    # Object numbers: 1 catalog, 2 page tree, 3 font, then a page and its content in turn.
    kids = b" ".join(b"%d 0 R" % (4 + 2 * index) for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        _FONT,
    ]
    for index, page in enumerate(pages):
        objects += [_page(5 + 2 * index), _content(page)]
    return _file(objects)


def _page(content: int) -> bytes:
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
        b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % content
    )


def _content(lines: Sequence[str]) -> bytes:
    shown = b"\n".join(b"(%s) Tj T*" % _escaped(line) for line in lines)
    stream = b"BT /F1 11 Tf 14 TL 56 785 Td\n%s\nET" % shown
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)


def _escaped(line: str) -> bytes:
    text = line.encode("cp1252", "replace")
    return text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _file(objects: Sequence[bytes]) -> bytes:
    written = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for index, body in enumerate(objects, start=1):
        offsets.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (index, body)
    table = len(written)
    written += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for offset in offsets:
        # An entry is exactly twenty bytes, hence the blank before the line end.
        written += b"%010d 00000 n \n" % offset
    written += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(written)
