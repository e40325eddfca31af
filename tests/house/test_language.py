"""Chinese first, English complete."""

from tests.house.catalogue import catalogues, compiled, missing, untagged


def test_every_text_has_its_english():
    assert missing() == []


def test_no_chinese_stands_outside_the_translation_tags():
    assert list(untagged()) == []


def test_compiled_catalogues_are_current():
    for path, catalogue in catalogues():
        assert path.with_suffix(".mo").read_bytes() == compiled(catalogue), (
            f"run: python -m tests.house.catalogue compile ({path})"
        )
