"""Who is who, in which unit, at which grade, since when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from apps.core.clock import now
from apps.people.choices import KIND_WORDS, Breadth, Nation, PostingKind


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create a person; without a password they sign in by e-mail code or single sign-on only."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Create someone who may manage people and settings; it lets them read, write and clear nothing."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do comes from the postings they hold now."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=150)
    is_active = models.BooleanField("may sign in", default=True)
    is_staff = models.BooleanField("may use the admin", default=False)
    joined_at = models.DateTimeField(default=now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = PersonManager()

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_per_address"),)
        indexes = (models.Index(Lower("name"), name="person_called"),)
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return self.name

    @cached_property
    def reach(self) -> frozenset[int]:
        """Ids of every unit they are posted in at this moment and of all units above those.

        Whoever asks a second time on the same object, as one web request does, gets the same answer; an action
        that must not be out of date asks `reach_at`.
        """
        return self.reach_at(now())

    def reach_at(self, at: datetime) -> frozenset[int]:
        """As `reach`, for one moment, read afresh."""
        if not self.is_active:
            return frozenset()
        paths = Posting.objects.held_at(at).filter(person_id=self.pk).values_list("unit__path", flat=True)
        return ids_along(paths)

    def post_at(self, at: datetime) -> str:
        """The most senior post they hold at that moment, in words; empty when they hold none."""
        held = self._senior_at(at)
        return str(held) if held else ""

    def role_at(self, at: datetime) -> str:
        """As `post_at`, without its grade: for talk, in which grade does not count."""
        held = self._senior_at(at)
        return held.role if held else ""

    def _senior_at(self, at: datetime) -> "Posting | None":
        if at not in self._posts:
            held = Posting.objects.held_at(at).filter(person_id=self.pk).select_related("unit", "grade")
            self._posts[at] = held.order_by(F("grade__rank").desc(nulls_last=True), "pk").first()
        return self._posts[at]

    @cached_property
    def _posts(self) -> dict[datetime, "Posting | None"]:
        """The posts of moments that were asked for, which one act may do for several of its records."""
        return {}


def ids_along(paths: Iterable[str]) -> frozenset[int]:
    """Ids of every unit on these paths from the top."""
    return frozenset(int(pk) for path in paths for pk in path.strip("/").split("/"))


class UnitKind(models.Model):
    """A kind of unit, such as department or directorate: data, as every department has its own words."""

    name = models.CharField(max_length=60, unique=True)
    breadth = models.PositiveSmallIntegerField(choices=Breadth.choices)

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    def within(self, unit: "Unit") -> "UnitQuerySet":
        """The unit itself and every unit below it."""
        return self.filter(path__startswith=unit.path)


class Unit(models.Model):
    """A node of the organisation tree. `path` holds the ids from the top, as '/1/4/9/'."""

    name = models.CharField(max_length=120)
    kind = models.ForeignKey(UnitKind, on_delete=models.PROTECT)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=400, unique=True, editable=False)
    nation = models.CharField(
        max_length=20,
        choices=Nation.choices,
        blank=True,
        help_text="Whose bank holidays it keeps; as the unit above it when empty.",
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["parent", "name"], name="unit_name_once_under_parent"),)

    def __str__(self) -> str:
        return self.name

    def breadths(self) -> set[int]:
        """How wide this unit and those above it are: the audiences that text of this unit can be for."""
        ids = [int(pk) for pk in self.path.strip("/").split("/")]
        return set(Unit.objects.filter(pk__in=ids).values_list("kind__breadth", flat=True))

    def keeps_holidays_of(self) -> Nation:
        """The nation set on this unit or on the nearest above it; England and Wales where none is."""
        ids = [int(pk) for pk in self.path.strip("/").split("/")]
        nearest = max(Unit.objects.filter(pk__in=ids).exclude(nation=""), key=lambda unit: len(unit.path), default=None)
        return Nation(nearest.nation) if nearest else Nation.ENGLAND_AND_WALES

    def spanning(self, breadth: int) -> "Unit":
        """The nearest unit, this one or one above, that spans at least `breadth`; the topmost if none does."""
        ids = [int(pk) for pk in self.path.strip("/").split("/")]
        above = Unit.objects.filter(pk__in=ids).select_related("kind").order_by("path")
        nearest_first = sorted(above, key=lambda unit: len(unit.path), reverse=True)
        return next((unit for unit in nearest_first if unit.kind.breadth >= breadth), nearest_first[-1])


class Grade(models.Model):
    """A rung of the ladder. A greater rank outranks a lesser; codes and rungs differ between departments."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(help_text="A greater number outranks a lesser.")

    class Meta:
        ordering = ("rank",)

    def __str__(self) -> str:
        return self.code


class PostingQuerySet(models.QuerySet["Posting"]):
    def held_at(self, at: datetime) -> "PostingQuerySet":
        """Postings in force at that moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def within(self, unit: Unit) -> "PostingQuerySet":
        """Postings in the unit or in any below it."""
        return self.filter(unit__path__startswith=unit.path)

    def at_least(self, rank: int) -> "PostingQuerySet":
        """Postings graded at this rank or above; a post without a grade has no rank."""
        return self.filter(grade__rank__gte=rank)


class Posting(models.Model):
    """A grade and title held in a unit, from a moment, until a moment or until further notice."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="postings")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    grade = models.ForeignKey(Grade, null=True, blank=True, on_delete=models.PROTECT, related_name="postings")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=PostingKind.choices, default=PostingKind.SUBSTANTIVE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="posting_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
        )
        indexes = (models.Index(fields=["person", "starts_at", "ends_at"], name="posting_of_person"),)

    def __str__(self) -> str:
        return self._in_words(f" ({self.grade})" if self.grade else "")

    @property
    def role(self) -> str:
        """The post in words, without its grade."""
        return self._in_words("")

    def _in_words(self, grade: str) -> str:
        held = KIND_WORDS.get(PostingKind(self.kind), "")
        return ", ".join(filter(None, [f"{self.title}{grade}", str(self.unit), held]))

    def is_held_at(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)
