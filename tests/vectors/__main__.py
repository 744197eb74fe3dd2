"""Write the files of cases that lie beside this one: `python -m tests.vectors`, part of `make schema`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from tests.vectors.files import FOLDER, files  # noqa: E402 - reads models, which want Django set up

for name, text in files().items():
    (FOLDER / name).write_text(text, encoding="utf-8")
