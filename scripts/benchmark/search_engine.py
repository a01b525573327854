"""What every search that is measured has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .corpora import Corpus
from .engines import Engine


@dataclass(frozen=True)
class Step:
    """Something that is timed once a round. ``run`` gives seconds."""

    name: str
    title: str
    run: Callable[[], float]


class SearchEngine(Engine):
    """One search over the pages of a corpus.

    ``kinds`` are the kinds of query it claims to take. ``prefixes`` begin the paths of what is
    sent for the search alone, ``scripts`` those of the programs that run for it.
    """

    kinds: frozenset[str]
    prefixes: tuple[str, ...]
    scripts: tuple[str, ...]

    @abstractmethod
    def prepare(self, corpus: Corpus, folder: Path) -> Corpus:
        """Whatever comes before the first round and is not timed; the corpus as the next engine should take it."""

    @abstractmethod
    def steps(self) -> Sequence[Step]:
        """What is timed, in this order, once a round."""

    @abstractmethod
    def root(self) -> Path:
        """The folder that is served, once every step has run."""

    @abstractmethod
    def parts(self) -> Mapping[str, Sequence[Path]]:
        """The files of its index, its programs left out: shards (of terms), texts and rest, or whole."""
