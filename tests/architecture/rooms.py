"""The contract: the rooms of the project, floor by floor. A room knows those on the floors below it, and no other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """``modules``: names of modules and packages, those of the core by their names within it."""

    name: str
    holds: str
    modules: str
    core: bool = False
    # Rooms below that it has no business in all the same.
    strangers: tuple[str, ...] = ()

    @property
    def keys(self) -> list[str]:
        inside = "campaign." if self.core else ""
        return [one if one == "campaign" else inside + one for one in self.modules.split()]


FLOORS = (
    (Room("commands", "one module each; nobody imports one", "manage commands"),),
    (Room("benchmark", "what things cost, here and elsewhere", "benchmark"),),
    (
        Room("desk", "the editors' form in the browser", "desk", strangers=("exporting", "publishing")),
        Room("building", "a site from docs/, whole or not at all",
             "engine keeping new_site rounds site_exports site_folder staging", strangers=("importing",)),
    ),
    (
        Room("exporting", "pages on paper and in Word", "exporting"),
        Room("importing", "Word files to draft cases", "importing"),
        Room("publishing", "a built site to where its readers are", "publishing"),
    ),
    (
        Room("records on disk", "made, signed, cleaned and told of",
             "case_named cleaning corpus corpus_case corpus_words drafting given naming numbering questions recordfile "
             "register_text report signing way_back writing"),
        Room("machine", "processes, environment, preview server",
             "chromium environment locks preview surprise tarballs watching wheels workers"),
    ),
    (
        Room("hooks", "adapt the core to the engine's events",
             "check client content files fingerprints islands lean needed sanitise styles"),
    ),
    (Room("source", "the docs folder read, checked and made ready", "source"),),
    (Room("markup", "a page's text to HTML, and what HTML may hold", "markup"),),
    (Room("core: door", "what others ask for; all it puts out", "campaign output", core=True),),
    (Room("core: search", "the index that a browser loads in pieces", "search", core=True),),
    (Room("core: render", "pages, api/, feed and calendars as text", "render", core=True),),
    (
        Room("core: load", "files in, records and all diagnostics out", "load", core=True),
        Room("core: derive", "records linked into the site model", "derive", core=True),
        Room("core: forms", "a kind as template, schema, help and file", "choices describe jsonschema rewrite scaffold",
             core=True),
    ),
    (Room("core: rules", "one module per concern, a finding per fault", "exemptions rules wordlist", core=True),),
    (
        Room("core: reading", "a file named, split and typed by its kind", "files scalars validate", core=True),
        Room("core: model", "what follows from the records",
             "fingerprint grading lessons official progress register related site", core=True),
        Room("core: attachments", "what a file carries unseen", "attachments", core=True),
    ),
    (Room("core: records", "typed records, and what a build remembers", "memory records templates walk", core=True),),
    (
        Room("core: text", "front matter, Markdown, running text",
             "frontmatter includes limits markdown prose scan wording", core=True),
    ),
    (Room("core: kinds", "every field, declared once", "kinds schema values", core=True),),
    (Room("core: findings", "every code, once; how one is reported", "catalogue diagnostics findings", core=True),),
    (
        Room("core: words", "dates, names and characters", "anchors dates finder han recurrence slugs spoken_dates",
             core=True),
    ),
)  # fmt: skip

ROOMS = [room for floor in FLOORS for room in floor]
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
ROOM_OF = {key: room for room in ROOMS for key in room.keys}


def room_of(module: str) -> Room:
    """The room of a module. KeyError for one that has none yet."""
    first, *rest = module.split(".")
    return ROOM_OF[f"{first}.{rest[0]}" if first == "campaign" and rest else first]


def may_know(room: Room, other: Room) -> bool:
    return room is other or (FLOOR_OF[room] < FLOOR_OF[other] and other.name not in room.strangers)
