"""How Chinese is read aloud, for those who type pinyin and for homophones typed by mistake.

Readings are without tones, ü written v, as input methods take them. Which readings of a
character count, and how two characters sound together, comes from pypinyin's dictionaries.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise, product

from .postings import coded
from .terms import HAN

_SYLLABLE = re.compile(r"[a-z]*[aeiouv][a-z]*")
_RUNS = re.compile(f"[{HAN}]{{2,}}")
_HAN = re.compile(f"[{HAN}]{{1,2}}")
# A reading that a character has in fewer of its phrases than this is no guess worth making.
_RARE = 0.05
_LONGEST_NAME = 24
# A character read in another than its usual way is meant so many times less often.
_UNUSUAL = 16
# How many names are kept for the same initials, and where those stand that are not important.
_NAMES, _LAST = 8, 99
# How many doubles are kept for two first letters.
_BEGUN = 48


@cache
def _phrases() -> Mapping[str, list[list[str]]]:
    """Phrase → the readings of each of its characters."""
    # Here and below: the dictionaries take long to load, and only an index that changes needs them.
    from pypinyin.phrases_dict import phrases_dict

    found: Mapping[str, list[list[str]]] = phrases_dict
    return found


@cache
def plain(reading: str) -> str:
    """A reading without its tone: ``lǜ`` → ``lv``; empty for what is no syllable, such as ``ń``."""
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    text = "".join(letter for letter in letters if letter.isascii())
    return text if _SYLLABLE.fullmatch(text) else ""


@cache
def _uses() -> dict[str, list[str]]:
    """Character → its reading in each phrase that has it."""
    uses: dict[str, list[str]] = defaultdict(list)
    for phrase, readings in _phrases().items():
        if len(phrase) == len(readings):
            for letter, choices in zip(phrase, readings, strict=True):
                uses[letter].append(choices[0])
    return uses


@cache
def readings(letter: str) -> tuple[str, ...]:
    """The usual readings of one character, the commonest first; empty if it has none."""
    from pypinyin.pinyin_dict import pinyin_dict

    known = dict.fromkeys(filter(None, map(plain, pinyin_dict.get(ord(letter), "").split(","))))
    if len(known) < 2:
        return tuple(known)
    uses = Counter(map(plain, _uses().get(letter, ())))
    total = sum(uses.values())
    if not total:
        return tuple(known)[:1]
    kept = [one for one in known if uses[one] >= _RARE * total]
    return tuple(sorted(kept, key=lambda one: -uses[one]))


@cache
def _pair(first: str, second: str) -> tuple[tuple[str, str], ...]:
    """How two characters in a row may sound, the likeliest first."""
    known = _phrases().get(first + second)
    if known and len(known) == 2:
        return ((plain(known[0][0]), plain(known[1][0])),)
    return tuple(product(readings(first), readings(second)))


def initials(name: str) -> str:
    """The first letters of a run of Han, ``创先争优`` → ``cxzy``; empty where a character cannot be read."""
    letters = [readings(letter) for letter in name]
    if not all(letters):
        return ""
    best = [choices[0] for choices in letters]
    for place, two in enumerate(pairwise(name)):
        if two[0] + two[1] in _phrases():
            best[place : place + 2] = _pair(*two)[0]
    return "".join(one[:1] for one in best)


def sound_entries(frequencies: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """(``chuang'xian``, ``创先<documents>…``) for all single and double Han of a vocabulary, the commonest first.

    Under ``^cx`` stand the commonest of all doubles that begin with these letters.
    """
    heard: dict[str, list[tuple[int, str]]] = defaultdict(list)
    begun: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for term, documents in frequencies.items():
        if not _HAN.fullmatch(term):
            continue
        sounds = readings(term) if len(term) == 1 else map("'".join, _pair(*term))
        for place, sound in enumerate(sounds):
            heard[sound].append((-(documents if not place else max(1, documents // _UNUSUAL)), term))
            if not place and len(term) == 2:
                first, second = sound.split("'")
                begun[f"^{first[:1]}{second[:1]}"].append((-documents, term))
    for letters, found in begun.items():
        heard[letters] = sorted(found)[:_BEGUN]
    for sound, found in heard.items():
        yield sound, "".join(f"{term}{coded(-less)}" for less, term in sorted(found))


def name_entries(important: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(initials, up to eight names, comma between): every end of what is important, the whole of the rest."""
    ranked: dict[str, int] = {}
    for text in important:
        for name in names_in(text):
            for start in range(len(name) - 1):
                ranked.setdefault(name[start:], start + 1)
            ranked[name] = 0
    for text in others:
        for name in names_in(text):
            ranked.setdefault(name, _LAST)
    keyed: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for name, rank in ranked.items():
        keyed[initials(name)].append((rank, len(name), name))
    keyed.pop("", None)
    for key, names in keyed.items():
        yield key, ",".join(name for _, _, name in sorted(names)[:_NAMES])


def names_in(text: str) -> list[str]:
    """The runs of Han in a folded text that can be called by their initials, two characters to 24 of each."""
    return [run[:_LONGEST_NAME] for run in _RUNS.findall(text)]


def reading_table(vocabulary: Iterable[str]) -> dict[str, str]:
    """Syllable → the characters read so, for common characters and those of a vocabulary."""
    letters = {chr(code) for code in range(0x4E00, 0x9FA6) if _is_common(chr(code))} | set(vocabulary)
    table: dict[str, list[str]] = defaultdict(list)
    for letter in sorted(letters):
        for reading in readings(letter):
            table[reading].append(letter)
    return {reading: "".join(found) for reading, found in sorted(table.items())}


def _is_common(letter: str) -> bool:
    """Whether the national standard GB 2312 has it."""
    return bool(letter.encode("gb2312", "ignore"))
