"""Send sites: the selector of a send and its bounded polymorphic inline cache.

The first entry lies in the site itself; up to CACHE_LIMIT - 1 more follow in a chain; then the site
is megamorphic and asks the class, whose lookups are memoised. Entries are keyed by class.
"""

from __future__ import absolute_import

CACHE_LIMIT = 4


class CacheEntry(object):
    """One more (class, target) pair of a polymorphic site."""

    _immutable_fields_ = ["w_class", "w_target", "next"]

    def __init__(self, w_class, w_target, next):
        self.w_class = w_class
        self.w_target = w_target
        self.next = next


class SendSite(object):
    """One send in the code. `w_target` is what the lookup found in `w_class`."""

    _immutable_fields_ = ["w_selector", "argument_count"]

    def __init__(self, w_selector, argument_count):
        self.w_selector = w_selector
        self.argument_count = argument_count
        self.w_class = None
        self.w_target = None
        self.more = None  # CacheEntry
        self.entries = 0
        self.w_holder = None  # the class whose method contains the site: super sends start above it

    def find(self, w_class):
        """The target for receivers of this class, or None when no method answers the selector."""
        entry = self.more
        while entry is not None:
            if entry.w_class is w_class:
                return entry.w_target
            entry = entry.next
        w_target = w_class.lookup(self.w_selector)
        if w_target is not None:
            self._remember(w_class, w_target)
        return w_target

    def _remember(self, w_class, w_target):
        if self.entries == 0:
            self.w_class = w_class
            self.w_target = w_target
            self.entries = 1
        elif self.entries < CACHE_LIMIT:
            self.more = CacheEntry(w_class, w_target, self.more)
            self.entries += 1

    def flush(self):
        """Forget all targets: a class has changed its methods."""
        self.w_class = None
        self.w_target = None
        self.more = None
        self.entries = 0
