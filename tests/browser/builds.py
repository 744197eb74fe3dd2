"""What a deployment puts in place: a copy of the built pages in which every file has another name and content."""

import base64
import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

NAMED_BY_CONTENT = re.compile(r"-([\w-]{8})(\.(?:js|css|wasm))$")
SHELLS = {"/d/": "door.html", "/k/": "kiosk.html"}
MARK = '<meta name="next-build">'


def make_next_build(dist: Path, target: Path) -> Path:
    """Copy `dist` as if it had been built again from other sources. Its shells are marked."""
    shutil.copytree(dist, target, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    renamed = _rename(target / "assets")
    for path in target.rglob("*"):
        if path.suffix in {".html", ".js", ".css"} and path.name != "sw.js":
            path.write_text(
                _replace(path.read_text(), renamed) + ("" if path.suffix == ".html" else "/* next */")
            )
    for name in SHELLS.values():
        shell = target / name
        shell.write_text(shell.read_text().replace("<title>", f"{MARK}<title>"))
    build, rest = read_worker(target)
    listed = [_replace(address, renamed) for address, _ in build["files"]]
    files = [[address, _hash(target / SHELLS.get(address, address[1:]))] for address in listed]
    write_worker(target, {"id": "next", "files": files}, rest)
    return target


def read_worker(dist: Path) -> tuple[dict[str, Any], str]:
    """What the service worker of a build says of it, and the rest of its text."""
    head, rest = (dist / "sw.js").read_text().split(";\n", 1)
    return json.loads(head.removeprefix("const HEADCOUNT_BUILD=")), rest


def write_worker(dist: Path, build: dict[str, Any], rest: str) -> None:
    (dist / "sw.js").write_text(f"const HEADCOUNT_BUILD={json.dumps(build)};\n{rest}")


def _rename(assets: Path) -> dict[str, str]:
    renamed = {}
    for path in assets.iterdir():
        other = NAMED_BY_CONTENT.sub(lambda found: f"-{found[1][::-1]}{found[2]}", path.name)
        path.rename(path.with_name(other))
        renamed[path.name] = other
    return renamed


def _replace(text: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        text = text.replace(old, new)
    return text


def _hash(path: Path) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(path.read_bytes()).digest()).decode()}"
