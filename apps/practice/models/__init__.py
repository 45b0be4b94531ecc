"""Best practice: what teams did, who else uses it, and what people ask."""

from apps.practice.models.adoptions import Adoption, AdoptionReport, Doubt
from apps.practice.models.gathering import Collection, CollectionItem, DigestReader
from apps.practice.models.practices import Filing, Practice, Profession, Topic
from apps.practice.models.questions import Answer, AnswerRevision, Question, Thanks

__all__ = [
    "Adoption",
    "AdoptionReport",
    "Answer",
    "AnswerRevision",
    "Collection",
    "CollectionItem",
    "DigestReader",
    "Doubt",
    "Filing",
    "Practice",
    "Profession",
    "Question",
    "Thanks",
    "Topic",
]
