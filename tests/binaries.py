# ruff: noqa: E501
"""Small files of the formats that are not text, made from text: no library writes what it reads."""

import gzip
import io
import zipfile

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP file, the same bytes at any time of day."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def gzipped(text: str) -> bytes:
    """A gzip file, the same bytes at any time of day."""
    return gzip.compress(text.encode(), mtime=0)


def pdf(pages: list[list[str]], title: str = "") -> bytes:
    """A PDF with the lines of each page, one below the other; a page of no lines is empty."""
    return drawn([[(72, 760 - 18 * i, row) for i, row in enumerate(rows)] for rows in pages], title)


def drawn(pages: list[list[tuple[int, int, str]]], title: str = "") -> bytes:
    """A PDF of texts, each at its place in points from the lower left corner, drawn in turn."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, rows in enumerate(pages):
        shown = "".join(f"1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj " for x, y, text in rows)
        stream = f"BT /F1 11 Tf {shown}ET".encode("latin-1")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * number)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    objects.append(f"<< /Title ({_escaped(title)}) >>".encode())
    return _written(objects)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _written(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, len(objects), len(out))
    )  # fmt: skip


def docx(title: str, parts: list[tuple[str, object]]) -> bytes:
    """A Word document of (style, text) and ("table", rows)."""
    import docx as word

    document = word.Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    for style, content in parts:
        if style == "table":
            table = document.add_table(rows=0, cols=len(content[0]))
            for row in content:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(content, style=style)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def odt(title: str, body: str) -> bytes:
    """An OpenDocument text; `body` is its XML, with the prefixes text: and table:."""
    names = f'xmlns:office="{_OFFICE}" xmlns:text="{_TEXT}" xmlns:table="{_TABLE}"'
    content = (
        f"<office:document-content {names}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    meta = f'<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></m>'
    return zipped({"content.xml": content, "meta.xml": meta})


def pptx(slides: list[tuple[str, list[str]]]) -> bytes:
    """Slides, each with a title and lines."""
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    shown = "http://schemas.openxmlformats.org/presentationml/2006/main"
    members = {}
    for number, (title, rows) in enumerate(slides, 1):
        paragraphs = "".join(f"<a:p><a:r><a:t>{row}</a:t></a:r></a:p>" for row in rows)
        members[f"ppt/slides/slide{number}.xml"] = (
            f'<p:sld xmlns:a="{main}" xmlns:p="{shown}"><p:sp><p:ph type="title"/><p:txBody><a:p>'
            f"<a:r><a:t>{title}</a:t></a:r></a:p></p:txBody></p:sp><p:sp><p:txBody>{paragraphs}"
            "</p:txBody></p:sp></p:sld>"
        )
    return zipped(members)


def xlsx(sheets: dict[str, list[list[object]]]) -> bytes:
    """A workbook."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    names = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{rel}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
    }
    for number, rows in enumerate(sheets.values(), 1):
        cells = "".join("<row>" + "".join(map(_cell, row)) + "</row>" for row in rows)
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
        )
    return zipped(members)


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def epub(title: str, chapters: list[str]) -> bytes:
    """A book of chapters in HTML."""
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
        for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    book = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<metadata><dc:title>{title}</dc:title></metadata><manifest>{items}</manifest>"
        f"<spine>{order}</spine></package>"
    )
    container = '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>'
    members: dict[str, str | bytes] = {"META-INF/container.xml": container, "O/b.opf": book}
    for number, chapter in enumerate(chapters):
        members[f"O/c{number}.xhtml"] = f"<html><body>{chapter}</body></html>"
    return zipped(members)
