"""Which offices a body has."""

from __future__ import annotations

import pytest

from govner.knowledge.positions import has_office, parse_body


@pytest.mark.parametrize(
    ("body", "own", "others"),
    [
        ("Huyện ủy Bắc Hà", "Bí thư", "Chủ tịch|Giám đốc|Trưởng ban|Ủy viên|Đại tá"),
        ("Đảng ủy xã", "Bí thư", "Chủ tịch|Chủ nhiệm"),
        ("Huyện đoàn", "Bí thư", "Giám đốc"),
        ("UBND tỉnh", "Chủ tịch", "Bí thư|Giám đốc|Trưởng phòng|Tiến sĩ"),
        ("Thường trực HĐND tỉnh", "Chủ tịch", "Bí thư|Ủy viên"),
        ("Ban Pháp chế HĐND tỉnh", "Trưởng ban", "Chủ tịch"),
        ("Văn phòng HĐND tỉnh", "Chánh Văn phòng", "Chủ tịch"),
        ("Ban Lễ tang", "Trưởng ban", "Chủ tịch|Bí thư"),
        ("Ban Thường vụ Huyện ủy", "", "Bí thư|Chủ tịch"),
        ("Ủy ban Kiểm tra Đảng ủy", "Chủ nhiệm", "Bí thư|Chủ tịch"),
        ("Sở Y tế", "Giám đốc", "Trưởng phòng|Chủ tịch|Bí thư"),
        ("Phòng Nội vụ huyện", "Trưởng phòng", "Giám đốc"),
        ("Công ty Cổ phần Suối Vàng", "Giám đốc|Tổng Giám đốc|Chủ tịch", "Bí thư"),
        ("Chi bộ Trung tâm Y tế huyện", "Bí thư|Giám đốc", "Hiệu trưởng"),
        ("Trường Tiểu học Nà Pù", "Hiệu trưởng", "Giám đốc"),
    ],
)
def test_a_body_has_its_own_offices(body: str, own: str, others: str) -> None:
    parsed = parse_body(body)
    assert parsed is not None
    assert [role for role in filter(None, own.split("|")) if not has_office(parsed, role)] == []
    assert [role for role in others.split("|") if has_office(parsed, role) is not False] == []


def test_of_an_office_that_no_table_holds_nothing_is_told() -> None:
    parsed = parse_body("Hội Nông dân tỉnh")
    assert parsed is not None
    assert has_office(parsed, "Tổng Thư ký") is None
