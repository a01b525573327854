"""Which fonts print what."""

from exporting import fonts


def test_the_typeface_itself_comes_before_what_stands_in() -> None:
    found = fonts.choose([("SimSun", 400), ("FangSong", 400), ("SimSun-ExtB", 400)])
    assert found.chains["仿宋"] == ("FangSong", "SimSun", "SimSun-ExtB")


def test_a_stand_in_is_said_with_its_role() -> None:
    assert "没有找到仿宋字体，用「SimSun」代替。" in fonts.choose([("SimSun", 400)]).said


def test_no_chinese_font_is_said_once() -> None:
    found = fonts.choose([("DejaVu Sans", 400)])
    assert not found.chinese
    assert len(found.said) == 1


def test_a_family_without_bold_is_thickened() -> None:
    found = fonts.choose([("FangSong", 400), ("Noto Sans CJK SC", 700)])
    assert "仿宋" in found.faint
    assert "黑体" not in found.faint
