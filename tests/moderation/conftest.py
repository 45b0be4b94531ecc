"""The wall, for every test of this folder."""

from tests.moderation.notes import wall

__all__ = ["wall"]
