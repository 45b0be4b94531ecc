pytest_plugins = ["tests.cast", "tests.stories"]
