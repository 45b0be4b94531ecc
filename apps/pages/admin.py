"""The admin shows none of django-wiki's tables, nor the site they hang on.

It would write published text past the one locked door, without a clearance or a record, and show it to administrators
whom no audience includes.
"""

import django.contrib.sites.admin  # noqa: F401 - registers what is taken away below, whichever app comes first
import wiki.admin  # noqa: F401 - the same
from django.contrib import admin
from django.contrib.sites.models import Site
from wiki.models import Article, ArticleRevision, URLPath

admin.site.unregister([Article, ArticleRevision, URLPath, Site])
