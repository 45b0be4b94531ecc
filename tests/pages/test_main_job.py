"""The main job, whole, by the forms that people fill in."""

import re

from django.test import Client
from django.urls import reverse

from apps.pages.models import Draft, Page
from apps.people.models import Person
from tests.pages.test_views import browser_of, said, words


def test_the_main_job_from_an_empty_department_to_the_third_edition(  # noqa: PLR0915 - one story, told in order
    amina: Person, ben: Person, dev: Person, carys: Person
):
    """Amina writes, Ben clears, Dev reads at every step only what was cleared, and Carys reads nothing."""
    author, clearer, reader, stranger = map(browser_of, (amina, ben, dev, carys))
    unit = amina.postings.get().unit_id
    author.post("/spaces/open/", {"title": "Rural buses", "unit": unit, "kind": "POLICY", "audience": 20})
    front = Page.objects.get(path="rural-buses")
    address = "/wiki/rural-buses/fares/"

    def read_by(client: Client) -> str:
        response = client.get(address)
        return said(response) if response.status_code == 200 else str(response.status_code)

    new = reverse("pages:page-new", args=[front.pk])
    template = front.space.templates.order_by("name").first()
    assert template.name in said(author.get(new))
    opened = author.post(new, {"title": "Fares", "template": template.pk})
    draft = Draft.objects.get(slug="fares")
    assert opened.url == reverse("pages:draft-edit", args=[draft.pk])
    assert draft.body == template.body
    text = {**words(draft), "body": "Fares are **capped** at two pounds."}
    preview = author.post(opened.url, {**text, "preview": "1"})
    assert "Fares are <strong>capped</strong> at two pounds." in said(preview)
    assert Draft.objects.get(pk=draft.pk).version == 0
    assert author.post(opened.url, text).url == draft.get_absolute_url()
    assert read_by(reader) == read_by(stranger) == "404"

    cover = {"significance": "MAJOR", "change_note": "A cap on fares.", "months": 12, "version": 1}
    sent = author.post(reverse("clearance:submit", args=[draft.pk]), cover)
    assert "Fares are <strong>capped</strong>" in said(clearer.get(sent.url))
    returned = clearer.post(f"{sent.url}return/", {"because": "Say from which day."}, follow=True)
    assert "Sent back to its authors with your comments." in said(returned)
    assert "Say from which day." in said(author.get(draft.get_absolute_url()))
    assert read_by(reader) == "404"

    author.post(opened.url, {**text, "body": "Fares are **capped** from May.", "version": 1})
    sent = author.post(reverse("clearance:submit", args=[draft.pk]), {**cover, "version": 2})
    cleared = clearer.post(f"{sent.url}clearance/", {"comment": "Good."}, follow=True)
    assert "Cleared and published." in said(cleared)
    assert "Fares are <strong>capped</strong> from May." in read_by(reader)
    assert "Ben Hughes, Head of rural transport (G7), Rural Transport" in read_by(reader)
    assert read_by(stranger) == "404"

    page = Page.objects.get(path="rural-buses/fares")
    start = reverse("pages:draft-start", args=[page.pk])
    second = author.post(start)
    draft = Draft.objects.get(page=page, state="DRAFT")
    author.post(second.url, words(draft, body="Fares are **free**."))
    assert "Fares are <strong>capped</strong> from May." in read_by(reader)
    sent = author.post(reverse("clearance:submit", args=[draft.pk]), {**cover, "change_note": "No fares."})
    assert "<del>" in said(clearer.get(sent.url))
    clearer.post(f"{sent.url}clearance/", {"comment": ""})
    assert "Fares are <strong>free</strong>." in read_by(reader)

    history = said(reader.get(reverse("pages:history", args=[page.pk])))
    assert [note in history for note in ("A cap on fares.", "No fares.", "Say from which day.")] == [True, True, False]
    compared = said(reader.get(reverse("pages:comparison", args=[page.pk]), {"earlier": 1, "later": 2}))
    assert re.search(r"<del>[^<]*capped", compared)
    restore = reverse("pages:edition-restore", args=[page.pk, 1])
    assert reader.post(restore).status_code == 403
    restored = author.post(restore)
    draft = Draft.objects.get(page=page, state="DRAFT")
    assert (restored.url, draft.body) == (draft.get_absolute_url(), "Fares are **capped** from May.")
    assert author.post(restore).status_code == 403
    assert "Fares are <strong>free</strong>." in read_by(reader)
    sent = author.post(reverse("clearance:submit", args=[draft.pk]), cover)
    clearer.post(f"{sent.url}clearance/", {"comment": ""})
    assert "Fares are <strong>capped</strong> from May." in read_by(reader)
    assert page.editions.count() == 3
    assert read_by(stranger) == "404"
