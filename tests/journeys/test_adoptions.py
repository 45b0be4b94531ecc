"""A team says what it does with a practice, without scripts; readers see why it ranks, and the owner is asked."""

import pytest
from playwright.sync_api import expect

from apps.practice.choices import Outcome, Use
from tests.journeys.test_screens import look_at_all
from tests.practice.test_doubts import doubt
from tests.practising import adopt

SINCE = {"Day": "1", "Month": "9", "Year": "2026"}


def test_a_team_says_that_it_did_not_work_and_a_reader_finds_why_it_is_ranked_so(enter, booking, amina, carys, gwen):
    adopt(booking, gwen)
    team = enter(carys, java_script_enabled=False)
    team.goto(f"/practices/{booking.pk}/")
    team.get_by_role("button", name="Say what your team does with it").click()
    team.get_by_label("We tried this and stopped").check()
    team.get_by_label("What happened?").fill("Nobody telephones on the coast.")
    team.get_by_role("button", name="Say so").click()
    expect(team.get_by_role("heading", name="There is a problem")).to_be_visible()
    team.get_by_label("It did not work here").check()
    for part, typed in SINCE.items():
        team.get_by_label(part, exact=True).fill(typed)
    team.get_by_label("Evidence, as a file").set_input_files(
        {"name": "calls.csv", "mimeType": "text/csv", "buffer": b"Week,Calls\n1,0\n"}
    )
    team.get_by_label("Officially, for my team").check()
    team.get_by_label("I have read the guidelines and will follow them").check()
    team.get_by_role("button", name="Say so").click()
    expect(team.get_by_role("heading", name="What Sea Defences does with it")).to_be_visible()
    expect(team.get_by_role("link", name="calls.csv")).to_be_visible()
    team.get_by_role("button", name="This is still so").click()
    expect(team.get_by_role("heading", name="We tried this and stopped")).to_have_count(2)

    reader = enter(amina, java_script_enabled=False)
    reader.goto(f"/practices/{booking.pk}/")
    expect(reader.get_by_text("Nobody telephones on the coast.")).to_be_visible()
    reader.get_by_role("link", name="Why is this ranked here?").click()
    expect(reader.get_by_role("row", name="All together")).to_contain_text("-3.00")
    reader.get_by_role("link", name="How practices are ranked").click()
    expect(reader.get_by_role("heading", name="Thanks last")).to_be_visible()


@pytest.mark.appearance
def test_the_screens_of_what_teams_do_and_of_doubts(enter, booking, amina, carys, dev):
    adopt(booking, amina)
    used = adopt(booking, carys, use=Use.DROPPED, outcome=Outcome.WORSE, what_happened="Nobody telephones.")
    asked = doubt(booking, carys)
    number, own = f"/practices/{booking.pk}", used.get_absolute_url()
    look_at_all(
        enter(carys),
        (f"{number}/", f"{booking}: the practice"),
        (f"{number}/use/", f"What Sea Defences does with {booking}"),
        (f"{number}/uses/", f"Who uses {booking}"),
        (own, f"What Sea Defences does with {booking}"),
        (f"{own}retract/", "Error: Take back what Sea Defences said", "Take it back"),
        (f"{number}/ranked/", f"Why {booking} is ranked where it is"),
        ("/practices/ranking/", "How practices are ranked"),
        (f"{number}/doubt/", f"Error: Ask whether {booking} is still right", "Ask"),
        (asked.get_absolute_url(), f"Is {booking} still right?"),
    )
    look_at_all(enter(amina), (asked.get_absolute_url(), f"Error: Is {booking} still right?", "Answer"))
    unheard = f"Error: What Transport and Access does with {booking}"
    look_at_all(enter(dev), (f"{number}/use/", unheard, "Say so"))
