"""Addresses made from titles, within what django-wiki's tables hold: 50 plain characters, never only digits."""

import hashlib

from django.utils.text import slugify

LONGEST = 50


def slug_for(title: str) -> str:
    """The address for a title, such as 'fares-on-rural-buses'; one made from a digest when no letter survives."""
    slug = slugify(title).strip("-_")[:LONGEST].strip("-_")
    if not slug:
        return f"page-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    return f"page-{slug}"[:LONGEST] if slug.isdigit() else slug
