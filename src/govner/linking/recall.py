"""Who holds a post that stands alone: the person who holds the same one where it is named with him.

"Phó Bí thư hỏi thêm" goes back to "Phó Bí thư Thường trực Huyện ủy Hà Văn Lự". Two posts are the same when their roles
are and the words for their place are, or when one of them says less of it.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from govner.linking.layout import Layout, Mention, nearest
from govner.linking.posts import CROWD, Holder, Holders, Post

_VACANT = re.compile(
    rf"(?<!\w)(?:{CROWD}|chức vụ|chức danh|chức|ứng cử|bầu|làm|bổ nhiệm|mô hình|vị trí|ngay cả|hoặc)"
    r"(?: đồng chí| tân| chức danh)? $"
)
_OF_MANY = re.compile(r"(?: ubnd| hđnd)? (?:các|một số|nhiều)(?!\w)")
_ROLE = re.compile(r"(?P<role>.+?)(?P<level>(?: (?:tỉnh|thành phố|tp|huyện|quận|thị xã|xã|phường|thị trấn))?)$")
_SAME_BODY = {
    "ủy ban nhân dân": "",
    "ubnd": "",
    "hội đồng nhân dân": "hđnd",
    "tp.": "thành phố ",
    "tp ": "thành phố ",
    "tỉnh ủy": "tỉnh",
    "thành ủy": "thành phố",
    "huyện ủy": "huyện",
    "quận ủy": "quận",
    "thị ủy": "thị xã",
}
"""What a body's name may leave out or spell otherwise: "Chủ tịch xã" is the chair of its UBND."""
_PARTY = re.compile(r"(?<!\w)(?:đảng ủy|ban chấp hành|đảng bộ)(?!\w)")
_COUNCILS = frozenset({"hđnd", "mttq", "mặt", "hội"})
"""Words in the name of a body with a chair of its own who is not the head of government."""
_LOOK = 40
"""Posts of one role before and behind a post alone that may be the same with more or fewer words for its place."""

_Office = tuple[str, frozenset[str]]
"""A role and the words that say where."""


def recalled(layout: Layout, posts: Sequence[Post], holders: Holders) -> Holders:
    """For the posts that stand alone, the holder of the same post who is named nearest."""
    named = [post for post in posts if len(holders.get(post.title.index, ())) == 1]
    offices = _Offices(named)
    found: Holders = {}
    for post in posts:
        if post.title.index not in holders and not _is_vacant(layout, post.title):
            matching = offices.like(post)
            if matching:
                holding = holders[nearest(matching, post.title).index]
                found[post.title.index] = tuple(Holder(holder.person, "recalled") for holder in holding)
    return found


class _Offices:
    """The titles of the posts whose holder is named, in order."""

    def __init__(self, posts: Sequence[Post]):
        self._of = {post.title.index: _office(post) for post in posts}
        self._same: dict[_Office, list[Mention]] = {}
        self._by_role: dict[str, list[Mention]] = {}
        for post in posts:
            office = self._of[post.title.index]
            self._same.setdefault(office, []).append(post.title)
            self._by_role.setdefault(office[0], []).append(post.title)

    def like(self, post: Post) -> list[Mention]:
        """The titles that may mean this post."""
        role, place = _office(post)
        titles = self._same.get((role, place)) or [
            title for title in self._around(role, post.title) if _alike(self._of[title.index][1], place)
        ]
        if place:
            return titles
        if role.endswith("chủ tịch"):
            # A chair told by no body is that of the committee where there is one.
            titles = [title for title in titles if not self._of[title.index][1] & _COUNCILS] or titles
        return titles or self._around(f"{role} thường trực", post.title)

    def _around(self, role: str, title: Mention) -> list[Mention]:
        titles = self._by_role.get(role, [])
        at = bisect(titles, title.index, key=lambda other: other.index)
        return titles[max(0, at - _LOOK) : at + _LOOK]


def _alike(place: frozenset[str], other: frozenset[str]) -> bool:
    return place < other or other < place


def _is_vacant(layout: Layout, title: Mention) -> bool:
    """Whether the words around a title speak of the post itself or of many holders, not of its holder."""
    return bool(_VACANT.search(layout.before(title, 16)) or _OF_MANY.match(layout.after(title, 12)))


def _office(post: Post) -> _Office:
    """The role and the words that say where: "Chủ tịch xã" and "Chủ tịch UBND xã An Phú" differ by "an phú" alone."""
    match = _ROLE.match(post.title.key)
    role, level = (match["role"], match["level"]) if match else (post.title.key, "")
    body = f"{level} {post.body.surface if post.body else ''}"
    for written, meant in _SAME_BODY.items():
        body = body.replace(written, meant)
    if role.endswith("bí thư"):
        body = _PARTY.sub("", body)
    return role, frozenset(body.split())
