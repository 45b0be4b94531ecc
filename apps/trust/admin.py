"""What each level asks for, in the admin: a department sets its own thresholds."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from apps.core.clock import now
from apps.people.requests import person_of
from apps.trust.actions.thresholds import set_threshold
from apps.trust.models import Threshold


@admin.register(Threshold)
class ThresholdAdmin(admin.ModelAdmin):
    """One row a size and level, to change and neither to add nor to delete; everybody is reckoned by it at night."""

    list_display = ("size", "level", "points", "days", "pages", "teams", "most_reversed")
    readonly_fields = ("size", "level")
    actions = None

    def save_model(self, request: HttpRequest, obj: Threshold, form: ModelForm, change: bool) -> None:  # noqa: ARG002 - Django's signature
        set_threshold(obj, by=person_of(request), at=now())

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Threshold | None = None) -> bool:  # noqa: ARG002 - Django's signature
        return False
