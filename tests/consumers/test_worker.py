"""The task worker inside `serve`: it survives what fails in it, and stops when it is told to."""

import threading

import pytest
from django_tasks_db.management.commands.db_worker import Worker

from consumers import worker
from consumers.worker import TaskWorker


def test_a_worker_that_fails_says_so_and_starts_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    runs: list[Worker] = []
    again = threading.Event()

    def run(self: Worker) -> None:
        runs.append(self)
        if len(runs) == 1:
            raise ZeroDivisionError
        again.set()
        while self.running:
            threading.Event().wait(0.01)

    monkeypatch.setattr(Worker, "run", run)
    monkeypatch.setattr(worker, "RESTART_AFTER", 0.01)
    task_worker = TaskWorker()
    task_worker.start()
    assert again.wait(5)
    assert "The task worker failed and starts again" in caplog.text
    assert not task_worker.busy
    task_worker.stop()
    task_worker.thread.join(5)
    assert not task_worker.thread.is_alive()
    assert len(runs) == 2
