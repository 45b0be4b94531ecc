"""Long lists a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.core.paginator import Page, Paginator

if TYPE_CHECKING:
    from django.core.paginator import _SupportsPagination as Rows
    from django.http import HttpRequest

Row = TypeVar("Row")


def page_asked(request: HttpRequest, rows: Rows[Row], rows_a_page: int) -> Page[Row]:
    """The page of rows that the address asks for (?page=2): the first or the last where there is no such page."""
    return Paginator(rows, rows_a_page).get_page(request.GET.get("page"))
