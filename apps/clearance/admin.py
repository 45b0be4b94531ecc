"""Clearance in the admin: the least grades and the routes, to set; submissions, never to touch."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from apps.clearance.actions import remove_step, set_default, set_step
from apps.clearance.models import Route, RouteDefault, Step
from apps.core.clock import now
from apps.people.requests import person_of


# ARG002 throughout: Django's admin calls these methods with arguments that not every one of them needs.
@admin.register(RouteDefault)
class RouteDefaultAdmin(admin.ModelAdmin):
    list_display = ("audience", "scope", "grade")
    ordering = ("audience",)

    def save_model(self, request: HttpRequest, obj: RouteDefault, form: ModelForm, change: bool) -> None:  # noqa: ARG002
        set_default(obj, by=person_of(request), at=now())

    def has_delete_permission(self, request: HttpRequest, obj: RouteDefault | None = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Step)
class StepAdmin(admin.ModelAdmin):
    list_display = ("route", "position", "scope", "grade")
    list_select_related = ("route__space", "grade")
    list_filter = ("route__space",)
    ordering = ("route", "position")

    def save_model(self, request: HttpRequest, obj: Step, form: ModelForm, change: bool) -> None:  # noqa: ARG002
        set_step(obj, by=person_of(request), at=now())

    def delete_model(self, request: HttpRequest, obj: Step) -> None:
        remove_step(obj, by=person_of(request), at=now())

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:  # noqa: ARG002 - Django's signature
        return {}


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    """Read only: a route comes with its space, and its steps are set one by one."""

    list_display = ("space", "audience")
    list_select_related = ("space",)
    list_filter = ("space",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Route | None = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Route | None = None) -> bool:  # noqa: ARG002
        return False
