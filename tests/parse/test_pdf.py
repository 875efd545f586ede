"""The text of PDFs; a scan, a lock, damage and too much work are said instead."""

from __future__ import annotations

import time

import pytest

from auditor.parse.documents import DocumentFault
from auditor.parse.pdf import MAX_PAGES, pdf_pages
from tests.builders import APACHE, pdf, pdf_stream

TERMS = "The herons are for study alone.\nNobody sells a heron, or its feathers."
SCAN = pdf_stream(
    b"\0" * 100, "/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8"
)
LOCKED = b"/Root 1 0 R/Encrypt<</Filter/Standard/V 1/R 2/O(%s)/U(%s)/P -4>>/ID[(a)(a)]" % (b"a" * 32, b"a" * 32)
FORM = "/Type/XObject/Subtype/Form/BBox[0 0 612 792]"


def drawing(*forms: int) -> str:
    """Resources with forms of these numbers, called /X0, /X1 …"""
    named = "".join(f"/X{place} {number} 0 R" for place, number in enumerate(forms))
    return f"/Resources<</Font<</F 3 0 R>>/XObject<<{named}>>>>"


def test_pages_are_read_line_by_line() -> None:
    assert [page.split("\n") for page in pdf_pages(pdf(TERMS, "On page two."))] == [TERMS.split("\n"), ["On page two."]]


def test_a_form_on_a_page_is_read_where_it_is_drawn() -> None:
    form = pdf_stream(b"BT /F 9 Tf 50 700 Td (Nobody sells a heron.) Tj ET", f"{FORM}/Resources<</Font<</F 3 0 R>>>>")
    (page,) = pdf_pages(pdf(b"/X0 Do", objects=[form], page=drawing(4)))
    assert page.strip() == "Nobody sells a heron."


def test_notes_and_fields_are_read_with_the_pages() -> None:
    note = "/Annots[<</Type/Annot/Subtype/FreeText/Contents(Not for sale)>>]"
    assert pdf_pages(pdf(TERMS, page=note))[0].endswith("\n\nNot for sale")
    field = b"<</FT/Tx/T(use)/V(For study alone)>>"
    assert pdf_pages(pdf(TERMS, objects=[field], root="/AcroForm<</Fields[4 0 R]>>"))[-1] == "For study alone"


LOOK = pdf_stream(b"BT /F 9 Tf 5 5 Td (Herons are for study alone.) Tj ET", f"{FORM}/Resources<</Font<</F 3 0 R>>>>")


@pytest.mark.parametrize(
    ("note", "objects"),
    [
        ("/Subtype/Stamp/AP<</N 4 0 R>>", [LOOK]),
        ("/Subtype/FreeText/Contents(Welcome)/AP<</N 4 0 R>>", [LOOK]),
        ("/Subtype/Widget/AP<</N<</On 4 0 R>>>>", [LOOK]),
        ("/Subtype/FreeText/RC(<p>Herons are for <b>study</b> alone.</p>)", []),
        ("/Subtype/Widget/MK<</CA(Herons are for study alone.)>>", []),
    ],
)
def test_what_is_drawn_of_a_note_is_read(note: str, objects: list[bytes]) -> None:
    (page,) = pdf_pages(pdf(TERMS, objects=objects, page=f"/Annots[<</Type/Annot{note}>>]"))
    assert "Herons are for study alone." in " ".join(page.replace("\n", " ").split())


@pytest.mark.parametrize(
    "value", ["/V[(For study) (alone)]", "/V(Non-commercial)", "/Opt[(For study) (For sale)]", "/TU(For study)"]
)
def test_values_of_fields_are_read_one_or_several(value: str) -> None:
    kind = "/Ch" if "[" in value else "/Tx"
    field = f"<</FT{kind}/T(use){value}>>".encode()
    words = pdf_pages(pdf(TERMS, objects=[field], root="/AcroForm<</Fields[4 0 R]>>"))[-1]
    assert "For study" in words or words == "Non-commercial"


def test_a_note_without_letters_says_nothing() -> None:
    look = pdf_stream(b"0 0 5 5 re f", FORM)
    note = "/Annots[<</Type/Annot/Subtype/Square/AP<</N 4 0 R>>>>]"
    assert pdf_pages(pdf(TERMS, objects=[look], page=note)) == (TERMS,)


LETTERS = "<</Type/Font/Subtype/Type0/BaseFont/Heron/Encoding/Identity-H>>"
CHAIN = [pdf_stream(b"/X0 Do " * 300, FORM + drawing(number + 1)) for number in range(4, 7)]
LOOP = pdf_stream(b"/X0 Do", FORM + drawing(4))
NAMES = pdf_stream(b"1 beginbfchar <0000> <0041> endbfchar\n" * 30_000)
WITH_NAMES = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 4 0 R>>"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf(b"q 500 0 0 700 0 0 cm /X0 Do Q", objects=[SCAN], page=drawing(4)), "as a scan does"),
        (pdf(b"0 0 m 9 9 l S\n" * 200), "as a scan does"),
        (pdf(TERMS).replace(b"/Root 1 0 R", LOCKED), "locked by a password"),
        (pdf(TERMS)[:400], "damaged"),
        (pdf(TERMS).replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"), "damaged"),
        (pdf(b"/X0 Do", objects=[LOOP], page=drawing(4)), "damaged"),
        (pdf(TERMS, objects=[LETTERS.encode()], page="/Resources<</Font<</F 4 0 R>>>>"), "which they are"),
        (pdf(TERMS, root="/Names<</EmbeddedFiles<<>>>>"), "holds other files"),
        (pdf(TERMS, root="/AcroForm<</XFA[]>>"), "not drawn on its pages"),
        (pdf(*["x"] * (MAX_PAGES + 1)), "pages"),
    ],
    ids=["scan", "drawn", "locked", "cut", "circle", "loop", "letters", "files", "form", "pages"],
)
def test_what_is_not_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(DocumentFault, match=why):
        pdf_pages(content)


@pytest.mark.parametrize(
    "content",
    [
        pdf(b" " * 40_000_000),
        pdf(*[b" " * 1_400_000] * 20),
        pdf(b"q Q " * 120_000),
        pdf(*[b"BT /F 9 Tf [" + b"(a)" * 60_000 + b"] TJ ET"] * 9),
        pdf(*[b"/X0 Do " * 150] * 40, objects=[*CHAIN, pdf_stream(b"BT ET " * 3000, FORM)], page=drawing(4)),
        pdf(*["x"] * 100, objects=[NAMES, WITH_NAMES], page="/Resources<</Font<</F 5 0 R>>>>"),
        pdf(TERMS, objects=[f"<</Type/Pages/Kids[{5 + n} 0 R]/Count 1>>".encode() for n in range(3000)]).replace(
            b"/Type/Pages/Kids[3004 0 R]", b"/Type/Pages/Kids[4 0 R]", 1
        ),
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer<</Root 1 0 R>>",
    ],
    ids=["bomb", "bombs", "operations", "operands", "forms", "fonts", "tree", "arrays"],
)
def test_hostile_documents_are_left_in_good_time(content: bytes) -> None:
    start = time.process_time()
    with pytest.raises(DocumentFault):
        pdf_pages(content)
    assert time.process_time() - start < 6


def test_an_ordinary_license_is_read_in_good_time() -> None:
    lines = APACHE.splitlines()
    start = time.process_time()
    pages = pdf_pages(pdf(*("\n".join(lines[at : at + 50]) for at in range(0, len(lines), 50))))
    assert len(pages) == -(-len(lines) // 50)
    assert time.process_time() - start < 2
