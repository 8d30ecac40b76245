import pytest

from gi_desktop.report.contact import in_shape


@pytest.mark.parametrize(
    "field, typed, shaped",
    [
        ("postcode", " １２３４５６ ", "123456"),
        ("telephone", "０４３１－１２３４５６７", "0431-1234567"),
        ("telephone", "（0431）1234567、7654321", "（0431）1234567、7654321"),
        ("website", "ｗｗｗ。linjiang．gov.cn／ＸＸＧＫ", "www.linjiang.gov.cn/XXGK"),
        ("email", "ｍｚ＿１＠linjiang。gov。cn", "mz_1@linjiang.gov.cn"),
        ("address", "人民路１号——东门", "人民路１号——东门"),
        ("name", "甲１局", "甲１局"),
    ],
)
def test_digits_and_signs_get_their_usual_width(field: str, typed: str, shaped: str) -> None:
    assert in_shape(field, typed) == shaped
    assert in_shape(field, shaped) == shaped
