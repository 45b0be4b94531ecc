"""Carry a request from an ASGI server to a WSGI application in a bounded pool of threads.

A thread is held only while the application works: the body is taken in whole before, and the answer is handed to
the event loop whole after, so people on slow lines never keep a thread from others. Half a body never reaches the
application, which would take half a form for all of it and save half a draft.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, MutableMapping

    Message = MutableMapping[str, Any]
    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]

IN_MEMORY_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024
BODY_SECONDS = 120
REFUSALS = {
    408: b"What you sent was too long on its way. Go back and try again.\n",
    413: b"What you sent is larger than Greenpaper accepts. Go back, and send less at a time.\n",
}


class Answer(NamedTuple):
    """What the application answered: `rest` is None unless more is still to be read from it."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes
    rest: Iterator[bytes] | None
    close: Callable[[], None]


class BodyRefusedError(Exception):
    """The body will not be taken; `args[0]` is the HTTP status to answer."""


class Bridge:
    """An ASGI application that has a WSGI application answer each request, in at most `threads` at a time."""

    def __init__(self, application: Callable[..., Iterable[bytes]], *, threads: int, max_body: int) -> None:
        self.application = application
        self.max_body = max_body
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="pages")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request; a sender who left before the end of the body is not answered."""
        with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as body:
            try:
                length = await take_body(scope, receive, body, limit=self.max_body)
            except BodyRefusedError as refusal:
                await refuse(refusal.args[0], send)
            except ConnectionResetError:
                return
            else:
                await self.answer(environ_from(scope, body, length), send)

    async def answer(self, environ: dict[str, Any], send: Send) -> None:
        """Have the application answer, and send what it says."""
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(self.pool, ask, self.application, environ)
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send(part(answer.body, more=answer.rest is not None))
            while answer.rest is not None:
                chunk = await loop.run_in_executor(self.pool, next_chunk, answer.rest)
                await send(part(chunk, more=bool(chunk)))
                if not chunk:
                    return
        finally:
            if answer.rest is not None:
                await loop.run_in_executor(self.pool, answer.close)


def part(body: bytes, *, more: bool) -> Message:
    """Return a piece of an answer, as ASGI writes it."""
    return {"type": "http.response.body", "body": body, "more_body": more}


async def take_body(scope: Scope, receive: Receive, body: IO[bytes], *, limit: int) -> int:
    """Write the request's whole body to `body`, rewound; return its length in bytes.

    Raises BodyRefusedError when it is longer than `limit` or slower than BODY_SECONDS, and ConnectionResetError when
    the sender left before the end.
    """
    announced = next((int(value) for name, value in scope["headers"] if name == b"content-length"), 0)
    if announced > limit:
        raise BodyRefusedError(413)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ConnectionResetError
                body.write(message.get("body", b""))
                more = message.get("more_body", False)
                if body.tell() > limit:
                    raise BodyRefusedError(413)
    except TimeoutError:
        raise BodyRefusedError(408) from None
    length = body.tell()
    body.seek(0)
    return length


async def refuse(status: int, send: Send) -> None:
    """Answer with a sentence and hang up, rather than read what is still on its way."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send(part(REFUSALS[status], more=False))


def environ_from(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """Return the request as WSGI writes it (PEP 3333).

    A header spelled with an underscore is left out: WSGI would write X_Forwarded_Proto as X-Forwarded-Proto, which a
    proxy strips only when it is spelled the usual way.
    """
    server_name, server_port = scope.get("server") or ("localhost", 80)
    client_name, client_port = scope.get("client") or ("", 0)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": scope.get("root_path", ""),
        "PATH_INFO": unquote_to_bytes(scope["raw_path"]).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server_name,
        "SERVER_PORT": str(server_port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client_name,
        "REMOTE_PORT": str(client_port),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        if b"_" not in name:
            key = "HTTP_" + name.decode("latin-1").upper().replace("-", "_")
            text = value.decode("latin-1")
            joint = ";" if key == "HTTP_COOKIE" else ","
            environ[key] = f"{environ[key]}{joint}{text}" if key in environ else text
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    environ["CONTENT_LENGTH"] = str(length)
    environ.pop("HTTP_CONTENT_LENGTH", None)
    return environ


def ask(application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> Answer:
    """Run the application, in a thread of the pool; only what it streams is left unread."""
    said: list[Any] = []
    answered = application(environ, lambda status, headers, _exception=None: said.extend((status, headers)))
    close = getattr(answered, "close", lambda: None)
    pieces = iter(answered)
    rest = None
    try:
        # Django marks what it streams, such as a file; everything else is in memory already.
        body = next_chunk(pieces) if getattr(answered, "streaming", False) else b"".join(pieces)
        rest = pieces if len(body) >= CHUNK_BYTES and getattr(answered, "streaming", False) else None
    finally:
        if rest is None:
            close()
    # Django writes a cookie with a space before it, which WSGI servers take off and h11 refuses.
    headers = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in said[1]]
    return Answer(int(said[0].split(" ", 1)[0]), headers, body, rest, close)


def next_chunk(pieces: Iterator[bytes]) -> bytes:
    """Return the next CHUNK_BYTES or so; nothing when there is no more. A file comes in pieces of 4 KB."""
    gathered: list[bytes] = []
    size = 0
    for piece in pieces:
        gathered.append(piece)
        size += len(piece)
        if size >= CHUNK_BYTES:
            break
    return b"".join(gathered)
