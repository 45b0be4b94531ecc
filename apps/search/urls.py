from typing import Any

app_name = "search"
urlpatterns: list[Any] = []
