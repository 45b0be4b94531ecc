"""Pages as they were laid out, kept in memory for the next reader who may see exactly the same."""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock

# Per process: some thousands of pages of usual length. Most characters take one byte of memory, none over four.
MOST_CHARACTERS = 64 * 1024 * 1024


class Shelf:
    """A bounded store that lets go of what was longest unread. Safe for threads."""

    def __init__(self, most_characters: int = MOST_CHARACTERS) -> None:
        self.most_characters = most_characters
        self.held = 0
        self.kept: OrderedDict[Hashable, str] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Hashable) -> str | None:
        """What was put under the key, if it is still there."""
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
            return found

    def put(self, key: Hashable, laid_out: str) -> None:
        """Keep a page under a key that says everything it depends on."""
        with self.lock:
            self.held += len(laid_out) - len(self.kept.pop(key, ""))
            self.kept[key] = laid_out
            while self.held > self.most_characters:
                _, dropped = self.kept.popitem(last=False)
                self.held -= len(dropped)

    def clear(self) -> None:
        """Let go of everything, as when the database under it was replaced."""
        with self.lock:
            self.kept.clear()
            self.held = 0
