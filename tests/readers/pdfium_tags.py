# SPDX-License-Identifier: MIT
"""The tag tree of a PDF and its language, through PDFium's own functions. PDFium has a tree for each
page; an element with content on two pages is in both."""

import ctypes

import pypdfium2.raw as pdfium

VALUES = {
    pdfium.FPDF_OBJECT_NUMBER: (pdfium.FPDF_StructElement_Attr_GetNumberValue, ctypes.c_float),
    pdfium.FPDF_OBJECT_BOOLEAN: (pdfium.FPDF_StructElement_Attr_GetBooleanValue, ctypes.c_int),
}


def language_of(document):
    return utf16(pdfium.FPDFCatalog_GetLanguage, document.raw)


def tags_of(document, element):
    tags = []
    for number, page in enumerate(document, 1):
        texts = texts_of(page)
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for i in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            collect(pdfium.FPDF_StructTree_GetChildAtIndex(tree, i), number, texts, element, tags)
        pdfium.FPDF_StructTree_Close(tree)
    return tags


def collect(node, page, texts, element, tags):
    kind = utf16(pdfium.FPDF_StructElement_GetType, node)
    tag = element(kind, utf16(pdfium.FPDF_StructElement_GetID, node), page, **attributes_of(node))
    tags.append(tag)
    for i in range(pdfium.FPDF_StructElement_CountChildren(node)):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(node, i)
        if child:
            collect(child, page, texts, element, tags)
        else:
            # -1 for content on another page, and for untagged content in texts
            mcid = pdfium.FPDF_StructElement_GetChildMarkedContentID(node, i)
            tag["text"] += texts.get(mcid, "") if mcid >= 0 else ""


def attributes_of(node):
    found = {}
    for i in range(pdfium.FPDF_StructElement_GetAttributeCount(node)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(node, i)
        for k in range(pdfium.FPDF_StructElement_Attr_GetCount(attributes)):
            buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
            pdfium.FPDF_StructElement_Attr_GetName(attributes, k, buffer, 64, length)
            found[buffer.value.decode()] = value_of(
                pdfium.FPDF_StructElement_Attr_GetValue(attributes, buffer.value)
            )
    return found


def value_of(value):
    kind = pdfium.FPDF_StructElement_Attr_GetType(value)
    if kind in VALUES:
        function, of_type = VALUES[kind]
        result = of_type()
        function(value, result)
        return result.value
    if kind == pdfium.FPDF_OBJECT_ARRAY:
        n = pdfium.FPDF_StructElement_Attr_CountChildren(value)
        return [value_of(pdfium.FPDF_StructElement_Attr_GetChildAtIndex(value, i)) for i in range(n)]
    length = ctypes.c_ulong()
    pdfium.FPDF_StructElement_Attr_GetStringValue(value, None, 0, length)
    buffer = ctypes.create_string_buffer(length.value)
    pdfium.FPDF_StructElement_Attr_GetStringValue(value, buffer, length.value, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def texts_of(page):
    """{marked-content identifier: its text}, without the blanks that PDFium adds between objects."""
    texts, textpage = {}, page.get_textpage()  # freed with its last reference
    for i in range(pdfium.FPDFText_CountChars(textpage.raw)):
        if not pdfium.FPDFText_IsGenerated(textpage.raw, i):
            text_object = pdfium.FPDFText_GetTextObject(textpage.raw, i)
            mcid = pdfium.FPDFPageObj_GetMarkedContentID(text_object)
            texts[mcid] = texts.get(mcid, "") + chr(pdfium.FPDFText_GetUnicode(textpage.raw, i))
    return texts


def utf16(function, handle):
    """What a function writes that is called first for the length, then with a buffer."""
    length = function(handle, None, 0)
    buffer = ctypes.create_string_buffer(length)
    function(handle, ctypes.cast(buffer, function.argtypes[1]), length)
    return buffer.raw.decode("utf-16-le").partition("\0")[0]
