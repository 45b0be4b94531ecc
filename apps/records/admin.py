"""The ledger in the admin: to read, never to write."""

from django.contrib import admin
from django.http import HttpRequest

from apps.records.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    list_display = ("sequence", "at", "actor_name", "verb", "about_name")
    list_filter = ("verb",)
    search_fields = ("actor_name", "about_name", "because")
    ordering = ("-sequence",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:  # noqa: ARG002
        return False
