"""Where a virus scanner is set up nothing is taken that it has not seen: a daemon of our own speaks for ClamAV's."""

import socket
from contextlib import contextmanager
from threading import Thread

import pytest

from apps.core.clock import now
from apps.core.rules import Refused
from apps.pages.actions import files as actions
from apps.pages.files import check
from apps.pages.models import StoredFile
from tests import stories
from tests.pages.files import samples

FILE = check(samples.pdf(b"/Words (" + b"many " * 40_000 + b")"), "plan.pdf")


@contextmanager
def daemon(line: socket.socket, answer: bytes, heard: list[bytes]):
    """Answers one INSTREAM as clamd's protocol has it: chunks with their lengths before them, ended by an empty one."""
    line.listen(1)
    line.settimeout(60)

    def serve() -> None:
        asked, _ = line.accept()
        with asked, asked.makefile("rb") as reader:
            assert reader.read(10) == b"zINSTREAM\0"
            while length := int.from_bytes(reader.read(4), "big"):
                heard.append(reader.read(length))
            asked.sendall(answer)

    thread = Thread(target=serve)
    thread.start()
    yield
    thread.join()
    line.close()


@pytest.fixture
def draft(space, amina):
    return stories.start(stories.front(space), amina)


def on_this_machine(tmp_path):
    line = socket.socket(socket.AF_UNIX)
    line.bind(str(tmp_path / "clamd"))
    return line, str(tmp_path / "clamd")


def on_a_port(_tmp_path):
    line = socket.create_server(("127.0.0.1", 0))
    return line, f"127.0.0.1:{line.getsockname()[1]}"


@pytest.mark.parametrize("where", [on_this_machine, on_a_port])
def test_a_clean_file_is_kept_and_when_it_was_found_so(draft, amina, settings, tmp_path, where):
    heard: list[bytes] = []
    line, settings.CLAMD = where(tmp_path)
    with daemon(line, b"stream: OK\0", heard):
        actions.attach(draft, FILE, "Plan", by=amina, at=now())
    assert b"".join(heard) == FILE.content
    assert len(heard) > 1
    assert StoredFile.objects.get().scanned_at is not None


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (b"stream: Eicar-Test-Signature FOUND\0", "found Eicar-Test-Signature in this file, so it was not kept"),
        (b"INSTREAM size limit exceeded. ERROR\0", "cannot be reached"),
        (b"", "cannot be reached"),
    ],
)
def test_what_it_finds_or_does_not_say_keeps_a_file_out(draft, amina, settings, tmp_path, answer, sentence):
    line, settings.CLAMD = on_this_machine(tmp_path)
    with daemon(line, answer, []), pytest.raises(Refused, match=sentence):
        actions.attach(draft, FILE, "Plan", by=amina, at=now())
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("scanner", ["/nowhere/clamd", "127.0.0.1:1", "nonsense"])
def test_a_scanner_that_cannot_be_reached_lets_nothing_in(draft, amina, settings, scanner):
    settings.CLAMD = scanner
    with pytest.raises(Refused, match="Try again in a few minutes"):
        actions.attach(draft, FILE, "Plan", by=amina, at=now())
    assert StoredFile.objects.count() == 0
