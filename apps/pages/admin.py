"""The admin shows none of django-wiki's tables, nor the site they hang on.

It would write published text past the one locked door, without a clearance or a record, and show it to administrators
whom no audience includes.
"""

import django.contrib.sites.admin
import wiki.admin  # noqa: F401 - both register theirs here, whichever app comes first
from django.contrib import admin
from django.contrib.sites.models import Site
from wiki.models import Article, ArticleRevision, URLPath

admin.site.unregister([Article, ArticleRevision, URLPath, Site])
