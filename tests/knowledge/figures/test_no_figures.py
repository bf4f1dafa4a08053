"""What has digits or looks like a figure and is none, grouped by what it is."""

import pytest

from govner.knowledge.figures import parse_figure

NO_FIGURES = {
    "date": "20/8/2024|ngày 20/8|ngày 20/8/2024|sáng 14/10/2024|8/2024|tháng 9/2024|ngày 20 tháng 8 năm 2024|ngày 5",
    "year or term": "năm 2024|2020 - 2025|giai đoạn 2021 - 2025|nhiệm kỳ 2020-2025|đến năm 2030|năm học 2024 - 2025"
    "|5 năm 2021 - 2025|đến 2030|trước 2028|năm 2024 so với năm 2023|so với năm 2022",
    "part of a year": "quý I/2025|6 tháng đầu năm|9 tháng đầu năm 2024|quý III|quý 2 năm 2024",
    "duration": "5 năm|3 tháng|trong 5 năm|từ 3 năm trở lên|10 ngày|2 tuần|72 giờ|hai năm qua|sau 8 năm",
    "time of day": "19h30|8 giờ 30|7h|15 giờ 45 phút|lúc 8h|từ 8h đến 11h|24/7|24/24 giờ|24/24h mỗi ngày",
    "session or number of a body": "khóa XV|lần thứ XIII|kỳ họp thứ 7|tổ 5|phường 3|khoản 2|điều 49|kỳ họp thứ bảy"
    "|lần thứ nhất|phiên thứ 3|tổ dân phố số 5|khu 5|đội 7|lớp 5A|khối 9|cấp 3|nhóm B|dự án nhóm A|khu vực II"
    "|khoản 2 điều 5|km 12+300",
    "document": "số 27/BC-UBND|27/BC-UBND|Nghị quyết số 11|191/2012/QĐ-UBND|Quyết định số 1719/QĐ-TTg"
    "|Nghị quyết 18|18-NQ/TW|Nghị quyết 18-NQ/TW|Quyết định 1719/QĐ-TTg"
    "|Nghị định 100/2019/NĐ-CP|số 1719|bảng 2|trang 3/5",
    "programme or norm": "Chương trình 135"
    "|Chương trình 30a|Đề án 06|ISO 9001:2015|cách mạng công nghiệp 4.0|5G|công nghệ 4.0|Covid-19",
    "grade": "4 sao|từ 3 sao trở lên|đạt 4 sao|3 - 4 sao|mức độ 2|hạng 3 sao|sản phẩm OCOP 3 sao",
    "age": "từ 18 đến 35 tuổi|15-25 tuổi|đủ 14 tuổi trở lên|từ 60 tuổi trở lên",
    "unit of a column": "triệu đồng|triệu đồng/người|tỷ đồng|nghìn đồng/m2|Tỷ đồng/năm|triệu USD|nghìn ha|nghìn tấn"
    "|triệu|triệu m3|ngàn kWh/hộ",
    "road": "quốc lộ 4A|QL 32|tỉnh lộ 8|ĐT.605",
    "telephone": "0912.345.678|024 3825 1234|ĐT: 0912 345 678|+84 912 345 678",
    "scale of a plan": "1/500|tỷ lệ 1/500|1/2.000|1/2000|1/10.000",
    "words": "một số xã|một số|một trong những địa phương"
    "|nhất trí|chuẩn bị|đồng|UBND huyện|trường học|tỷ lệ hộ nghèo|hàng|đô thị|gấp|rưỡi|phần",
}
FIGURES = [
    "1/5 số xã",
    "2/5",
    "số 1 toàn tỉnh",
    "5 năm công tác viên",
    "8,2 tỷ đồng",
    "27 báo cáo",
    "3 ngày công",
    "1/500 hộ",
    "gần tỷ đồng",
    "cả triệu đồng",
    "nghìn tỷ đồng",
    "nửa tỷ đồng",
    "triệu rưỡi",
    "4.0",
    "4 sao vàng",
    "74,5 tuổi",
    "12 đợt",
    "24/24 xã",
    "5 cấp ủy",
    "5 g",
    "35 năm tuổi nghề",
    "dự án 45 tỷ đồng",
    "số 2 toàn tỉnh",
]


@pytest.mark.parametrize("text", [text for texts in NO_FIGURES.values() for text in texts.split("|")])
def test_what_measures_nothing_is_no_figure(text: str) -> None:
    assert parse_figure(text) is None


@pytest.mark.parametrize("text", FIGURES)
def test_what_only_begins_so_is_a_figure(text: str) -> None:
    assert parse_figure(text) is not None
