"""Files that go with a text: what may be stored, under which name, and where it is kept."""

from apps.pages.files.checks import MOST_BYTES, Accepted, check
from apps.pages.files.faults import Unacceptable
from apps.pages.files.names import file_name, free_name
from apps.pages.files.scanning import ScannerUnreachable, scan

__all__ = ["MOST_BYTES", "Accepted", "ScannerUnreachable", "Unacceptable", "check", "file_name", "free_name", "scan"]
