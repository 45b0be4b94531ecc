"""The server hands Django a request whole or not at all, and keeps no thread for whoever is slow."""

import pytest

from tests.loops import in_a_loop_of_its_own
from wiki_site.asgi import answer_lifespan
from wiki_site.bridge import CHUNK_BYTES, Bridge

LIMIT = 1000


class Streamed:
    """A WSGI answer that comes in pieces, as a file does."""

    streaming = True

    def __init__(self, *pieces):
        self.pieces = pieces
        self.closed = False

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        self.closed = True


def talk(application, *messages, headers=(), path=b"/", query=b""):
    """What the bridge sends when these messages reach it: its status, its body, and its headers."""
    scope = {
        "type": "http",
        "method": "POST",
        "http_version": "1.1",
        "scheme": "https",
        "raw_path": path,
        "query_string": query,
        "headers": list(headers),
        "client": ("192.0.2.7", 4711),
        "server": ("127.0.0.1", 8000),
    }
    waiting, sent = list(messages), []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message)

    bridge = Bridge(application, threads=2, max_body=LIMIT)
    in_a_loop_of_its_own(bridge(scope, receive, send))
    if not sent:
        return None
    body = b"".join(message.get("body", b"") for message in sent[1:])
    assert [message["more_body"] for message in sent[1:]][-1] is False
    return sent[0]["status"], body, dict(sent[0]["headers"])


def piece(body=b"", *, more=False):
    return {"type": "http.request", "body": body, "more_body": more}


LEFT = {"type": "http.disconnect"}


def echo(environ, start_response):
    start_response("200 OK", [("X-Length", environ["CONTENT_LENGTH"])])
    return [environ["wsgi.input"].read()]


def test_a_body_in_pieces_arrives_whole():
    assert talk(echo, piece(b"Rural ", more=True), piece(b"buses")) == (200, b"Rural buses", {b"x-length": b"11"})


def test_half_a_form_is_never_handed_on():
    asked = []
    assert talk(lambda environ, _start: asked.append(environ), piece(b"body=Rural", more=True), LEFT) is None
    assert asked == []


@pytest.mark.parametrize("headers", [[(b"content-length", b"1001")], []], ids=["announced", "unannounced"])
def test_a_body_over_the_limit_is_refused_with_a_sentence(headers):
    status, body, _ = talk(echo, piece(b"x" * LIMIT, more=True), piece(b"x"), headers=headers)
    assert (status, body) == (
        413,
        b"What you sent is larger than Greenpaper accepts. Go back, and send less at a time.\n",
    )


def test_the_request_is_written_as_wsgi_writes_it():
    seen = {}

    def look(environ, start_response):
        seen.update(environ)
        return echo(environ, start_response)

    headers = [(b"host", b"wiki.example"), (b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"x_forwarded_proto", b"http")]
    talk(look, piece(), headers=headers, path=b"/wiki/caf%C3%A9/", query="q=é".encode())
    assert seen["PATH_INFO"] == "/wiki/café/".encode().decode("latin-1")
    assert seen["QUERY_STRING"] == "q=é".encode().decode("latin-1")
    assert seen["wsgi.url_scheme"] == "https"
    assert seen["REMOTE_ADDR"] == "192.0.2.7"
    assert {key: value for key, value in seen.items() if key.startswith("HTTP_")} == {
        "HTTP_HOST": "wiki.example",
        "HTTP_COOKIE": "a=1;b=2",
    }


@pytest.mark.parametrize("size", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 5 * CHUNK_BYTES])
def test_a_file_arrives_whole_and_is_closed(size):
    file = Streamed(*(b"x" * 4096 for _ in range(size // 4096)), b"x" * (size % 4096))

    def serve(environ, start_response):
        start_response("200 OK", [])
        return file

    assert talk(serve, piece()) == (200, b"x" * size, {})
    assert file.closed


def test_a_file_that_fails_half_way_is_closed_and_cut_short():
    class Broken(Streamed):
        def __iter__(self):
            yield b"x" * CHUNK_BYTES
            raise OSError("The disk has gone.")

    file = Broken()

    def serve(environ, start_response):
        start_response("200 OK", [])
        return file

    with pytest.raises(OSError, match=r"The disk has gone\."):
        talk(serve, piece())
    assert file.closed


def test_the_server_hears_that_greenpaper_is_ready_and_has_stopped():
    waiting, sent = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}], []

    async def receive():
        return waiting.pop(0)

    async def send(message):
        sent.append(message["type"])

    in_a_loop_of_its_own(answer_lifespan(receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
