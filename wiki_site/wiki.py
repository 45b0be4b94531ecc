"""What django-wiki is told: its tables are ours to write, and nothing of its own is served."""


def nobody(_article: object, _user: object) -> bool:
    """Django-wiki's own permission hooks are closed: Page.objects.visible_to alone decides who may read."""
    return False


WIKI_ACCOUNT_HANDLING = False
WIKI_ANONYMOUS = False
WIKI_ANONYMOUS_WRITE = False
WIKI_EDITOR = "wiki.editors.base.BaseEditor"
WIKI_USE_BOOTSTRAP_SELECT_WIDGET = False
WIKI_CAN_READ = WIKI_CAN_WRITE = WIKI_CAN_DELETE = nobody
WIKI_CAN_MODERATE = WIKI_CAN_ASSIGN = WIKI_CAN_ADMIN = nobody
WIKI_CAN_CHANGE_PERMISSIONS = WIKI_ASSIGN_OWNER = nobody
# None of its templates is reachable, so sekizai's context processor would only slow every page.
SILENCED_SYSTEM_CHECKS = ["wiki.E009"]
