"""The project on a bare machine: a copy of it in an empty folder, and its commands as the guides write them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = "内网"


class Deployment:
    """Lives in ``folder``; its commands get ``environment`` and next to nothing of this process's own."""

    def __init__(self, folder: Path, wheels: Path, environment: dict[str, str]) -> None:
        self.project, self.www, self.wheels = folder / "zhengyou", folder / "www", wheels
        home = folder / "home"
        home.mkdir()
        # The interpreter that environments are made from here, without the packages of the one that runs the tests.
        path = f"{sys.base_prefix}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
        self._environment = {"PATH": path, "HOME": str(home), "PIP_CONFIG_FILE": "/dev/null", **environment}

    def copy(self) -> None:
        """What git would keep of the work tree, as it is now; no repository, no environment, nothing built."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        for path in filter(None, listed.stdout.split("\0")):
            if (ROOT / path).exists():
                (self.project / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / path, self.project / path)

    def manage(self, *words: object, says: str, status: int = 0) -> str:
        """What the command said, which must be ``says`` among other things, and its exit status as expected."""
        typed = ["python3", "scripts/manage.py", *map(str, words)]
        run = subprocess.run(
            typed,
            cwd=self.project,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        said = run.stdout + run.stderr
        told = f"{' '.join(typed)} → {run.returncode}\n{said}"
        print(told, flush=True)
        assert run.returncode == status, f"{words}: {status} was expected"
        assert says in said, f"{words}: nothing was said of {says!r}"
        assert "Traceback" not in said, words
        return said

    def configuration(self, port: int) -> str:
        """What goes into nginx, and before it the target into publish.yml."""
        (self.project / "publish.yml").write_text(
            f"{TARGET}:\n  to: file:{self.www}\n  url: http://127.0.0.1:{port}/party/\n", encoding="utf-8"
        )
        self.manage("webserver", "nginx", TARGET, "-o", "zhengyou.conf", "--wheelhouse", self.wheels, says="已写到")
        made = (self.project / "zhengyou.conf").read_text(encoding="utf-8")
        # The port is held already, by who starts nginx, on loopback.
        assert f"listen {port};" in made
        return made.replace(f"listen {port};", f"listen 127.0.0.1:{port};")

    def whole(self) -> str:
        """The list of the files that readers get, each of which was held against it as the list is meant to be used."""
        current = self.www / "current"
        sums = current / ".release/SHA256SUMS"
        subprocess.run(["sha256sum", "--check", "--strict", "--quiet", str(sums)], cwd=current, check=True)
        return sums.read_text(encoding="utf-8")
