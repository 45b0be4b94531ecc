"""Public functions of the actions of rooms that leave no record of their own, and why."""

NO_RECORD = {
    "rooms.actions.editing.locked": "locks, and changes nothing",
    "rooms.actions.locking.changed": "a part of every act that readers see",
    "rooms.actions.locking.lock_room": "locks, and changes nothing",
    "rooms.actions.locking.next_change": "likewise",
    "rooms.actions.locking.tell_changed": "a part of every act that readers see",
    "rooms.actions.locking.tell_people_changed": "a part of asking out and of leaving",
    "rooms.actions.opening.room_for_space": "a part of opening a space, which is on the record",
    "rooms.actions.posting.add": "a part of saying something, and of moving it",
    "rooms.actions.posting.slow_down": "counts, and changes nothing that anybody reads",
    "rooms.actions.posting.words_of": "reads",
    "rooms.actions.topics.locked": "locks, and changes nothing",
    "rooms.actions.files.take_in": "uploads that go with nothing yet",
    "rooms.actions.posting.post_taken_in": "a part of saying something, and of starting a topic",
    "rooms.actions.posting.take_in_files": "uploads that go with nothing yet",
    "rooms.actions.telling.tell_named": "a part of saying something, and of changing it",
}
