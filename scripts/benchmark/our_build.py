"""This site's own build."""

from __future__ import annotations

from . import ours
from .builder import Builder
from .process import Cost


class OurBuild(Builder):
    """``manage.py build``, with what it keeps from one build to the next."""

    name = "ours"
    quick = True
    title = "本站"
    note = ""
    does = "检查全部记录，生成案例、标准、单位等页和它们之间的往来链接、各种目录页、时间线、数据接口和站内检索的索引。"
    key = "/"
    driver = ours.DRIVER

    def missing(self) -> str:
        """Empty: ours is always there."""
        return ""

    def forget(self) -> None:
        """Takes away the site, and what the last build kept for the next."""
        super().forget()
        self.leave()

    def leave(self) -> None:
        """Takes away what builds kept, which lies with the project."""
        ours.forget(self.site)

    def _build(self, *, cold: bool) -> Cost:
        return ours.build(self.docs, self.site, full=cold)
