from typing import Any

app_name = "pages"
urlpatterns: list[Any] = []
