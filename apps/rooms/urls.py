"""Where rooms are."""

from datetime import date

from django.urls import path, register_converter

from apps.rooms.views import (
    catching_up,
    deciding,
    decisions,
    exporting,
    files,
    holds,
    inviting,
    keeping,
    live,
    messages,
    opening,
    posting,
    promoting,
    reading,
    rooms,
    sitting_questions,
    sittings,
    topics,
)


class DayConverter:
    """A day of these thousand years in an address: 2026-11-23. One that is no day is no address."""

    regex = r"2\d{3}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "rooms"
urlpatterns = [
    path("rooms/", rooms.rooms, name="rooms"),
    path("spaces/<int:space_id>/room/", rooms.of_space, name="of-space"),
    path("rooms/open/", opening.open_room, name="open"),
    path("rooms/<int:room_id>/", rooms.room, name="room"),
    path("rooms/<int:room_id>/settings/", opening.settings, name="settings"),
    path("rooms/<int:room_id>/marking/", opening.marking, name="marking"),
    path("rooms/<int:room_id>/close/", opening.close, name="close"),
    path("rooms/<int:room_id>/reopen/", opening.reopen, name="reopen"),
    path("rooms/<int:room_id>/people/", inviting.people, name="people"),
    path("rooms/<int:room_id>/people/<int:person_id>/ask-out/", inviting.ask_out, name="ask-out"),
    path("rooms/<int:room_id>/leave/", inviting.leave, name="leave"),
    path("rooms/<int:room_id>/catch-up/", catching_up.catch_up, name="catch-up"),
    path("rooms/<int:room_id>/on/", catching_up.jump, name="jump"),
    path("rooms/<int:room_id>/on/<day:day>/", catching_up.on_day, name="on"),
    path("rooms/<int:room_id>/mute/", catching_up.mute_room, name="mute"),
    path("rooms/<int:room_id>/since/", live.since, name="since"),
    path("rooms/<int:room_id>/topics/new/", posting.start, name="start"),
    path("rooms/topics/<int:topic_id>/", reading.topic, name="topic"),
    path("rooms/topics/<int:topic_id>/seen/", live.seen, name="seen"),
    path("rooms/topics/<int:topic_id>/say/", posting.say, name="say"),
    path("rooms/topics/<int:topic_id>/keep/", topics.keep, name="topic-keep"),
    path("rooms/topics/<int:topic_id>/pin/", topics.pin, name="topic-pin"),
    path("rooms/topics/<int:topic_id>/unpin/", topics.unpin, name="topic-unpin"),
    path("rooms/topics/<int:topic_id>/close/", topics.close, name="topic-close"),
    path("rooms/topics/<int:topic_id>/reopen/", topics.reopen, name="topic-reopen"),
    path("rooms/topics/<int:topic_id>/mute/", catching_up.mute_topic, name="topic-mute"),
    path("rooms/messages/<int:message_id>/", reading.message, name="message"),
    path("rooms/messages/<int:message_id>/edit/", messages.edit, name="edit"),
    path("rooms/messages/<int:message_id>/withdraw/", messages.withdraw, name="withdraw"),
    path("rooms/messages/<int:message_id>/react/", messages.react, name="react"),
    path("rooms/messages/<int:message_id>/move/", messages.move, name="move"),
    path("rooms/messages/<int:message_id>/about/", reading.about, name="about"),
    path("rooms/messages/<int:message_id>/files/<str:name>", files.of_message, name="file"),
    path("rooms/<int:room_id>/sittings/", sittings.list_sittings, name="sittings"),
    path("rooms/<int:room_id>/sittings/new/", sittings.announce, name="sitting-new"),
    path("rooms/<int:room_id>/sittings/clearing/", sittings.set_clearing, name="sittings-clearing"),
    path("sittings/<int:sitting_id>/", sittings.sitting, name="sitting"),
    path("sittings/<int:sitting_id>/ask/", sittings.ask, name="sitting-ask"),
    path("sittings/<int:sitting_id>/begin/", sittings.begin, name="sitting-begin"),
    path("sittings/<int:sitting_id>/end/", sittings.end, name="sitting-end"),
    path("sittings/<int:sitting_id>/call-off/", sittings.call_off, name="sitting-call-off"),
    path("sittings/<int:sitting_id>/transcript/", sittings.transcript, name="sitting-transcript"),
    path("sittings/questions/<int:asked_id>/", sitting_questions.asked, name="asked"),
    path("sittings/questions/<int:asked_id>/vote/", sitting_questions.vote, name="asked-vote"),
    path("sittings/questions/<int:asked_id>/unvote/", sitting_questions.take_vote_back, name="asked-unvote"),
    path("sittings/questions/<int:asked_id>/put/", sitting_questions.put, name="asked-put"),
    path("sittings/questions/<int:asked_id>/aside/", sitting_questions.set_aside, name="asked-aside"),
    path("sittings/questions/<int:asked_id>/answer/", sitting_questions.answer, name="asked-answer"),
    path("sittings/questions/<int:asked_id>/take-back/", sitting_questions.take_back, name="asked-take-back"),
    path("sittings/questions/<int:asked_id>/clear/", sitting_questions.clear, name="asked-clear"),
    path("sittings/questions/<int:asked_id>/send-back/", sitting_questions.send_back, name="asked-send-back"),
    path("rooms/topics/<int:topic_id>/promote/", promoting.promote, name="promote"),
    path("rooms/topics/<int:topic_id>/promote/page/", promoting.promote_page, name="promote-page"),
    path("rooms/topics/<int:topic_id>/promote/tip/", promoting.promote_tip, name="promote-tip"),
    path("rooms/topics/<int:topic_id>/promote/comment/", promoting.promote_comment, name="promote-comment"),
    path("rooms/topics/<int:topic_id>/promote/decision/", promoting.promote_decision, name="promote-decision"),
    path("rooms/<int:room_id>/decisions/", decisions.of_room, name="decisions"),
    path("rooms/<int:room_id>/decisions/new/", deciding.decide_in_room, name="decision-new"),
    path("rooms/<int:room_id>/decisions/table/", decisions.table_of_room, name="decisions-table"),
    path("pages/<int:page_id>/decisions/", decisions.of_page, name="page-decisions"),
    path("pages/<int:page_id>/decisions/new/", deciding.decide_on_page, name="page-decision-new"),
    path("spaces/<int:space_id>/decisions/", decisions.of_space, name="space-decisions"),
    path("spaces/<int:space_id>/decisions/table/", decisions.table_of_space, name="space-decisions-table"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/dissent/", deciding.dissent, name="dissent"),
    path("decisions/<int:decision_id>/supersede/", deciding.supersede, name="supersede"),
    path("rooms/<int:room_id>/retention/", keeping.retention, name="retention"),
    path("rooms/<int:room_id>/retention/change/", keeping.change_retention, name="retention-change"),
    path("rooms/<int:room_id>/dispose/", keeping.dispose, name="dispose"),
    path("rooms/disposals/<int:disposal_id>/", keeping.disposal, name="disposal"),
    path("rooms/disposals/<int:disposal_id>/approve/", keeping.approve, name="disposal-approve"),
    path("rooms/disposals/<int:disposal_id>/refuse/", keeping.refuse, name="disposal-refuse"),
    path("rooms/holds/", holds.list_holds, name="holds"),
    path("rooms/<int:room_id>/hold/", holds.hold, name="hold"),
    path("rooms/<int:room_id>/hold/lift/", holds.lift, name="hold-lift"),
    path("rooms/topics/<int:topic_id>/export/", exporting.export, name="export"),
]
