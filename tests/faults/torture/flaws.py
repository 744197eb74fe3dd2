"""Servers with one promise broken on purpose, to be found: `python -m tests.faults.torture.flaws FLAW COMMAND…`."""

import os
import runpy
import sys


def no_locks() -> None:
    """Two scans of one ticket, or for the last place in an area, do not wait for each other."""
    from checkin.services import scan_rows

    scan_rows.LOCK = scan_rows.AREA_LOCK = ""


def deaf_feed() -> None:
    """The feed hears hints only, and never looks by itself."""
    from consumers import watch

    watch.LOOK_EVERY = 3600.0


FLAWS = {"no_locks": no_locks, "deaf_feed": deaf_feed}


def main() -> None:
    flaw, *command = sys.argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    FLAWS[flaw]()
    if command[0] == "manage.py":
        from django.core.management import execute_from_command_line

        execute_from_command_line(command)
    else:  # its workers are forks of this process, flaw included
        sys.argv = command[1:]
        runpy.run_module("gunicorn", run_name="__main__")


if __name__ == "__main__":
    main()
