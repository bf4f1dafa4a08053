"""What a body is: its kind, its level, its place and the body above it.

Kinds and levels follow the Law on Organization of Local Government (2015, 2025), the Party's Statute (2011) and the
decrees on specialised agencies under provincial and district People's Committees (24/2014, 37/2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from govner.knowledge.positions.areas import BodyLevel, place_name


class BodyKind(StrEnum):
    """The branch of public life that a body belongs to."""

    PARTY = "party"
    COUNCIL = "people's council"
    COMMITTEE = "people's committee"
    FRONT = "front"
    UNION = "union"
    """Mass organisations and associations."""
    DEPARTMENT = "department"
    """Specialised agencies of the state, at any level below the ministry."""
    COURT = "court"
    """Courts and procuracies."""
    POLICE = "police"
    ARMY = "army"
    ENTERPRISE = "enterprise"
    """Companies, cooperatives, banks and funds."""
    SCHOOL = "school"
    PUBLIC_UNIT = "public unit"
    """Hospitals, centres, stations, institutes and other units of the public service."""
    PRESS = "press"
    ASSEMBLY = "assembly"
    """The National Assembly and its bodies."""
    GOVERNMENT = "government"
    """The Government, its ministries and agencies, the State President's office, embassies."""
    BOARD = "board"
    """Boards and councils set up for one task: steering committees, compensation councils."""
    LOCALITY = "locality"
    """An administrative unit itself, where the words name no body of it."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of a body's name, in canonical spelling.

    "Ban Tổ chức Huyện ủy Bắc Hà" is of `type` "Ban Tổ chức" with the `parent` of `type` "Huyện ủy" and `area` "Bắc Hà";
    "Sở Y tế" is of `type` "Sở" and `name` "Y tế". `levels` are all that the name leaves open, none where it says
    nothing. `type` is "" for a locality and for a body known by its name alone.
    """

    kind: BodyKind
    type: str = ""
    name: str = ""
    area: str = ""
    levels: frozenset[BodyLevel] = frozenset()
    parent: Body | None = None

    @property
    def level(self) -> BodyLevel | None:
        """The level, where the name leaves only one open."""
        return next(iter(self.levels)) if len(self.levels) == 1 else None

    @property
    def place(self) -> str | None:
        """The name of the place, without its type word, that the body or the one above it serves."""
        own = place_name(self.area) if self.area else None
        return own or (self.parent.place if self.parent else None)

    @property
    def canonical(self) -> str:
        """The name in full: abbreviations written out, one spelling and one case of each word."""
        parts = (self.type, self.name, self.area, self.parent.canonical if self.parent else "")
        return " ".join(part for part in parts if part)
