"""Put code and templates in the house format."""

from __future__ import annotations

import subprocess
import sys

from scripts.check import DJADE, HERE, ROOT, templates


def main() -> None:
    """Run each formatter over everything; end with 1 if any of them met something it could not mend."""
    commands = [
        [*HERE, "ruff", "check", "--fix", "--quiet", "."],
        [*HERE, "ruff", "format", "--quiet", "."],
        [*DJADE, *templates()],
        [*HERE, "djhtml", "--tabwidth", "2", *templates()],
    ]
    codes = [subprocess.run(command, check=False, cwd=ROOT).returncode for command in commands]
    # Djade and djhtml answer 1 when they changed a file.
    sys.exit(codes[0] or codes[1])


if __name__ == "__main__":
    main()
