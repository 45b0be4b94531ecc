"""Measure saving at once: many people save one draft at the same moment, and every word that was accepted is counted.

    python -m scripts.postgres python -m scripts.measure_saves
    python -m scripts.postgres python -m scripts.measure_saves --kill
    ROUNDS=1 python -m scripts.measure_saves             (on SQLite, with a database of its own)

PEOPLE (50) sign in with their passwords and open the draft in its form; then all press ‘Save draft’ at once, ROUNDS
(10) times. Each adds a sentence to a paragraph of their own, and every fifth time to one that all share, so that all
but the first are shown a conflict; they keep both texts there. With --kill a worker of the server is killed outright
every KILL_SECONDS (5), and whoever hears nothing sends the same form again. It ends with 1 if an accepted word is
nowhere or stands twice, or if the server failed or left anything half done.
"""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.browser import Browser, Fields, fields_of

ROOT = Path(__file__).resolve().parent.parent
PORT = int(os.environ.get("PORT", "8110"))
PEOPLE = int(os.environ.get("PEOPLE", "50"))
ROUNDS = int(os.environ.get("ROUNDS", "10"))
KILL_SECONDS = float(os.environ.get("KILL_SECONDS", "5"))
# Every so many rounds everybody adds to the same paragraph.
SHARED_EVERY = 5
TOKEN = re.compile(r"\bt\d+x\d+\b")
SHARED = "Everybody agrees on this."


@dataclass
class Writer:
    """Somebody who writes in the draft."""

    email: str
    number: int
    draft: int
    browser: Browser = field(default_factory=lambda: Browser(PORT))
    accepted: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def open(self, turn: int) -> tuple[Fields, str]:
        """Open the form and type a word nobody else types; return what is to be sent, and the word."""
        path = f"/drafts/{self.draft}/text/"
        fields = dict(fields_of(self.browser.ask(path).text, path))
        token = f"t{self.number}x{turn}"
        start = SHARED if turn % SHARED_EVERY == 0 else f"Paragraph {self.number} "
        fields["body"] = change(fields["body"], start, token)
        return [*fields.items(), ("save", "1")], token

    def save(self, fields: Fields, token: str) -> None:
        """Send the form, and settle a conflict by keeping both texts."""
        began = time.monotonic()
        answer = self.browser.ask(f"/drafts/{self.draft}/text/", fields)
        self.seconds.append(time.monotonic() - began)
        if answer.status == 302:
            self.accepted.append(token)
        while "putting-together" in answer.location:
            self.browser.seen["conflicts"] += 1
            page = urlsplit(answer.location).path
            asked = fields_of(self.browser.ask(page).text, page)
            boxes = [name for name, _ in asked if name.startswith("written_")]
            both = [(name.replace("written", "answer"), "BOTH") for name in boxes]
            answer = self.browser.ask(page, [*asked, *both, ("save", "1")])
            assert answer.status == 302, (answer.status, TOKEN.findall(answer.text))


def change(body: str, start: str, token: str) -> str:
    """The text with a sentence more at the end of the line that starts so."""
    lines = body.splitlines()
    [number] = [number for number, line in enumerate(lines) if line.startswith(start)]
    lines[number] += f" And {token}."
    return "\n".join(lines)


class Server:
    """Gunicorn with the production entry, whose workers may be killed while it serves."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "wiki_site.asgi:application", "-c", "gunicorn.conf.py"]
        environment = {**os.environ, "PORT": str(PORT)}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        self.killed, self.is_over = 0, threading.Event()
        for _ in range(300):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", PORT)) == 0:
                    return
            time.sleep(0.1)
        sys.exit("Gunicorn did not start.")

    def kill_workers(self) -> None:
        """Kill a worker outright every now and then, until it is over."""
        while not self.is_over.wait(KILL_SECONDS):
            said = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
            if pids := said.stdout.split():
                os.kill(int(random.choice(pids)), signal.SIGKILL)  # noqa: S311 - any will do
                self.killed += 1

    def stop(self) -> None:
        """End the server and wait for it."""
        self.is_over.set()
        self.process.terminate()
        self.process.wait(60)


def prepare() -> tuple[int, list[str], str]:
    """Fill the empty database; return the draft's number, the writers' addresses, and the password of all."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "wiki_site.settings"
    os.environ["LOCAL"] = "true"
    os.environ["EMAIL_URL"] = "dummymail://"
    os.environ.setdefault("SECRET_KEY", "for-measuring-only")
    import django

    django.setup()
    from django.contrib.auth.hashers import make_password
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from apps.people.models import Person
    from tests import cast, stories

    team = cast.build_government().rural_transport
    people = [cast.post(cast.person(f"Writer {n}"), team, "HEO", "Policy adviser") for n in range(PEOPLE)]
    Person.objects.filter(pk__in=[one.pk for one in people]).update(password=make_password(cast.PASSWORD))
    body = "\n\n".join([SHARED, *(f"Paragraph {number} is about buses." for number in range(PEOPLE))])
    draft = stories.start(stories.front(stories.open_space(people[0])), people[0], body=body)
    return draft.pk, [person.email for person in people], cast.PASSWORD


def judge(draft_id: int, writers: list[Writer]) -> list[str]:
    """What is wrong with what is left in the database; nothing is what is wanted."""
    from apps.pages.models import Draft, DraftSave, KeptText
    from apps.records.queries import first_fault

    draft = Draft.objects.get(pk=draft_id)
    said = Counter(TOKEN.findall(draft.body))
    lost = []
    for writer in writers:
        kept = {word for text in KeptText.objects.filter(by__email=writer.email) for word in TOKEN.findall(text.body)}
        lost += [token for token in writer.accepted if token not in said and token not in kept]
    saves = list(DraftSave.objects.filter(draft=draft).order_by("version").prefetch_related("contributions"))
    wrong = {
        "accepted words that are nowhere": lost,
        "words that stand twice": [token for token, times in said.items() if times > 1],
        "words nobody knows": sorted(said.keys() - {f"t{w.number}x{turn}" for w in writers for turn in range(ROUNDS)}),
        "gaps in the versions": [] if [s.version for s in saves] == list(range(draft.version + 1)) else [draft.version],
        "versions by nobody": [one.version for one in saves[1:] if not one.contributions.all()],
        "newest version unlike the draft": [] if saves[-1].words() == draft.words() else [draft.version],
        "faults of the records": [fault] if (fault := first_fault()) else [],
    }
    if not any("--kill" in part for part in sys.argv):
        wrong["answers 5xx"] = [code for one in writers for code in one.browser.seen if code.startswith("5")]
    return [f"{what}: {found}" for what, found in wrong.items() if found]


def measure(draft_id: int, emails: list[str], password: str, *, kills: bool) -> list[str]:
    """Let everybody save at once, round after round; say what came of it, and return what is wrong."""
    server = Server()
    writers = [Writer(email, number, draft_id) for number, email in enumerate(emails)]
    try:
        with ThreadPoolExecutor(PEOPLE) as crowd:
            for writer in writers:
                writer.browser.sign_in(writer.email, password)
            if kills:
                threading.Thread(target=server.kill_workers, daemon=True).start()
            began = time.monotonic()
            for turn in range(ROUNDS):
                forms = list(crowd.map(lambda writer, turn=turn: writer.open(turn), writers))
                list(crowd.map(lambda writer, form: writer.save(*form), writers, forms))
            took = time.monotonic() - began
    finally:
        server.stop()
    report(writers, took, server.killed)
    return judge(draft_id, writers)


def report(writers: list[Writer], took: float, killed: int) -> None:
    """Print the figures."""
    seconds = sorted(one for writer in writers for one in writer.seconds)
    seen: Counter[str] = sum((writer.browser.seen for writer in writers), Counter())
    accepted = sum(len(writer.accepted) for writer in writers)
    cuts: Any = statistics.quantiles(seconds, n=100)
    print(f"{PEOPLE} people saved {len(seconds)} times in {took:.1f} s; {accepted} accepted; workers killed: {killed}")
    print(f"  a save took {cuts[49] * 1000:.0f} ms (p50), {cuts[98] * 1000:.0f} ms (p99), all at once")
    print(f"  answers: {dict(sorted(seen.items()))}", flush=True)


def main() -> None:
    """Measure once, on the database that DATABASE_URL names, or on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/saves.sqlite3")
        wrong = measure(*prepare(), kills="--kill" in sys.argv)
    print("\n".join(wrong) or "Every accepted word is there once.", flush=True)
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
