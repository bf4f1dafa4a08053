"""Standards that a unit attains, without a number: đạt chuẩn nông thôn mới, đô thị loại IV."""

from __future__ import annotations

import re

from govner.knowledge.figures.value import FigureValue

_NAME = (
    r"nông thôn mới|ntm|nâng cao|kiểu mẫu|đô thị\s(?:văn minh|loại|thông minh)|văn minh đô thị|loại\s(?:[ivx]+|[1-6])"
    r"|phổ cập|xóa mù chữ"
)
_ATTAINED = rf"{_NAME}|chuẩn|tiêu chuẩn|tiêu chí|đô thị|văn minh"
_UNIT = r"(?:huyện|xã|thị xã|thị trấn|phường|quận|thôn|bản|ấp|tỉnh|thành phố|khu dân cư|đơn vị)"
_STANDARD = re.compile(
    rf"\s*(?:[\"“']\s*)?(?:(?:hoàn thành|được công nhận|công nhận|duy trì)\s)?"
    rf"(?:{_UNIT}\s)?"
    rf"(?:(?:đạt|về đích|cán đích|rớt)(?:\s[^\W\d_]+){{0,6}}?\s(?:{_ATTAINED})|(?:chuẩn\s)?(?:{_NAME}))(?!\w)",
    re.IGNORECASE,
)


def parse_standard(text: str) -> FigureValue | None:
    """A figure of kind `standard` when a text opens with one; its name is the indicator, so there is no value."""
    return FigureValue(kind="standard") if _STANDARD.match(text) else None
