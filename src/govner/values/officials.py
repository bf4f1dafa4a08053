"""The officials of one document: each person once, with the positions that the relations give them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from govner.knowledge.positions import Body, BodyKind, Post, PostKind, parse_position, position_gloss
from govner.schema import Official, Position, Relation, Span
from govner.text.names import fold
from govner.text.normalize import normalize
from govner.text.sentences import Sentences
from govner.values.persons import persons
from govner.values.units import Place, Units

_COMMITTEES = frozenset({"Đảng ủy", "Đảng bộ", "Ban Thường vụ", "Thường vụ", "Ban Chấp hành", "Ủy ban Kiểm tra"})
_STATE = frozenset({BodyKind.COUNCIL, BodyKind.COMMITTEE})
_LAID_DOWN = re.compile(
    r"(?<!\w)(?:(?:thôi|miễn nhiệm|bãi nhiệm)(?: giữ| làm)?(?: các)?(?: chức vụ| chức danh| chức| nhiệm vụ)?"
    r"|(?:rời|từ|cách)(?: các)? (?:chức vụ|chức danh|chức|cương vị)) $",
    re.IGNORECASE,
)
_NEAR = 400
"""Characters from a title within which its evidence has the person and the body, too."""
_BEFORE_TITLE = 50
"""Characters before a title in which its being laid down is looked for."""


def officials(
    text: str, spans: Sequence[Span], relations: Sequence[Relation], units: Units | None = None
) -> tuple[Official, ...]:
    """The persons of a document in the order in which it names them, those without a position too.

    A person's positions follow the document, each title at each body once, with the sentence of the title as evidence
    and the administrative unit that the post's words name or, where they say its level alone, the one inferred from the
    text around them. A score is the weakest of those of the spans and relations that it rests on, None where none of
    them has a score. `units` are those of the document, found here where they are not given.

    Raises:
        KeyError: a relation names a span that is not given.
    """
    rows = _Rows(text, spans, relations, units or Units(text, spans))
    return tuple(rows.official(mentions) for mentions in persons(spans))


@dataclass(frozen=True, slots=True)
class _Held:
    """A post as one mention of a person has it, and what it rests on."""

    person: Span
    holds: Relation
    title: Span
    at: Relation | None
    body: Span | None

    @property
    def key(self) -> tuple[str, str]:
        return fold(self.title.text), fold(self.body.text) if self.body else ""

    @property
    def score(self) -> float | None:
        parts = (self.person, self.holds, self.title, self.at, self.body)
        return min((part.score for part in parts if part and part.score is not None), default=None)


class _Rows:
    """What the rows of one document are made of."""

    def __init__(self, text: str, spans: Iterable[Span], relations: Iterable[Relation], units: Units):
        self._text = text
        self._sentences = Sentences(text)
        self._units = units
        self._spans = {span.id: span for span in spans}
        self._tails: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        for relation in relations:
            self._tails[relation.head, relation.label].append(relation)

    def official(self, mentions: Sequence[Span]) -> Official:
        """The person of these mentions."""
        posts = [(post, breath) for mention in mentions for breath in [self._posts(mention)] for post in breath]
        posts.sort(key=lambda found: (found[0].title.start, found[0].title.end))
        same: dict[tuple[str, str], list[tuple[_Held, Sequence[_Held]]]] = defaultdict(list)
        for post, breath in posts:
            same[post.key].append((post, breath))
        at_a_body = {title for title, body in same if body}
        told = (held for (title, body), held in same.items() if body or title not in at_a_body)
        fullest = max(mentions, key=lambda mention: len(fold(mention.text).split()))
        ids = tuple(mention.id for mention in mentions)
        return Official(fullest.text, ids, tuple(self._position(held) for held in told))

    def _posts(self, person: Span) -> list[_Held]:
        """The posts of one mention."""
        found = []
        for holds in self._tails.get((person.id, "HOLDS_POSITION"), ()):
            title = self._spans[holds.tail]
            bodies = self._tails.get((title.id, "POSITION_AT"), ())
            found += [_Held(person, holds, title, at, self._spans[at.tail]) for at in bodies]
            if not bodies:
                found.append(_Held(person, holds, title, None, None))
        return found

    def _position(self, same: Sequence[tuple[_Held, Sequence[_Held]]]) -> Position:
        """The post of these mentions, each with the posts beside it; the first one tells the rest."""
        held, breath = same[0]
        title, body = held.title, held.body
        post = parse_position(title.text, body.text if body else None)
        if post and any(self._is_laid_down(other) for other, _ in same):
            post = replace(post, former=True)
        place = self._place(held, post, breath)
        return Position(
            title=title.text,
            title_id=title.id,
            body=body.text if body else None,
            body_id=body.id if body else None,
            evidence=self._text[slice(*self._evidence(held))],
            score=held.score,
            role=post.role if post else None,
            deputy=post is not None and post.deputy,
            acting=post is not None and post.acting,
            former=post is not None and post.former,
            standing=post is not None and post.standing,
            canonical=post.canonical if post else None,
            gloss=position_gloss(post) if post else None,
            place=place.unit.full_name if place else None,
            place_code=place.unit.id if place else None,
            inferred=place is not None and place.inferred,
            mentions=tuple(dict.fromkeys(other.title.id for other, _ in same)),
        )

    def _evidence(self, held: _Held) -> tuple[int, int]:
        """The sentence of a post; of one too long to be read, what is around its words and those beside them."""
        title = held.title
        opens, closes = self._sentences.at(title.start)
        near = range(max(opens, title.start - _NEAR), min(closes, title.end + _NEAR))
        parts = [title, *(part for part in (held.person, held.body) if part and part.start in near)]
        return self._sentences.around(min(part.start for part in parts), max(part.end for part in parts))

    def _is_laid_down(self, held: _Held) -> bool:
        """Whether the text says that a post is given up or taken away: "miễn nhiệm chức danh Chủ tịch"."""
        start = held.title.start
        return bool(_LAID_DOWN.search(normalize(self._text[max(0, start - _BEFORE_TITLE) : start]).text))

    def _place(self, held: _Held, post: Post | None, breath: Sequence[_Held]) -> Place | None:
        """The unit of a post; `breath` are the posts of the same mention."""
        if held.body and (unit := self._units.named(held.body)):
            return Place(unit)
        body = post.body if post else None
        if body and _is_party_committee(body):
            return self._beside_state(breath)
        return self._inferred(held, body, breath)

    def _inferred(self, held: _Held, body: Body | None, breath: Iterable[_Held]) -> Place | None:
        """The unit of a body whose words say its level alone."""
        beside = [unit for other in breath if other.body and (unit := self._units.named(other.body))]
        return self._units.infer(body, held.title.start, beside)

    def _beside_state(self, breath: Sequence[_Held]) -> Place | None:
        """The unit of a Party committee named without one: that of the state offices which the same breath names."""
        found = {place.unit for other in breath if (place := self._of_state(other, breath))}
        return Place(found.pop(), inferred=True) if len(found) == 1 else None

    def _of_state(self, held: _Held, breath: Sequence[_Held]) -> Place | None:
        """The unit of an office at a People's Council or Committee; None for other posts."""
        post = parse_position(held.title.text, held.body.text if held.body else None)
        if not post or not post.body or post.body.kind not in _STATE or post.kind is not PostKind.OFFICE:
            return None
        unit = self._units.named(held.body) if held.body else None
        return Place(unit) if unit else self._inferred(held, post.body, breath)


def _is_party_committee(body: Body) -> bool:
    """Whether a body is a Party committee that says neither its level nor its place: "Ban Thường vụ Đảng ủy"."""
    is_bare = body.type in _COMMITTEES and not (body.name or body.area or body.levels)
    return is_bare and (body.parent is None or _is_party_committee(body.parent))
