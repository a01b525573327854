"""The program that converts one file in a folder of its own: ``source`` in, ``answer.json`` and pictures out.

Run by ``converter`` alone, as ``python -I conversion_child.py``, in that folder. It limits itself before it opens the
file. Its exit status says only whether there is an answer.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
from pathlib import Path

# Pillow unpacks 50 million pixels twice, 400 MB; the rest is the text's trees.
MEMORY = 1024 * 1024 * 1024
SECONDS = 60
# The largest file it may write: a picture, or the whole text.
FILE = 32 * 1024 * 1024
SOURCE, ANSWER = "source", "answer.json"
# Deep tables go through many functions; the thread's stack is made to match.
DEPTH, STACK = 20_000, 128 * 1024 * 1024
TOO_DEEP = "文件的内容层层嵌套得太深，没有读取。请把正文复制到一个新建的文档里再试。"
TOO_LARGE = "文件太大或太复杂，内存不够，没有读取。请压缩图片、只留要入库的正文，另存后再试。"


def answer(data: bytes, folder: Path) -> dict[str, object]:
    """What is to be told of a file, its pictures written beside: ``refusal``, or else the fields of its Reading.

    ``pictures`` are name, width and height of each, in pixels.
    """
    from importing.reading import Refusal
    from importing.word.conversion import convert

    try:
        converted = convert(data)
        for name, picture in converted.pictures.items():
            (folder / name).write_bytes(picture.data)
    except Refusal as refusal:
        return {"refusal": str(refusal)}
    except RecursionError:
        return {"refusal": TOO_DEEP}
    except (MemoryError, SystemError):  # the latter from C code that found no memory even for the error
        return {"refusal": TOO_LARGE}
    return {
        "html": converted.html,
        "pictures": [[name, made.width, made.height] for name, made in converted.pictures.items()],
        "notes": converted.notes,
        "left_out": converted.left_out,
        "embedded": converted.embedded,
    }


def main() -> None:
    """Reads the file in this folder, and writes the answer beside it."""
    folder = Path.cwd()
    given = answer((folder / SOURCE).read_bytes(), folder)
    (folder / ANSWER).write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    root = Path(__file__).resolve().parents[2]
    sys.path[:0] = [str(root / "scripts"), str(root / "hooks")]
    from importing.limits import limit

    limit(MEMORY, SECONDS, FILE)
    gc.disable()  # it builds trees and ends; to look through them for garbage takes a third of the time
    sys.setrecursionlimit(DEPTH)
    threading.stack_size(STACK)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
