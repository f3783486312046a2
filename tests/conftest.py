"""What all tests share. Plain enough for Python 2.7, where the tests of `tests/translation` run."""
