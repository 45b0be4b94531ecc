"""Somebody at a browser without scripts, as far as measuring needs one: forms are read, filled in and sent."""

from __future__ import annotations

import http.client
import time
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

PATIENCE = 300
Fields = list[tuple[str, str]]


class FormReader(HTMLParser):
    """What a browser would send of the form that leads to an address."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.area = action, False, ""
        self.fields: list[tuple[str, str]] = []
        self.written: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a field."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = said.get("method") == "post" and said.get("action", self.action) == self.action
        elif not self.inside:
            return
        elif tag == "textarea":
            self.area, self.written = said["name"], []
        elif (
            tag == "input"
            and "name" in said
            and (said.get("type") not in ("radio", "checkbox", "submit") or "checked" in said)
        ):
            self.fields.append((said["name"], said.get("value", "")))

    def handle_data(self, data: str) -> None:
        """Note what stands in a box."""
        if self.area:
            self.written.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Close a box, or the form."""
        if tag == "textarea" and self.area:
            self.fields.append((self.area, "".join(self.written).removeprefix("\n")))
            self.area = ""
        elif tag == "form":
            self.inside = False


@dataclass
class Answer:
    """What the server said."""

    status: int
    location: str
    text: str


@dataclass
class Browser:
    """A browser with cookies of its own, and how often it was answered what."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)

    def ask(self, path: str, fields: Fields | None = None) -> Answer:
        """Ask until there is an answer; whoever hears nothing asks again."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self._ask(path, fields)
            except (OSError, http.client.HTTPException):
                self.seen["no answer"] += 1
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _ask(self, path: str, fields: Fields | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE / 5)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode(fields) if fields is not None else None
        connection.request("GET" if fields is None else "POST", path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        connection.close()
        for cookie in response.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        self.seen[str(response.status)] += 1
        return Answer(response.status, response.headers.get("Location", ""), text)

    def sign_in(self, email: str, password: str) -> None:
        """With a password, as on any other day."""
        page = "/accounts/login/"
        fields = [one for one in fields_of(self.ask(page).text, page) if one[0] not in ("login", "password")]
        answer = self.ask(page, [*fields, ("login", email), ("password", password)])
        assert answer.status == 302, answer


def fields_of(html: str, action: str) -> Fields:
    """The fields of the form that leads there."""
    reader = FormReader(action)
    reader.feed(html)
    return reader.fields
