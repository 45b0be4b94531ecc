"""What may be kept: told by what a file holds, whatever it is called."""

import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from apps.pages.files import MOST_BYTES, Unacceptable, check, file_name, free_name
from apps.pages.files.kinds import BY_ENDING, PNG
from tests.pages.files import samples
from tests.pages.files.samples import PLACE

GOOD = {
    "png": samples.image("PNG"),
    "jpg": samples.image("JPEG"),
    "gif": samples.image("GIF"),
    "webp": samples.image("WEBP"),
    "pdf": samples.pdf(),
    "docx": samples.office("docx"),
    "xlsx": samples.office("xlsx"),
    "pptx": samples.office("pptx", ppt__embeddings__sheet1_dot_xlsx=samples.office("xlsx")),
    "odt": samples.open_document("text"),
    "ods": samples.open_document("spreadsheet"),
    "odp": samples.open_document("presentation"),
    "csv": b'Year,Cost\r\n2026,-2.5\r\n"Total, all",=4\r\n',
    "txt": "Bws yng Ngh\u0175mbr\xe2n: 3 < 4 & 5 > 2.\n".encode(),
}
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REMOTE = (
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="https://elsewhere.example/t.dotm" TargetMode="External"/>'
)
HOSTILE = {
    "an empty file": (b"", "empty"),
    "a drawing": (SVG, "Save it as a PNG image"),
    "a drawing without its first line": (b" \n<!-- a --><svg onload='alert(1)'/>", "SVG drawing"),
    "a page called an image": (b"<!doctype html><script>alert(1)</script>", "web page"),
    "a page in a table": (b"Name,Note\n1,<ScRiPt src=//elsewhere.example></script>\n", "web page"),
    "a formula in a table": (b'Name,Cost\nA,=HYPERLINK("http://elsewhere.example")\n', "formula"),
    "a command in a table": (b"=cmd|' /C calc'!A0,1\n", "formula"),
    "a script": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "a program": (b"MZ\x90\x00" + bytes(100), "program"),
    "words that read the wrong way round": ("Cleared \u202edna".encode(), "cannot be seen"),
    "words of an unknown alphabet": (b"Caf\xe9 prices", "CSV UTF-8"),
    "anything else": (samples.noise(5_000), "Files can be PNG"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Save it as .docx"),
    "rich text": (b"{\\rtf1 words}", "Word document"),
    "an archive": (samples.package({"a.txt": b"words"}), "ZIP file"),
    "a picture of another kind": (b"BM" + bytes(100), "JPEG or PNG"),
    "a picture of a telephone": (b"\x00\x00\x00\x18ftypheic" + bytes(100), "JPEG or PNG"),
    "a moving picture": (samples.moving("GIF"), "moves"),
    "another moving picture": (samples.moving("WEBP"), "moves"),
    "half a picture": (samples.image("JPEG", (400, 300))[:900], "damaged"),
    "a picture with too many pixels": (samples.pixel_bomb(), "24 million pixels"),
    "a picture and an archive": (samples.image("GIF") + samples.package({"A.class": b"code"}), "two things at once"),
    "a PDF and an archive": (samples.pdf(after=samples.package({"a": b"b"})), "two things at once"),
    "a PDF and a page": (samples.pdf().replace(b"1.7\n", b"1.7\n<html><script>a</script>\n"), "web page"),
    "a PDF with something after it": (samples.pdf(after=samples.noise(3_000)), "follows the end"),
    "half a PDF": (samples.pdf()[:60], "damaged"),
    "a PDF that runs a script": (samples.pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "would run"),
    "a PDF that hides its script": (samples.pdf(b"/OpenAction << /S /J#61vaScript >>"), "would run"),
    "a PDF that packs its script": (samples.pdf_with_packed(b"1 0 << /S /JavaScript >>"), "would run"),
    "a PDF that hides where it packs its script": (
        samples.pdf_with_packed(b"1 0 << /S /JavaScript >>").replace(b"/ObjStm", b"/Obj#53tm"),
        "more packed into this PDF",
    ),
    "a PDF that packs its script far away": (
        samples.pdf_with_packed(b"1 0 << /S /JavaScript >>").replace(b"/ObjStm", b"/ObjStm" + b" " * 700),
        "more packed into this PDF",
    ),
    "a PDF that packs its script behind a decoy": (
        samples.pdf_with_packed(b"1 0 << /S /JavaScript >>").replace(
            b"/ObjStm", b"/ObjStm /A (stream\n" + zlib.compress(b"1 0 <<>>") + b")"
        ),
        "more packed into this PDF",
    ),
    "a PDF that starts a program": (samples.pdf(b"/OpenAction << /S /Launch /F (calc.exe) >>"), "would run"),
    "a PDF with a password": (samples.pdf(b"/Encrypt 4 0 R"), "password"),
    "a PDF that carries files": (samples.pdf(b"/Names << /EmbeddedFiles 4 0 R >>"), "other files inside"),
    "a Word file with macros": (samples.office(word__vbaProject_dot_bin=b"\xd0\xcf"), "macros"),
    "a Word file that fetches a template": (samples.office(word___rels__s_dot_rels=REMOTE), "other files or programs"),
    "a Word file with a program": (samples.office(word__media__a_dot_png=b"MZ" + bytes(50)), "programs inside"),
    "a Word file that is a page too": (samples.office(a_dot_html=b"<html>"), "programs inside"),
    "a Word file with an object": (samples.office(word__embeddings__oleObject1_dot_bin=b"x"), "programs inside"),
    "a Word file with entities": (samples.office(word__d_dot_xml=b"<!DOCTYPE a [<!ENTITY b 'c'>]>"), "inside it"),
    "a Word file outside its folder": (samples.package({"../../etc/passwd": b"x"}), "damaged"),
    "a Word file with a note at its end": (samples.package({"a": b"b"}, comment=b"<html>"), "damaged"),
    "a Word file with more behind it": (samples.office() + b"<script>", "damaged"),
    "a Word file that bursts": (samples.zip_bomb(), "far more than it looks"),
    "a Word file that lies about its size": (samples.understated(), "far more than it looks"),
    "a Word file in a Word file in a Word file": (
        samples.office(e__a_dot_docx=samples.office(e__b_dot_docx=samples.office())),
        "other files or programs",
    ),
    "a locked OpenDocument file": (samples.open_document(manifest=b"<manifest:encryption-data/>"), "password"),
    "a file that is too large": (b"a" * (MOST_BYTES + 1), "15 MB"),
}


@pytest.mark.parametrize("ending", GOOD)
def test_what_people_add_is_known_by_what_it_holds(ending):
    accepted = check(GOOD[ending], f"Annex A.{'csv' if ending == 'csv' else 'exe'}")
    assert (accepted.kind, accepted.name) == (BY_ENDING[ending], f"annex-a.{ending}")
    assert (accepted.width, accepted.height) == ((40, 30) if accepted.kind.is_image else (None, None))


@pytest.mark.parametrize("what", HOSTILE)
def test_what_could_harm_somebody_is_refused_with_a_sentence(what):
    content, why = HOSTILE[what]
    with pytest.raises(Unacceptable, match=why):
        check(content, "table.csv" if "table" in what else "chart.png")


def test_a_photograph_keeps_the_picture_and_not_where_it_was_taken():
    """It lies on its side: it is turned as people should see it before what says so is left out."""
    taken = samples.photograph()
    assert Image.open(BytesIO(taken)).getexif().get_ifd(PLACE)
    accepted = check(taken, "IMG_0042.JPG")
    kept = Image.open(BytesIO(accepted.content))
    assert (dict(kept.getexif()), kept.info.get("icc_profile"), kept.info.get("comment")) == ({}, None, None)
    assert b"Taken at home" not in accepted.content
    assert (accepted.width, accepted.height, accepted.name) == (30, 40, "img-0042.jpg")
    red, _, blue = kept.getpixel((25, 5))
    assert red > blue


def test_a_camera_that_writes_nonsense_takes_pictures_all_the_same():
    """It says that where it was taken are bytes and no fractions, which Pillow trips over."""
    taken = samples.photograph()
    changed = taken.replace(b"\x00\x02\x00\x05\x00\x00\x00\x03", b"\x00\x02\x00\x07\x00\x00\x00\x03")
    assert changed != taken
    accepted = check(changed, "IMG_0043.JPG")
    assert (accepted.width, accepted.height) == (30, 40)


@pytest.mark.parametrize("way", range(1, 9))
def test_a_picture_is_seen_as_it_was_taken(way):
    exif = Image.Exif()
    exif[samples.TURNED] = way
    accepted = check(samples.image("PNG", exif=exif), "chart.png")
    seen = ImageOps.exif_transpose(Image.open(BytesIO(samples.image("PNG", exif=exif))))
    assert Image.open(BytesIO(accepted.content)).tobytes() == seen.tobytes()


def test_what_is_hidden_behind_a_picture_does_not_come_along():
    accepted = check(samples.image() + b"<script>alert(1)</script>", "chart.png")
    assert b"script" not in accepted.content


def test_a_clear_background_stays_clear():
    drawn = Image.new("P", (4, 4), 0)
    written = BytesIO()
    drawn.save(written, "GIF", transparency=0)
    kept = Image.open(BytesIO(check(written.getvalue(), "logo.gif").content))
    assert kept.convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Chart.PNG", "chart.png"),
        (r"C:\Users\amina\Chart 1 (final).png", "chart-1-final.png"),
        ("../../etc/passwd", "passwd.png"),
        ("invoice\u202egnp.exe", "invoicegnp.png"),
        ("Ngh\u0175mbr\u0302an.png", "ngh\u0175mbr\u0302an.png"),
        ("Cafe\u0301 \uff21.png", "caf\xe9-a.png"),
        ("\u200b.png", "file.png"),
        ('a"<b>.png', "a-b.png"),
        ("report.v2.docx", "report-v2.png"),
        ("x" * 300, f"{'x' * 76}.png"),
    ],
)
def test_a_name_is_plain_whatever_somebody_called_it(given, name):
    assert file_name(given, PNG) == name


def test_a_second_file_of_a_name_is_numbered():
    assert free_name("chart.png", {"chart.png", "chart-2.png"}) == "chart-3.png"
    assert free_name("chart.png", set()) == "chart.png"
