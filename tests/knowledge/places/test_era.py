from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govner.knowledge.places import REFORM
from govner.knowledge.places.era import day_since_reform


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ông Lê Văn Khải nói về chính quyền địa phương 2 cấp, ngày 30/9/2025.", date(2025, 9, 30)),
        ("Sáng 14/10/2025, HĐND xã họp bàn kế hoạch. Ngày 15/10/2025, xã khởi công cầu.", date(2025, 10, 15)),
        ("Báo Miền Núi | 21-11-2025 | 08:05", date(2025, 11, 21)),
        ("Thiệt hại do lũ (tính đến 17 giờ ngày 31/10/2025)", date(2025, 10, 31)),
        ("Quý III/2025, toàn tỉnh thu ngân sách 2.140 tỷ đồng, đạt 71% kế hoạch.", date(2025, 9, 28)),
        ("Về thu ngân sách, 9 tháng đầu năm 2025 xã đạt 4,2 tỷ đồng.", date(2025, 9, 28)),
        ("Năm 2026 xã có thêm 3 km đường.", date(2026, 1, 28)),
        ("Tình hình kinh tế - xã hội 9 tháng năm 2025, nhiệm vụ 3 tháng cuối năm", date(2025, 9, 28)),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ NĂM 2026", date(2026, 1, 28)),
        ("Xét Tờ trình số 188/TTr-UBND ngày 10/12/2025 về kế hoạch đầu tư", date(2025, 12, 10)),
        ("Hồ sơ nộp ở Trung tâm Phục vụ hành chính công xã.", REFORM),
        ("CHỦ TỊCH UBND ĐẶC KHU PHÚ QUÝ HỌP BÁO", REFORM),
        ("Đại hội đại biểu Đảng bộ xã Bản Lầu lần thứ I, nhiệm kỳ 2025 - 2030 bế mạc", REFORM),
        ("Xã được thành lập từ ngày 01/7/2025.", REFORM),
    ],
)
def test_a_text_that_speaks_of_later_times_as_its_own_is_from_after_the_reform(text: str, day: date) -> None:
    assert day_since_reform(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Năm 2024, xã có 12 hộ nghèo; quý II/2025 còn 9 hộ.",
        "Đến năm 2030, toàn huyện có 9 xã đạt chuẩn.",
        "Năm 2026, huyện phấn đấu có thêm 2 xã đạt chuẩn.",
        "Huyện hoàn thành tuyến đường vào năm 2027.",
        "Giai đoạn 2026 - 2030, tỉnh có 4 dự án.",
        "Công trình nghiệm thu vào quý III/2025.",
        "Quý III/2025: giải phóng mặt bằng",
        "Quý III/2025\tgiải phóng mặt bằng",
        "Các xã gửi báo cáo trước ngày 31/12/2025.",
        "Đến 30/9/2025: xong 9 km đường.",
        "Tình hình và nhiệm vụ năm 2026",
        "Hỗ trợ từ tháng 9/2024 đến tháng 9/2025.",
        "Nhiệm vụ 6 tháng cuối năm 2025",
        "Chủ nhật, ngày 15/3/2026 là ngày bầu cử.",
        "Từ ngày 1/7/2025, chính quyền hai cấp hoạt động.",
        "Tỉnh sẽ lập trung tâm phục vụ hành chính công xã.",
        "Dự thảo luật giao quyền cho UBND đặc khu.",
        "Đại hội Đảng bộ thị trấn Phong Hải lần thứ I, nhiệm kỳ 2020 - 2025",
    ],
)
def test_plans_and_times_before_tell_nothing(text: str) -> None:
    assert day_since_reform(text) is None


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["ngày 30/2/2026", "quý III/2025", ",", "Năm 2026", "\n"])).map(" ".join)
)
def test_any_text_has_a_day_or_none(text: str) -> None:
    day = day_since_reform(text)
    assert day is None or day >= REFORM


@pytest.mark.parametrize("part", ["ngày 5/8/2025, ", "tình hình ", "xã Bản Lầu ", "kết quả năm 2026 và "])
def test_time_is_linear_in_the_text(part: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        day_since_reform("năm 2026 " + part * times)
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 5 * seconds(2000)
