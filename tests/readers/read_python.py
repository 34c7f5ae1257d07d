# SPDX-License-Identifier: MIT
"""usage: read_python.py READER FILE...

Prints what a Python module reads from PDF files, as JSON: {reader: {"version": …, "files": [what it
reads, …]}}. What a reader reads has these members, each if the reader has a function for it:

  pages      text, a string for each page
  tables     each a list of rows, each a list of strings; null or "" where there is no cell
  title, author, language
  files      {name: SHA-256}
  tags       elements of the tag tree in order; element() has their members
"""

import hashlib
import importlib.metadata
import json
import logging
import sys


def element(kind, identifier="", page=0, **attributes):
    """An element without text; `page` is 0 if the reader has one tree for the whole document."""
    attributes = {key: value for key, value in attributes.items() if value is not None}
    scope = str(attributes.get("Scope", "")).lstrip("/").strip("'")
    headers = [text_of(name) for name in attributes.get("Headers", [])]
    rows, columns = (int(attributes.get(name, 1)) for name in ("RowSpan", "ColSpan"))
    return {"kind": kind, "id": text_of(identifier), "text": "", "page": page, "scope": scope,
            "headers": headers, "rows": rows, "columns": columns}


def text_of(value):
    if isinstance(value, bytes):
        return value.decode("utf-16" if value.startswith(b"\xfe\xff") else "latin-1")
    return "" if value is None else str(value)


def digest(data):
    return hashlib.sha256(data).hexdigest()


def pdfminer_six(path):
    from pdfminer.high_level import extract_text
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import resolve1
    from pdfminer.utils import decode_text

    with open(path, "rb") as file:
        document = PDFDocument(PDFParser(file))
        info = {key: value for entries in document.info for key, value in entries.items()}
        return {
            "pages": extract_text(path).split("\f")[:-1],
            "title": decode_text(resolve1(info.get("Title", b""))),
            "author": decode_text(resolve1(info.get("Author", b""))),
            "language": text_of(resolve1(document.catalog.get("Lang"))),
        }


def pdfplumber(path):
    import pdfplumber

    with pdfplumber.open(path) as document:
        texts = {}
        for page in document.pages:
            for char in page.chars:
                key = page.page_number, char["mcid"]
                texts[key] = texts.get(key, "") + char["text"]
        tags = []

        def collect(nodes, page):
            for node in nodes:
                page = node.get("page_number", page)
                tag = element(node["type"], node.get("id"), **node.get("attributes", {}))
                tag["text"] = "".join(texts.get((page, mcid), "") for mcid in node.get("mcids", []))
                tags.append(tag)
                collect(node.get("children", []), page)

        collect(document.structure_tree, None)
        return {
            "pages": [page.extract_text() for page in document.pages],
            "tables": [table for page in document.pages for table in page.extract_tables()],
            "title": document.metadata.get("Title", ""),
            "author": document.metadata.get("Author", ""),
            "tags": tags,
        }


def pypdf(path):
    import pypdf

    with pypdf.PdfReader(path) as document:
        metadata = document.metadata or {}
        return {
            "pages": [page.extract_text() for page in document.pages],
            "title": metadata.get("/Title", ""),
            "author": metadata.get("/Author", ""),
            "language": document.trailer["/Root"].get("/Lang", ""),
            "files": {name: digest(d[0]) for name, d in document.attachments.items()},
        }


def PyMuPDF(path):
    import pymupdf

    with pymupdf.open(path) as document:
        return {
            "pages": [page.get_text() for page in document],
            "tables": [t.extract() for page in document for t in page.find_tables()],
            "title": document.metadata["title"],
            "author": document.metadata["author"],
            "language": document.language or "",
            "files": {name: digest(document.embfile_get(name)) for name in document.embfile_names()},
        }


def pypdfium2(path):
    import pypdfium2
    from pdfium_tags import language_of, tags_of

    document = pypdfium2.PdfDocument(path)
    metadata = document.get_metadata_dict()
    attachments = (document.get_attachment(i) for i in range(document.count_attachments()))
    return {
        "pages": [page.get_textpage().get_text_range() for page in document],
        "title": metadata["Title"],
        "author": metadata["Author"],
        "language": language_of(document),
        "files": {a.get_name(): digest(bytes(a.get_data())) for a in attachments},
        "tags": tags_of(document, element),
    }


def camelot_py(path):
    import camelot

    tables = camelot.read_pdf(path, pages="all", flavor="lattice")
    return {"tables": [table.df.values.tolist() for table in tables]}


def pdf_oxide(path):
    import pdf_oxide

    document = pdf_oxide.PdfDocument(path)
    pages = range(document.page_count())
    metadata = document.xmp_metadata() or {}
    return {
        "pages": [document.extract_text(page) for page in pages],
        "tables": [rows_of(table) for page in pages for table in document.extract_tables(page)],
        "title": metadata.get("dc_title", ""),
        "author": "".join(metadata.get("dc_creator", [])),
    }


def rows_of(table):
    return [[cell["text"] for cell in row["cells"]] for row in table["rows"]]


READERS = {
    "pdfminer.six": pdfminer_six,
    "pdfplumber": pdfplumber,
    "pypdf": pypdf,
    "PyMuPDF": PyMuPDF,
    "pypdfium2": pypdfium2,
    "camelot-py": camelot_py,
    "pdf_oxide": pdf_oxide,
}


def main(reader, *paths):
    logging.disable(logging.CRITICAL)
    found = [READERS[reader](path) for path in paths]
    version = importlib.metadata.version(reader)
    json.dump({reader: {"version": version, "files": found}}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
