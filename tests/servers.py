"""Servers that tests start on folders of their own, and end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody answers at a port; a minute at most."""
    latest = time.monotonic() + 60
    while time.monotonic() < latest:
        assert process.poll() is None, "the server has gone"
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody answers at port {port}")


class Postgres:
    """A PostgreSQL server; as root it runs as `postgres`, for it refuses to run as root."""

    def __init__(self, folder: Path) -> None:
        found = [*_on_the_path("initdb"), *sorted(Path("/usr/lib/postgresql").glob("*/bin"))]
        if not found:
            pytest.skip("no PostgreSQL server is installed: apt-get install postgresql")
        self.bin, self.data = found[-1], Path(f"/tmp/sourceline-{os.getpid()}-{folder.name}")  # noqa: S108
        self.data.mkdir(mode=0o700)
        self.user: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres")
            self.user = ["runuser", "-u", "postgres", "--"]
        self.port = free_port()
        self._run("initdb", "-D", self.data / "db", "-U", "tester", "--auth=trust", "-E", "UTF8",
                  "--locale=C.UTF-8")  # fmt: skip
        settings = ["-p", self.port, "-k", self.data, "-h", "127.0.0.1", "-c", "fsync=off"]
        command = [*self.user, self.bin / "postgres", "-D", self.data / "db", *settings]
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            cwd=self.data,
        )  # fmt: skip
        wait_for(self.port, self.process)
        self.names = iter(f"set{number}" for number in range(99))

    def _run(self, *command: object) -> None:
        whole = [*self.user, self.bin / str(command[0]), *command[1:]]
        subprocess.run([str(part) for part in whole], check=True, capture_output=True,
                       cwd=self.data)  # fmt: skip

    def database(self) -> str:
        """The address of a new database."""
        import psycopg  # noqa: PLC0415 - an extra

        name, server = next(self.names), f"postgres://tester@127.0.0.1:{self.port}"
        latest = time.monotonic() + 60
        while True:
            try:
                with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {name}".encode())
            except psycopg.OperationalError:  # it answers before it is ready
                if time.monotonic() > latest:
                    raise
                time.sleep(0.1)
            else:
                return f"{server}/{name}"

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(30)
        shutil.rmtree(self.data, ignore_errors=True)


def _on_the_path(program: str) -> list[Path]:
    found = shutil.which(program)
    return [Path(found).parent] if found else []


class Cluster:
    """A Spark master and one worker, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        if not shutil.which("java"):
            pytest.skip("Spark needs Java, which is not installed")
        import pyspark  # noqa: PLC0415 - an extra

        self.home = Path(pyspark.__file__).parent
        self.folder = folder
        port = free_port()
        self.url = f"spark://127.0.0.1:{port}"
        self.processes = [self._start("master.Master", "-h", "127.0.0.1", "-p", str(port))]
        wait_for(port, self.processes[0])
        work = ("-c", "2", "-m", "1g", "-d", str(folder / "spark"), "-h", "127.0.0.1", self.url)
        self.processes.append(self._start("worker.Worker", *work))

    def _start(self, name: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{name}",
                   *arguments, "--webui-port", "0"]  # fmt: skip
        return subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}, start_new_session=True,
        )  # fmt: skip

    def close(self) -> None:
        for process in reversed(self.processes):
            process.terminate()
            process.wait(30)
