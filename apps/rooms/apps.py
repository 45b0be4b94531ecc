from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "apps.rooms"

    def ready(self) -> None:
        from apps.pages.actions.spaces import COMES_WITH  # noqa: PLC0415 - models are loaded by now, not before
        from apps.rooms.actions.opening import room_for_space  # noqa: PLC0415 - likewise

        COMES_WITH.append(room_for_space)
