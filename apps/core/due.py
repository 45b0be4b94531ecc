"""What falls due by itself, whoever is signed in: each app adds its own."""

from collections.abc import Callable
from datetime import datetime

# What is due at a moment is found and done, each thing in a transaction of its own, and counted.
Duty = Callable[[datetime], int]

# In the order they are done in: apps fill it in AppConfig.ready(), the lowest floors first. The names are what the
# command says before the number.
DUTIES: dict[str, Duty] = {}
