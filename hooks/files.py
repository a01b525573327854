"""MkDocs hook: which files a site has: what the core rendered, the files it publishes, and the theme's."""

from __future__ import annotations

from collections.abc import Iterator

from campaign import search_files
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from source.handover import Task, current


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """What the core rendered and what it publishes of the docs folder, nothing else of that; and the theme's files."""
    task = current()
    rendered, published = task.prepared.rendered, set(task.prepared.site.static_files)
    kept = [file for file in files if file.src_uri in published or file.src_dir != config.docs_dir]
    for path, address in task.prepared.pictures.items():
        kept += _renamed(files, path, address, task, config)
    for path in rendered.texts:
        if path.endswith(".md"):
            kept.append(_page(path, files, task, config))
        elif task.alone:
            kept.append(File.generated(config, path, content=rendered.texts[path]))
    if task.alone:
        for path, text in search_files(rendered.press):
            assert isinstance(text, str)
            kept.append(File.generated(config, path, content=text))
    return Files(kept)


def _renamed(files: Files, path: str, address: str, task: Task, config: MkDocsConfig) -> Iterator[File]:
    """Gives a picture the address that pages show it from; where it is attached, a second file has its own."""
    file = files.get_file_from_path(path)
    if file is None or file.abs_src_path is None:
        return
    file.dest_uri = address
    if task.prepared.site.linked_pictures[path]:
        attached = File.generated(config, f"{path}/attached", abs_src_path=file.abs_src_path)
        attached.dest_uri = path
        yield attached


def _page(path: str, files: Files, task: Task, config: MkDocsConfig) -> File:
    """A page, which is there for links to it even where it need not be built again."""
    file = files.get_file_from_path(path)
    if file is None:
        file = File.generated(config, path, content="")
        file.edit_uri = task.prepared.rendered.sources.get(path)
    file.is_modified = lambda: task.takes(path)  # type: ignore[method-assign]
    return file
