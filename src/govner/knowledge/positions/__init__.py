"""Posts and the bodies at which they are held: their words in, their parts, full forms and English glosses out."""

from govner.knowledge.positions.abbreviations import abbreviate, expand
from govner.knowledge.positions.areas import BodyLevel
from govner.knowledge.positions.bodies import Body, BodyKind
from govner.knowledge.positions.body_grammar import parse_body
from govner.knowledge.positions.glosses import body_gloss, position_gloss
from govner.knowledge.positions.offices import has_office
from govner.knowledge.positions.post_grammar import parse_position, parse_positions
from govner.knowledge.positions.posts import Post
from govner.knowledge.positions.roles import PostKind

__all__ = [
    "Body",
    "BodyKind",
    "BodyLevel",
    "Post",
    "PostKind",
    "abbreviate",
    "body_gloss",
    "expand",
    "has_office",
    "parse_body",
    "parse_position",
    "parse_positions",
    "position_gloss",
]
