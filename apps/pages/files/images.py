"""Images are drawn anew: nothing but the picture is kept, no place where it was taken and nothing hidden behind it."""

from __future__ import annotations

from io import BytesIO
from threading import BoundedSemaphore

from PIL import ExifTags, Image

from apps.pages.files.faults import Unacceptable
from apps.pages.files.kinds import GIF, JPEG, PNG, WEBP, Kind

# Above what telephones and scanners make. It takes 100 MB or so while it is drawn anew.
MOST_PIXELS = 24_000_000
# So many at a time in one process, for the memory's sake.
AT_ONCE = BoundedSemaphore(2)

_FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
_OPTIONS = {PNG: {"compress_level": 6}, JPEG: {"quality": 90}, GIF: {}, WEBP: {"quality": 90, "method": 4}}
# By what EXIF says of how the camera was held (CIPA DC-008, Orientation).
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_BROKEN = "This image is damaged or incomplete. Open it in the program it came from and save it again."


def redrawn(content: bytes, kind: Kind) -> tuple[bytes, int, int]:
    """The image anew, turned as it should be seen, with its width and height in pixels. Raises Unacceptable."""
    with AT_ONCE:
        try:
            with Image.open(BytesIO(content), formats=[_FORMATS[kind]]) as image:
                _check(image)
                return _drawn(image, kind)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise Unacceptable(_too_large()) from bomb
        except Unacceptable:
            raise
        except Exception as broken:
            # Of bytes made to confuse it, Pillow raises whatever there is.
            raise Unacceptable(_BROKEN) from broken


def _check(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Unacceptable(_too_large())
    # WCAG 2.2, 2.2.2: what moves by itself needs a way to stop it, and there is none here.
    if getattr(image, "n_frames", 1) > 1:
        raise Unacceptable(
            "This image moves, and readers could not stop it. Save the one frame that shows what you mean and add that."
        )


def _too_large() -> str:
    return (
        f"This image has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller and add it again: "
        "2,000 pixels across is enough for any page."
    )


def _upright(image: Image.Image) -> Image.Image:
    """The image as it should be seen. Nothing else that a camera wrote into it is looked at: some write nonsense."""
    way = image.getexif().get(ExifTags.Base.Orientation)
    turn = _TURNS.get(way) if isinstance(way, int) else None
    return image if turn is None else image.transpose(turn)


def _drawn(image: Image.Image, kind: Kind) -> tuple[bytes, int, int]:
    image.load()
    seen = _upright(image)
    if kind is JPEG:
        seen = seen.convert("L" if seen.mode == "L" else "RGB")
    # Only how clear its colours are is kept of what the file says besides the picture.
    seen.info = {"transparency": seen.info["transparency"]} if "transparency" in seen.info else {}
    written = BytesIO()
    seen.save(written, _FORMATS[kind], **_OPTIONS[kind])
    return written.getvalue(), seen.width, seen.height
