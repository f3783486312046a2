"""What the tests of embedding share."""

import pytest

from som.embedding import Som


class Lines:
    """Keeps what it is called with."""

    def __init__(self):
        self.texts = []

    def __call__(self, text):
        self.texts.append(text)

    def taken(self):
        """What has been written since the last time."""
        text = "".join(self.texts)
        del self.texts[:]
        return text


@pytest.fixture(scope="session")
def written():
    """The output of `som`."""
    return Lines()


@pytest.fixture(scope="session")
def som(written):
    """A machine for tests that define no globals of common names."""
    with Som(output=written) as machine:
        yield machine
