"""Clearance in the admin: least grades and emergency roles, to set. Routes are changed where they can be cleared."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from apps.clearance.actions.emergencies import remove_emergency_role, set_emergency_role
from apps.clearance.actions.routes import set_default
from apps.clearance.models import EmergencyRole, Route, RouteDefault
from apps.core.clock import now
from apps.people.requests import person_of

DEFAULTS_ARE_FOR_NEW_SPACES = (
    "What is set here goes for spaces opened from now on. Spaces that are open already keep the routes they have: their"
    " members change those on the page of the space’s clearance routes, and each change is cleared."
)


@admin.register(RouteDefault)
class RouteDefaultAdmin(admin.ModelAdmin):
    list_display = ("audience", "scope", "grade")
    ordering = ("audience",)
    fieldsets = ((None, {"fields": ("audience", "scope", "grade"), "description": DEFAULTS_ARE_FOR_NEW_SPACES}),)

    def save_model(self, request: HttpRequest, obj: RouteDefault, form: ModelForm, change: bool) -> None:  # noqa: ARG002 - Django's signature
        set_default(obj, by=person_of(request), at=now())

    def has_delete_permission(self, request: HttpRequest, obj: RouteDefault | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False


@admin.register(Route)
class RouteAdmin(admin.ModelAdmin):
    """Read only: a route comes with its space, and changing it is cleared under the route as it is."""

    list_display = ("space", "audience", "marking")
    list_select_related = ("space",)
    list_filter = ("space",)

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: Route | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Route | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False


@admin.register(EmergencyRole)
class EmergencyRoleAdmin(admin.ModelAdmin):
    """Who may publish in an emergency, set space by space; everything goes through the actions, for the record."""

    list_display = ("space", "name", "unit", "grade", "working_hours", "falls_back")
    list_select_related = ("space", "unit", "grade")
    list_filter = ("space",)
    actions = None
    autocomplete_fields = ("unit",)

    def save_model(self, request: HttpRequest, obj: EmergencyRole, form: ModelForm, change: bool) -> None:  # noqa: ARG002 - Django's signature
        set_emergency_role(obj, by=person_of(request), at=now())

    def delete_model(self, request: HttpRequest, obj: EmergencyRole) -> None:
        remove_emergency_role(obj, by=person_of(request), at=now())
