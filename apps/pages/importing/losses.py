"""What could not be kept, where it stood."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that could not be kept: the file's path from its folder, the line (nought for the whole file), and what."""

    where: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.what}" if self.line else f"{self.where}: {self.what}"
