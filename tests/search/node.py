"""Runs scripts over the client's own files in Node."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

CLIENT = Path(__file__).parents[2] / "overrides/assets/zhengyou/search"
RUN = Path(__file__).parents[1] / "js" / "search_run.js"


def node(script: str, data: Any) -> Any:
    """What an asynchronous function's body makes of ``data``; it has ``zy``, the client, and ``open(folder)``."""
    program = shutil.which("node")
    assert program, "node is installed together with npm"
    text = (
        f"const {{ zy, open, read }} = require({json.dumps(str(RUN))});"
        "const data = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
        f"(async () => {{ {script} }})().then((made) => process.stdout.write(JSON.stringify(made)),"
        "(error) => { console.error(error); process.exit(1) })"
    )
    run = subprocess.run(
        [program, "-e", text], input=json.dumps(data), capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
