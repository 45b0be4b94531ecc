"""What could not be kept, where it stood."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be kept, in which file (from the top of the folder), at which line: nought for the whole file."""

    where: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.what}" if self.line else f"{self.where}: {self.what}"
