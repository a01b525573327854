"""Papers as PDF: tagged, in the layout of GB/T 9704-2012, the same bytes whenever they are made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from . import fonts, pictures, typesetting
from .made import Made, Picture
from .paper import Block, Compendium, Paper, Paragraph, Run, text_of
from .printable import clean

UNSHOWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BLANK = "〓"
# Characters looked for one by one before giving up on them.
MOST_UNSHOWN = 40


def of_paper(paper: Paper, picture: Picture) -> Made:
    """The PDF of one record. A block that the compiler fails on is there with its words only, which is said."""
    maker = _Maker(picture)
    data = maker.printed({"title": paper.title, "paper": maker.sound(paper, 1, "")})
    return Made(data, maker.said)


def of_compendium(compendium: Compendium, picture: Picture) -> Made:
    """The PDF of 材料汇编: cover, contents, parts, papers, index of units. What fails is there with its words only."""
    maker = _Maker(picture)
    papers = [paper for part in compendium.parts for paper in part.papers]
    papers += [paper for _, found in compendium.units for paper in found]
    unique = {typesetting.key(paper): paper for paper in papers}

    def whole(make: Callable[[Paper, int, str], typesetting.Data]) -> bytes:
        found = {key: make(paper, 2, f"paper-{n}") for n, (key, paper) in enumerate(unique.items())}
        data = typesetting.of_compendium(compendium, found)
        return maker.printed({"title": compendium.title, "compendium": data})

    try:
        data = whole(maker.data)
    except typst.TypstError:
        data = whole(maker.sound)
    return Made(data, maker.said)


class _Maker:
    """One PDF in the making: its pictures, and what has to be said on it."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.fonts = fonts.chosen()
        self.files: dict[str, bytes] = {"main.typ": _template()}
        self.pictures: dict[str, tuple[str, float] | None] = {}
        self.sentences: dict[str, None] = dict.fromkeys(self.fonts.said)

    @property
    def said(self) -> tuple[str, ...]:
        return tuple(self.sentences)

    def say(self, sentence: str) -> None:
        self.sentences[sentence] = None

    def data(self, paper: Paper, level: int, name: str) -> typesetting.Data:
        return typesetting.of_paper(paper, self.pictured, level, name)

    def sound(self, paper: Paper, level: int, name: str) -> typesetting.Data:
        """A paper's data on which the compiler does not fail: a block that it fails on gives its words only."""
        whole = self.data(paper, level, name)
        if self.holds(whole):
            return whole
        self.say(f"「{paper.title}」有的内容没能按版式排出来，只印了文字。")

        def tried(blocks: Iterable[Block]) -> tuple[Block, ...]:
            bare = replace(paper, lead=(), tail=(), unit="", reviewed="", address="")
            return tuple(
                block if self.holds(self.data(replace(bare, body=(block,)), level, name)) else _words(block)
                for block in blocks
            )

        mended = replace(paper, lead=tried(paper.lead), body=tried(paper.body), tail=tried(paper.tail))
        return self.data(mended, level, name)

    def holds(self, data: typesetting.Data) -> bool:
        try:
            self.compiled(self.source({"title": "", "paper": {**data, "level": 1}}), accessible=False)
        except typst.TypstError:
            return False
        return True

    def source(self, content: typesetting.Data) -> str:
        chains = {role: list(chain) or ["Libertinus Serif"] for role, chain in self.fonts.chains.items()}
        content = {**content, "title": typesetting.titled(content["title"])}
        return json.dumps({**content, "fonts": chains, "faint": sorted(self.fonts.faint)}, ensure_ascii=False)

    def printed(self, content: typesetting.Data) -> bytes:
        """The PDF, as PDF/UA-1 where that holds, else tagged all the same."""
        source = self.source(content)
        if not self.fonts.chinese:
            return self.compiled(source, accessible=False)
        try:
            return self.compiled(source, accessible=True)
        except typst.TypstError as error:
            missing = self.unshown(source) if UNSHOWN.search(str(error)) else ""
        if missing:
            named = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing)
            self.say(f"没有字体能显示这些字符，印作「{BLANK}」：{named}。")
            source = source.translate({ord(char): BLANK for char in missing})
            try:
                return self.compiled(source, accessible=True)
            except typst.TypstError:
                pass
        return self.compiled(source, accessible=False)

    def unshown(self, source: str) -> str:
        """The characters that are in no font: the compiler names one at a time."""
        left = sorted(set(source))
        missing = ""
        while len(missing) < MOST_UNSHOWN:
            probe = '#set document(title: [字])\n#set text(font: json("data.json").chain)\n#json("data.json").text'
            data = json.dumps({"chain": self.fonts.chains["仿宋"], "text": " ".join(left)}).encode()
            try:
                _compile({"main.typ": probe.encode(), "data.json": data}, accessible=True)
            except typst.TypstError as error:
                found = UNSHOWN.search(str(error))
                shown = ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else ""
                bad = [char for char in left if char in shown and not char.isspace()]
                if not bad:
                    break
                missing += "".join(bad)
                left = [char for char in left if char not in bad]
            else:
                break
        return missing

    def compiled(self, source: str, *, accessible: bool) -> bytes:
        return _compile({**self.files, "data.json": source.encode()}, accessible=accessible)

    def pictured(self, path: str) -> tuple[str, float] | None:
        """The name and width (mm) of a picture's file, None where it is missing or broken."""
        if path not in self.pictures:
            data = self.picture(path)
            readable = pictures.readable(data) if data else None
            if readable:
                name = f"picture-{len(self.files)}.{readable.kind}"
                self.files[name] = readable.data
                self.pictures[path] = name, readable.width
            else:
                self.pictures[path] = None
                self.say(f"图片 {clean(path)} {'打不开' if data else '找不到'}，只印了它的说明。")
        return self.pictures[path]


def _words(block: Block) -> Paragraph:
    return Paragraph((Run("\n".join(text_of(block))),))


@lru_cache(maxsize=1)
def _template() -> bytes:
    return Path(__file__).with_name("gbt9704.typ").read_bytes()


def _compile(files: dict[str, bytes], *, accessible: bool) -> bytes:
    # The compiler takes text from memory but pictures only from files.
    with TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        compiler = typst.Compiler(Path(folder) / "main.typ", root=folder, font_paths=fonts.installed())
        made = compiler.compile(format="pdf", pdf_standards="ua-1" if accessible else None)
    assert isinstance(made, bytes)
    return made
