"""Coverage-guided fuzzing: `python -m tests.fuzz imports --seconds 300`, or one input again: `--again FILE`.

It wants atheris (`pip install atheris`), which is not among the locked packages. What is tried and what it found is in
docs/performance.md; what was found is kept as ordinary tests.
"""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

FOLDER = Path("var/fuzz")  # what was tried and led somewhere, and what broke something
LONGEST_INPUT = 4096  # bytes
SLOWEST = 10  # seconds for one input
TARGETS = {
    "imports": ("tests.fuzz.lists", ["checkin.services.importing", "checkin.services.formulas", "openpyxl"]),
    "scans": ("tests.fuzz.scans", ["checkin.api.scan_input", "checkin.services.codes"]),
    "wire": ("tests.fuzz.wire", ["consumers", "daphne", "twisted.web.http", "autobahn.websocket"]),
}


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    arguments.add_argument("target", choices=TARGETS)
    arguments.add_argument("--seconds", type=int, default=300)
    arguments.add_argument("--again", type=Path, help="feed it this file once, without atheris")
    asked = arguments.parse_args()
    _set_up_django()
    name, parts = TARGETS[asked.target]
    if asked.again:
        import_module(name).feed(asked.again.read_bytes())
        return 0
    try:
        import atheris
    except ImportError:
        print("Fuzzing wants atheris, which is not among the locked packages: pip install atheris")
        return 2
    with atheris.instrument_imports(include=parts, enable_loader_override=False):
        target = import_module(name)
    atheris.Setup([sys.argv[0], *_flags(asked.target, asked.seconds, target)], target.feed)
    atheris.Fuzz()  # ends the process
    return 0


def _set_up_django() -> None:
    """In a folder of its own: nothing here reads or writes the database."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    os.environ["VAR_DIR"] = str(FOLDER.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.conf import settings

    settings.LOGGING_CONFIG = None
    django.setup()


def _flags(name: str, seconds: int, target: ModuleType) -> list[str]:
    corpus, broken = FOLDER / name, FOLDER / f"{name}-broken"
    for folder in (corpus, broken):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    return [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_INPUT}",
        f"-timeout={SLOWEST}",
        f"-artifact_prefix={broken}/",
        "-rss_limit_mb=1500",
        "-print_final_stats=1",
        str(corpus),
    ]


if __name__ == "__main__":
    sys.exit(main())
