"""Why a file is not taken."""


class Unacceptable(ValueError):
    """The file cannot be kept here. `reason` says to whoever added it why, and what to do instead."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
