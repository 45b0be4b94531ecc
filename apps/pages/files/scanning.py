"""Asking a virus scanner: ClamAV's daemon by its INSTREAM command, where one is set up."""

from __future__ import annotations

import socket

from apps.pages.files.faults import Unacceptable

SECONDS = 30
CHUNK = 64 * 1024
MOST_SAID = 4096


class ScannerUnreachable(Unacceptable):
    """The scanner that is set up did not answer, so nothing is taken."""

    def __init__(self) -> None:
        super().__init__(
            "The virus scanner cannot be reached, so files cannot be added now. Try again in a few minutes, and tell "
            "your administrator if it goes on."
        )


def scan(content: bytes, scanner: str) -> None:
    """Have the daemon look at a file. `scanner` is 'host:port', or the path of a socket on this machine.

    Raises Unacceptable when it finds something, ScannerUnreachable when it gives no clear answer in SECONDS.
    """
    try:
        with _connected(scanner) as line:
            line.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                part = content[start : start + CHUNK]
                line.sendall(len(part).to_bytes(4, "big") + part)
            line.sendall(bytes(4))
            said = _heard(line)
    except (OSError, ValueError) as silence:
        raise ScannerUnreachable from silence
    if said.endswith(" FOUND"):
        raise Unacceptable(
            f"The virus scanner found {_threat(said)} in this file, so it was not kept. Tell your security team, and "
            "do not send the file to anybody."
        )
    if said != "stream: OK":
        raise ScannerUnreachable


def _connected(scanner: str) -> socket.socket:
    if scanner.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        try:
            line.connect(scanner)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _heard(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MOST_SAID and (part := line.recv(MOST_SAID)):
        said += part
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _threat(said: str) -> str:
    """The name of what it found, of 'stream: Eicar-Test-Signature FOUND'."""
    return said.removeprefix("stream: ").removesuffix(" FOUND")
