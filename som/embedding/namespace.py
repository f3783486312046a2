"""The globals of a machine as a mapping."""

from __future__ import absolute_import

from som.embedding.texts import to_host, to_machine


class Globals(object):
    """Names and values. Reading loads no class; what is bound once can get another value, but not be unbound."""

    def __init__(self, session):
        self._session = session

    def __getitem__(self, name):
        return self._session.run(lambda: self._read(name))

    def _read(self, name):
        w_value = self._session.universe.global_value(to_machine(name))
        if w_value is None:
            raise KeyError(name)
        return self._session.converter.to_host(w_value)

    def __setitem__(self, name, value):
        session = self._session
        session.run(lambda: session.universe.bind_global(to_machine(name), session.converter.to_som(value)))

    def get(self, name, default=None):
        """The value of the global, the default if it is unbound."""
        try:
            return self[name]
        except KeyError:
            return default

    def __contains__(self, name):
        return name in self._names()

    def __iter__(self):
        return iter(self._names())

    def __len__(self):
        return len(self._names())

    def _names(self):
        """Those of the bound globals, sorted."""
        return self._session.run(lambda: bound_names(self._session.universe))


def bound_names(universe):
    """The names of the globals that have a value, as host texts, sorted."""
    return sorted([to_host(name) for name in universe.cells if universe.global_value(name) is not None])
