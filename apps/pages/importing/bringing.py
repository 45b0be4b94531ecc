"""A folder of Markdown files brought into a space, each page in a transaction of its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from apps.core.rules import Refused
from apps.pages import markup
from apps.pages.actions.publishing import Origin, bring_in
from apps.pages.importing.links import Links
from apps.pages.importing.losses import Loss
from apps.pages.importing.planning import Planned, came_before, plan
from apps.pages.importing.reading import Text, Unreadable, named_after, read
from apps.pages.importing.walking import Source, walk
from apps.pages.markup.govspeak import to_markdown
from apps.pages.models import Draft, Page, Space
from apps.people.models import Person


@dataclass(frozen=True, slots=True)
class Made:
    """What a file says in our Markdown (None when it must not be brought in), what was lost and what was not used."""

    wording: Draft | None
    losses: list[Loss]
    unused: tuple[str, ...] = ()


class FolderImport:
    """One run of an import. `counts` tells how many pages became NEW, were RENEWED, stayed the SAME or were LEFT."""

    def __init__(self, folder: Path, space: Space, *, was_at: str = "") -> None:
        self._folder = folder
        self._space = space
        self._was_at = was_at or f"/{folder.name}"
        self._files: dict[str, Path] = {}
        self.counts: Counter[str] = Counter()
        self.unused: Counter[str] = Counter()

    def run(self, *, by: Person, at: datetime) -> Iterator[Loss]:
        """This will bring in what is new or changed, and tell what could not be kept as it goes."""
        sources, left_out = walk(self._folder)
        planned, unplaced = plan(sources, self._space)
        yield from (*left_out, *unplaced)
        self.counts["LEFT"] += len(sources) - len(planned)
        links = Links(self._addresses(planned), self._was_at, self._text_of)
        for one in planned:
            # A folder without an index file leaves the space's own front page as it is.
            if one.source.names or one.source.file:
                yield from self._bring(one, links, by=by, at=at)
        yield from self._gone(sources)

    def _addresses(self, planned: list[Planned]) -> dict[str, str]:
        addresses: dict[str, str] = {"": self._space.slug}
        for one in planned:
            addresses.setdefault("/".join(one.source.names), one.path)
            addresses[one.source.where] = one.path
            if one.source.file:
                for name in ("/".join(one.source.names), one.source.where):
                    self._files.setdefault(name, one.source.file)
        return addresses

    def _text_of(self, name: str) -> str:
        file = self._files.get(name)
        try:
            return file.read_text(encoding="utf-8-sig") if file else ""
        except (OSError, UnicodeDecodeError):
            return ""

    def _bring(self, one: Planned, links: Links, *, by: Person, at: datetime) -> Iterator[Loss]:
        page = self._page(one.path) if one.stands else None
        under = page or self._page(one.above)
        if under is None:
            self.counts["LEFT"] += 1
            yield Loss(one.source.where, 0, "left out, because the page above it was.")
            return
        made = self._make(one.source, links, page)
        if made.wording is None or (page and page.edition and page.edition.digest == made.wording.digest()):
            self.counts["SAME" if made.wording else "LEFT"] += 1
            yield from () if made.wording else made.losses
            return
        try:
            bring_in(page, made.wording, origin=Origin(under, one.slug, one.source.key), by=by, at=at)
        except (Refused, markup.Unrenderable) as refusal:
            self.counts["LEFT"] += 1
            yield Loss(one.source.where, 0, f"left out. {refusal.reason}")
        else:
            self.counts["RENEWED" if page else "NEW"] += 1
            self.unused.update(made.unused)
            yield from made.losses

    def _make(self, source: Source, links: Links, page: Page | None) -> Made:
        if source.file is None:
            return self._bare(source, page)
        try:
            text = read(source, source.file)
        except Unreadable as failure:
            told = [Loss(source.where, failure.line, failure.what)]
            # The pages beneath a folder's own page need it, whatever its file holds.
            fresh = source.is_folder and page is None
            return Made(self._draft(Text(named_after(source.names[-1]), ""), None) if fresh else None, told)
        body, dead = links.rewrite(text, source)
        body, converted = to_markdown(body)
        losses = [*text.losses, *dead, *(_from_sentence(told, source, text.lines_before) for told in converted)]
        wording = self._draft(Text(text.title, body), page)
        return Made(wording, sorted(losses, key=lambda loss: loss.line), text.unused)

    def _bare(self, source: Source, page: Page | None) -> Made:
        if page and page.edition and page.edition.html:
            return Made(None, [Loss(source.where, 0, "the folder's index file is gone; the page keeps its text.")])
        title = page.title if page else named_after(source.names[-1])
        told = Loss(source.where, 0, "the folder has no index file, so its page only lists the pages beneath it.")
        return Made(self._draft(Text(title, ""), page), [told])

    def _draft(self, text: Text, page: Page | None) -> Draft:
        wording = Draft(title=text.title, body=text.body, audience=self._space.audience)
        if page:
            wording.audience = page.audience
            for name, value in page.marked().items():
                setattr(wording, name, value)
        return wording

    def _page(self, path: str) -> Page | None:
        standing = Page.objects.select_related("edition", "space__unit").filter(path=path, space=self._space)
        return standing.defer("edition__plain").first()

    def _gone(self, sources: list[Source]) -> Iterator[Loss]:
        here = {source.key for source in sources}
        start = f"{self._folder.name}/"
        for key, path in sorted(came_before(self._space).items()):
            if key.startswith(start) and key not in here:
                what = f"is no longer in the folder; the page at {path} was left as it is."
                yield Loss(key.removeprefix(start), 0, what)


def _from_sentence(told: str, source: Source, lines_before: int) -> Loss:
    """'Line 3: what.' of a text, as the loss it is in its file."""
    place, _, what = told.partition(": ")
    return Loss(source.where, int(place.removeprefix("Line ")) + lines_before, what)
