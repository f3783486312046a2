"""Which files a program may read that nobody trusts. docs/sandbox.md says what that promises.

A file is judged by where it really is: all symbolic links and `..` on the way are followed first.
"""

from __future__ import absolute_import

from som.rpy import current_directory, is_regular_file, read_link

MOST_LINKS = 40  # on one way, as in Linux


class Sandbox(object):
    """Allows the files in and below some directories, named when it is made."""

    def __init__(self, directories):
        self.roots = []
        for directory in directories:
            root = real_path(directory)
            if root != "":
                self.roots.append(root)

    def allows(self, path):
        """Whether the path leads to a regular file in the sandbox."""
        place = real_path(path)
        if place == "" or not is_regular_file(place):
            return False
        for root in self.roots:
            if root == "/" or place.startswith(root + "/"):
                return True
        return False


def real_path(path):
    """The path as an absolute one without symbolic links; "" if there are too many, or no current directory.

    Parts that do not exist stay as they are.
    """
    if path.find("\x00") >= 0:
        return ""
    pending = parts_of(path)
    place = []
    if not path.startswith("/"):
        try:
            place = parts_of(current_directory())
        except OSError:
            return ""
    pending.reverse()
    links = 0
    while len(pending) > 0:
        part = pending.pop()
        if part == "..":
            if len(place) > 0:
                place.pop()
            continue
        target = read_link("/" + "/".join(place + [part]))
        if target == "":
            place.append(part)
            continue
        links += 1
        if links > MOST_LINKS:
            return ""
        if target.startswith("/"):
            place = []
        parts = parts_of(target)
        parts.reverse()
        pending += parts
    return "/" + "/".join(place)


def parts_of(path):
    """The names between the slashes; those that mean nothing are left out."""
    return [part for part in path.split("/") if part != "" and part != "."]
