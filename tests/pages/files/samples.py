"""Files as people add them, good and hostile, made when a test asks for them."""

import random
import zipfile
import zlib
from io import BytesIO

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": f"{OFFICE}.wordprocessingml.document.main+xml",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet.main+xml",
    "pptx": f"{OFFICE}.presentationml.presentation.main+xml",
}
# JPEGs of a telephone say where they were taken: 51 degrees north.
PLACE = 0x8825
TURNED = 0x0112


def image(form: str = "PNG", size: tuple[int, int] = (40, 30), **options: object) -> bytes:
    """A plain picture, blue with a red corner at its top left."""
    drawn = Image.new("RGB", size, (0, 0, 200))
    drawn.paste((200, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    written = BytesIO()
    drawn.save(written, form, **options)
    return written.getvalue()


def photograph() -> bytes:
    """A JPEG that says where it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[TURNED] = 6
    exif.get_ifd(PLACE)[2] = (51.0, 30.0, 0.0)
    return image("JPEG", exif=exif, comment=b"Taken at home", icc_profile=b"a profile of somebody's screen")


def moving(form: str) -> bytes:
    written = BytesIO()
    frames = [Image.new("RGB", (8, 8), (shade, 0, 0)) for shade in (0, 90, 180)]
    frames[0].save(written, form, save_all=True, append_images=frames[1:])
    return written.getvalue()


def pixel_bomb() -> bytes:
    """A PNG of a few kilobytes that says it is 100,000 pixels wide and high."""
    plain = image()
    header = b"IHDR" + (100_000).to_bytes(4, "big") * 2 + plain[24:29]
    return plain[:12] + header + zlib.crc32(header).to_bytes(4, "big") + plain[33:]


def package(parts: dict[str, bytes], *, comment: bytes = b"") -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
        made.comment = comment
    return written.getvalue()


def office(ending: str = "docx", **more: bytes) -> bytes:
    """A Word, Excel or PowerPoint file; `more` are further parts, a slash in their names written as two underscores."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{MAIN[ending]}"/></Types>'.encode()
    extra = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return package({"[Content_Types].xml": types, "main.xml": b"<w/>"} | extra)


def open_document(kind: str = "text", *, manifest: bytes = b"<m/>") -> bytes:
    told = f"application/vnd.oasis.opendocument.{kind}".encode()
    return package({"mimetype": told, "content.xml": b"<office/>", "META-INF/manifest.xml": manifest})


def pdf(*inside: bytes, after: bytes = b"") -> bytes:
    catalogue = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + b" ".join(inside) + b" >>\nendobj\n"
    pages = b"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"
    return b"%PDF-1.7\n" + catalogue + pages + b"trailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n" + after


def pdf_with_packed(inside: bytes) -> bytes:
    """A PDF with an object in a compressed stream."""
    packed = zlib.compress(inside)
    stream = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed)
    return pdf().replace(b"trailer", b"3 0 obj\n" + stream + packed + b"\nendstream\nendobj\ntrailer")


def zip_bomb() -> bytes:
    """A Word file of thirty kilobytes that unpacks to thirty megabytes."""
    return office(word__media__a_dot_xml=bytes(30_000_000))


def understated() -> bytes:
    """A Word file that says it unpacks to ten bytes, and unpacks to a million."""
    said = office(word__b_dot_xml=bytes(1_000_000))
    return said.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def noise(size: int) -> bytes:
    """Bytes that do not shrink, the same each time."""
    return random.Random(4).randbytes(size)  # noqa: S311 - nothing is kept secret by them
