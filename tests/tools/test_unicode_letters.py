"""The generator of the table of letters."""

import ast

from som.tools import unicode_letters


def test_ranges_are_maximal():
    ranges = unicode_letters.letter_ranges(0)
    assert ranges[:2] == [(65, 90), (97, 122)]
    assert (0x4E00 >= ranges[0][0]) and any(start <= 0x4E00 <= end for start, end in ranges)
    assert not any(start <= 0xBE <= end for start, end in ranges)  # three quarters


def test_the_text_is_a_module():
    tree = ast.parse(unicode_letters.module_text())
    assert [target.id for node in tree.body if isinstance(node, ast.Assign) for target in node.targets] == [
        "LETTER_STARTS",
        "LETTER_ENDS",
    ]


def test_main_writes_the_target(tmp_path, monkeypatch):
    target = tmp_path / "letters.py"
    monkeypatch.setattr(unicode_letters, "TARGET", str(target))
    unicode_letters.main()
    assert target.read_text(encoding="ascii") == unicode_letters.module_text()
