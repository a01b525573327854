"""A deployment from nothing, where there is no network: installed, built, published, read, added to, rolled back."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from ..conftest import ROOT
from . import isolation


@pytest.mark.slow
def test_the_guides_lead_from_an_empty_folder_to_a_site_and_back(wheelhouse: Path, tmp_path: Path) -> None:
    refused = isolation.refusal()
    if refused:
        warnings.warn(f"no network namespace here ({refused}): the network was only closed to programs", stacklevel=1)
    command = [sys.executable, "-m", "tests.rehearsal.rehearsal", str(wheelhouse), str(tmp_path)]
    run = subprocess.run(
        command if refused else [*isolation.UNSHARE, *command, "--namespace"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(("hooks", "scripts")), "PYTHONUTF8": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout
