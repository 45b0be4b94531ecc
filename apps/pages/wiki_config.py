"""Django-wiki as an app: its tables, our URL table, and no migrations written into its package."""

from wiki.apps import WikiConfig as DjangoWikiConfig


class WikiConfig(DjangoWikiConfig):
    default = False
    default_auto_field = "django.db.models.AutoField"
    default_site = "apps.pages.wiki_urls.Site"
