"""The description of what runs the VM."""

from som.cli.machine import Machine


def test_a_machine_is_a_constant_for_rpython():
    """The annotator reads the answers of a frozen object at translation time."""
    machine = Machine("native with JIT", True)
    assert machine._freeze_()
    assert (machine.description, machine.has_jit) == ("native with JIT", True)
