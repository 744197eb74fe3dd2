"""The task worker, for installations of one process: imports run beside the requests, in a thread."""

import logging
import threading

from django.db import connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between two looks for a task
RESTART_AFTER = 2.0  # seconds


class TaskWorker:
    """Runs background tasks until `stop`. When it fails it says so and starts again."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._worker = Worker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=LOOK_EVERY,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        """Take no further task. One that is still `busy` is given up when the process ends."""
        self._worker.running = False
        self._stopped.set()

    @property
    def busy(self) -> bool:
        """Whether a task runs."""
        return bool(self._worker.running_task)

    def _work(self) -> None:
        while not self._stopped.is_set():
            try:
                self._worker.run()
            except Exception:
                logger.exception("The task worker failed and starts again")
                connections.close_all()
                self._stopped.wait(RESTART_AFTER)
