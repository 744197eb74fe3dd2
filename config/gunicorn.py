"""How gunicorn serves the REST side and the pages; the sockets are `manage.py serve`'s."""

import os

bind = f"{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 4)  # each holds one database connection
timeout = 30  # seconds; Postgres ends a statement after 5
graceful_timeout = 20  # seconds for requests in flight on SIGTERM
keepalive = 75  # seconds, longer than a proxy keeps its end of an idle connection
control_socket_disable = True  # it would want a writable home
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - heartbeats, never a slow disk
