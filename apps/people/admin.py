"""Who is who, in the admin: mostly to read. What can be written goes through the actions, and nothing is deleted."""

from typing import Any

import django.contrib.auth.admin  # noqa: F401 - registers groups, whichever app comes first
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db.models import Model
from django.http import HttpRequest

from apps.core.clock import now
from apps.people import actions
from apps.people.forms import (
    AccessForm,
    EndPostingForm,
    GradeForm,
    NationForm,
    RegisterForm,
    StartPostingForm,
    UnitForm,
    UnitKindForm,
)
from apps.people.models import Grade, Person, Posting, Unit, UnitKind
from apps.people.requests import person_of
from apps.people.rules import may_manage_people

# Who may do what comes from postings; a group would give it past the record.
admin.site.unregister(Group)


class ReadMostly(admin.ModelAdmin):
    """Rows that may be added by whoever looks after people, and once added are for reading."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_manage_people(person_of(request)))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        made = self.act(request, obj, form.cleaned_data, change=change)
        obj.pk = made.pk

    def act(self, request: HttpRequest, obj: Any, words: dict[str, Any], *, change: bool) -> Model:
        """Do what the form asks through an action, and return the row it made or changed."""
        raise NotImplementedError


@admin.register(Person)
class PersonAdmin(ReadMostly):
    list_display = ("name", "email", "is_active", "is_staff", "joined_at")
    list_filter = ("is_active", "is_staff")
    search_fields = ("name", "email")
    ordering = ("name", "pk")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=AccessForm if obj else RegisterForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        if obj is None:
            return ("email", "name")
        return ("email", "name", "joined_at", "last_login", "is_staff", "is_superuser", "is_active", "because")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        return ("email", "name", "joined_at", "last_login", "is_staff", "is_superuser") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return self.has_add_permission(request)

    def act(self, request: HttpRequest, obj: Any, words: dict[str, Any], *, change: bool) -> Model:
        by, at = person_of(request), now()
        if not change:
            return actions.register(words["email"], words["name"], by=by, at=at)
        person = Person.objects.get(pk=obj.pk)
        if person.is_active == words["is_active"]:
            return person
        return actions.change_access(person, may_sign_in=words["is_active"], by=by, at=at, because=words["because"])


@admin.register(UnitKind)
class UnitKindAdmin(ReadMostly):
    form = UnitKindForm
    list_display = ("name", "breadth")
    ordering = ("-breadth", "name")

    def act(self, request: HttpRequest, obj: Any, words: dict[str, Any], *, change: bool) -> Model:  # noqa: ARG002 - its parent's signature
        return actions.add_unit_kind(words["name"], breadth=words["breadth"], by=person_of(request), at=now())


@admin.register(Grade)
class GradeAdmin(ReadMostly):
    form = GradeForm
    list_display = ("code", "name", "rank")

    def act(self, request: HttpRequest, obj: Any, words: dict[str, Any], *, change: bool) -> Model:  # noqa: ARG002 - its parent's signature
        return actions.add_grade(words["code"], words["name"], rank=words["rank"], by=person_of(request), at=now())


@admin.register(Unit)
class UnitAdmin(ReadMostly):
    list_display = ("name", "kind", "parent", "nation")
    list_filter = ("kind", "nation")
    list_select_related = ("kind", "parent")
    search_fields = ("name",)
    ordering = ("path",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=NationForm if obj else UnitForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        return ("name", "kind", "parent", "nation")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        return ("name", "kind", "parent") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        return self.has_add_permission(request)

    def act(self, request: HttpRequest, obj: Any, words: dict[str, Any], *, change: bool) -> Model:
        by, at = person_of(request), now()
        if not change:
            unit = actions.open_unit(words["name"], kind=words["kind"], parent=words["parent"], by=by, at=at)
            return actions.set_nation(unit, words["nation"], by=by, at=at) if words["nation"] else unit
        unit = Unit.objects.get(pk=obj.pk)
        return unit if unit.nation == words["nation"] else actions.set_nation(unit, words["nation"], by=by, at=at)


@admin.register(Posting)
class PostingAdmin(ReadMostly):
    list_display = ("person", "title", "grade", "unit", "kind", "starts_at", "ends_at")
    list_filter = ("kind", "grade")
    list_select_related = ("person", "unit", "grade")
    search_fields = ("person__name", "person__email", "title", "unit__name")
    ordering = ("-starts_at", "pk")
    raw_id_fields = ("person",)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, form=EndPostingForm if obj else StartPostingForm, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        facts = ("person", "unit", "grade", "title", "kind", "starts_at", "ends_at")
        return (*facts, "because") if obj and self.has_change_permission(request, obj) else facts

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        return ("person", "unit", "grade", "title", "kind", "starts_at") if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        over = obj is not None and obj.ends_at is not None and obj.ends_at <= now()
        return not over and self.has_add_permission(request)

    def act(self, request: HttpRequest, obj: Any, words: dict[str, Any], *, change: bool) -> Model:
        by, at = person_of(request), now()
        if change:
            return actions.end_posting(obj, ends_at=words["ends_at"], by=by, at=at, because=words["because"])
        post = actions.Post(words["unit"], words["title"], words["grade"], words["kind"])
        starts_at, ends_at = words["starts_at"], words["ends_at"]
        return actions.start_posting(words["person"], post, starts_at=starts_at, ends_at=ends_at, by=by, at=at)
