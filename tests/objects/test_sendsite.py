"""Inline caches: how they fill up to their limit, that they answer what a lookup answers, and how they are emptied."""

import pytest

from som.objects import sendsite
from som.objects.sendsite import CACHE_LIMIT, SendSite
from som.objects.symbolobject import W_Symbol
from tests.objects.representing import new_class, new_method

W_SELECTOR = W_Symbol("foo")


def classes_with_methods(count):
    classes_w = [new_class("C%d" % number) for number in range(count)]
    for w_class in classes_w:
        w_class.add_method(new_method(W_SELECTOR))
    return classes_w


def cached(site):
    """The classes in the site's cache, the first entry first."""
    classes_w = [site.w_class] if site.w_class is not None else []
    entry = site.more
    while entry is not None:
        classes_w.append(entry.w_class)
        entry = entry.next
    return classes_w


def test_a_new_site_is_empty():
    site = SendSite(W_SELECTOR, 0)
    assert (cached(site), site.entries, site.w_target) == ([], 0, None)


def test_one_class_is_kept_in_the_site_itself():
    [w_class] = classes_with_methods(1)
    site = SendSite(W_SELECTOR, 0)
    assert site.find(w_class) is w_class.methods_w[0]
    assert site.w_class is w_class and site.w_target is w_class.methods_w[0]
    assert (site.entries, site.more) == (1, None)


@pytest.mark.parametrize("count", range(2, CACHE_LIMIT + 3))
@pytest.mark.parametrize("limit", [CACHE_LIMIT, 1])
def test_many_classes(monkeypatch, count, limit):
    """Up to the limit they are cached, each once; beyond it nothing changes but the answers stay right."""
    monkeypatch.setattr(sendsite, "CACHE_LIMIT", limit)
    classes_w = classes_with_methods(count)
    site = SendSite(W_SELECTOR, 0)
    for _ in range(3):
        for w_class in classes_w:
            assert site.w_class is w_class or site.find(w_class) is w_class.methods_w[0]
    assert site.entries == min(count, limit)
    assert len(cached(site)) == site.entries
    assert set(cached(site)) == set(classes_w[:limit])


def test_entries_answer_without_lookup():
    """An entry of the chain is used even if the class's own memo is gone."""
    classes_w = classes_with_methods(3)
    site = SendSite(W_SELECTOR, 0)
    targets_w = [site.find(w_class) for w_class in classes_w]
    for w_class in classes_w[1:]:
        w_class.method_table = {}
        w_class.memo = {}
    assert [site.find(w_class) for w_class in classes_w[1:]] == targets_w[1:]


def test_missing_methods_are_not_cached():
    """A class may get the method later, by a replacement of an inherited one."""
    site = SendSite(W_SELECTOR, 0)
    w_class = new_class()
    assert site.find(w_class) is None
    assert (cached(site), site.entries) == ([], 0)


def test_flushing_forgets_everything():
    classes_w = classes_with_methods(3)
    site = SendSite(W_SELECTOR, 0)
    for w_class in classes_w:
        site.find(w_class)
    site.flush()
    assert (cached(site), site.entries, site.w_target) == ([], 0, None)
    w_other = new_method(W_SELECTOR)
    classes_w[1].replace_method(0, w_other)
    classes_w[1].memo = {}
    assert site.find(classes_w[1]) is w_other
