"""Topics and professions, in the admin: added and renamed through the action. None is deleted, as things hang on it."""

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from apps.core.clock import now
from apps.people.requests import person_of
from apps.people.rules import may_manage_people
from apps.practice.actions.filed_under import set_name
from apps.practice.forms.filed_under import NameForm
from apps.practice.models import Profession, Topic


@admin.register(Topic, Profession)
class FiledUnderAdmin(admin.ModelAdmin):
    """A name each; the address is made of the first one."""

    form = NameForm
    fields = ("name",)
    search_fields = ("name",)
    actions = None

    def save_model(self, request: HttpRequest, obj: Topic | Profession, form: ModelForm, change: bool) -> None:  # noqa: ARG002 - Django's signature
        set_name(obj, by=person_of(request), at=now())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_manage_people(person_of(request)))

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - Django's signature
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002 - Django's signature
        return False
