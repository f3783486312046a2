"""Every instruction of the machine: operand kinds, what it does, and the doing.

`slots` are those of the running activation's frame; `context` holds its captured variables. A handler
answers the pc to continue with; RETURNED says that `frame.w_result` is the activation's value. Sends go
through `interp`, so this module knows objects but not how methods are activated.
"""

from __future__ import absolute_import

from som.bytecode.operators import ONE, at_most
from som.bytecode.spec import bytecode, failing
from som.objects.blockobject import Context, new_block
from som.objects.classobject import W_Class
from som.objects.instanceobject import W_Instance
from som.objects.integerobject import W_Integer, add, is_integer, is_number, subtract
from som.rpy import promote

RETURNED = -1


# Moving values


@bytecode("out", "in")
def move(interp, frame, pc, target, source):
    """slots[target] := slots[source]"""
    frame.slots[target] = frame.slots[source]
    return pc


@bytecode("out", "literal")
def literal(interp, frame, pc, target, w_literal):
    """slots[target] := the literal"""
    frame.slots[target] = w_literal
    return pc


@bytecode("out", "literal")
def array(interp, frame, pc, target, w_literal):
    """slots[target] := a fresh copy of the literal array"""
    frame.slots[target] = interp.copy_literal_array(w_literal)
    return pc


@bytecode("out")
def nil(interp, frame, pc, target):
    """slots[target] := the object nil"""
    frame.slots[target] = interp.w_nil
    return pc


@bytecode("out")
def true(interp, frame, pc, target):
    """slots[target] := the object true"""
    frame.slots[target] = interp.w_true
    return pc


@bytecode("out")
def false(interp, frame, pc, target):
    """slots[target] := the object false"""
    frame.slots[target] = interp.w_false
    return pc


@bytecode("out", "cell")
def global_(interp, frame, pc, target, cell):
    """slots[target] := the global's value; while it is unbound, of `slots[0] unknownGlobal: name`"""
    w_value = cell.read()
    if w_value is None:
        w_value = interp.unknown_global(frame.slots[0], cell)
    frame.slots[target] = w_value
    return pc


@bytecode("out", "number")
def field(interp, frame, pc, target, index):
    """slots[target] := field `index` of slots[0]"""
    w_self = frame.slots[0]
    assert isinstance(w_self, W_Instance)
    frame.slots[target] = w_self.field_at(index, interp.w_nil)
    return pc


@bytecode("number", "in")
def set_field(interp, frame, pc, index, source):
    """field `index` of slots[0] := slots[source]"""
    w_self = frame.slots[0]
    assert isinstance(w_self, W_Instance)
    w_self.set_field_at(index, frame.slots[source], interp.w_nil)
    return pc


@bytecode("out", "number")
def class_field(interp, frame, pc, target, index):
    """slots[target] := class-side field `index` of the class in slots[0]"""
    w_self = frame.slots[0]
    assert isinstance(w_self, W_Class)
    frame.slots[target] = w_self.class_fields_w[index]
    return pc


@bytecode("number", "in")
def set_class_field(interp, frame, pc, index, source):
    """class-side field `index` of the class in slots[0] := slots[source]"""
    w_self = frame.slots[0]
    assert isinstance(w_self, W_Class)
    w_self.class_fields_w[index] = frame.slots[source]
    return pc


# Captured variables


@bytecode("out", "number")
def captured(interp, frame, pc, target, index):
    """slots[target] := variable `index` of the current context"""
    frame.slots[target] = frame.context.variable_at(index)
    return pc


@bytecode("number", "in")
def set_captured(interp, frame, pc, index, source):
    """variable `index` of the current context := slots[source]"""
    frame.context.set_variable_at(index, frame.slots[source])
    return pc


@bytecode("out", "number", "number")
def captured_outer(interp, frame, pc, target, index, depth):
    """slots[target] := variable `index` of the context `depth` levels out"""
    frame.slots[target] = interp.context_at(frame.context, depth).variable_at(index)
    return pc


@bytecode("number", "number", "in")
def set_captured_outer(interp, frame, pc, index, depth, source):
    """variable `index` of the context `depth` levels out := slots[source]"""
    interp.context_at(frame.context, depth).set_variable_at(index, frame.slots[source])
    return pc


@bytecode("number")
def push_context(interp, frame, pc, size):
    """context := a new context of `size` nils inside the current one; an inlined block begins"""
    frame.context = Context([interp.w_nil] * size, frame.context)
    return pc


@bytecode()
def pop_context(interp, frame, pc):
    """context := the context around the current one; an inlined block ends"""
    frame.context = frame.context.outer
    return pc


@bytecode("out", "block")
def block(interp, frame, pc, target, code):
    """slots[target] := a new block of that code over the current context and slots[0]"""
    frame.slots[target] = new_block(code, frame.context, frame.slots[0])
    return pc


# Sends


@bytecode("out", "in", "site")
def send_0(interp, frame, pc, target, receiver, site):
    """slots[target] := slots[receiver] selector"""
    frame.slots[target] = interp.send_0(site, frame.slots[receiver])
    return pc


@bytecode("out", "in", "in", "site")
def send_1(interp, frame, pc, target, receiver, argument, site):
    """slots[target] := slots[receiver] selector: slots[argument]"""
    frame.slots[target] = interp.send_1(site, frame.slots[receiver], frame.slots[argument])
    return pc


@bytecode("out", "in", "in", "in", "site")
def send_2(interp, frame, pc, target, receiver, first, second, site):
    """slots[target] := slots[receiver] selector: slots[first] with: slots[second]"""
    frame.slots[target] = interp.send_2(site, frame.slots[receiver], frame.slots[first], frame.slots[second])
    return pc


@bytecode("out", "row", "site")
def send_n(interp, frame, pc, target, row, site):
    """slots[target] := slots[row] selector: slots[row + 1] with: slots[row + 2] ..."""
    frame.slots[target] = interp.send_n(site, frame, row)
    return pc


@bytecode("out", "row", "site")
def send_super(interp, frame, pc, target, row, site):
    """slots[target] := slots[row] selector: slots[row + 1] ..., looked up above the method's class"""
    frame.slots[target] = interp.send_super(site, frame, row)
    return pc


# Jumps


@bytecode("target")
def jump(interp, frame, pc, target):
    """go to target, which lies ahead"""
    return target


@bytecode("target", "number")
def jump_back(interp, frame, pc, target, live):
    """go back to target, a loop header; slots from `live` on are dead"""
    frame.forget_from(live)
    return target


@bytecode("in", "number", "number", "code")
def restart_if_asked(interp, frame, pc, source, depth, live, code):
    """go back to the start of the activation, and `depth` contexts out, if slots[source] is what `restart` answers"""
    if frame.slots[source] is not interp.universe.w_restart:
        return pc
    frame.context = interp.context_at(frame.context, depth)
    frame.forget_from(live)
    return code.restart_pc


@bytecode("in", "target", "target")
def unless_true(interp, frame, pc, source, otherwise, fallback):
    """continue if slots[source] is true, go to `otherwise` if it is false, else to `fallback`"""
    w_value = promote(frame.slots[source])  # a Boolean, almost always: one guard instead of two comparisons
    if w_value is interp.w_true:
        return pc
    if w_value is interp.w_false:
        return otherwise
    return fallback


@bytecode("in", "target", "target")
def unless_false(interp, frame, pc, source, otherwise, fallback):
    """continue if slots[source] is false, go to `otherwise` if it is true, else to `fallback`"""
    w_value = promote(frame.slots[source])  # a Boolean, almost always: one guard instead of two comparisons
    if w_value is interp.w_false:
        return pc
    if w_value is interp.w_true:
        return otherwise
    return fallback


@bytecode("in", "target", "number", "target")
def back_if_true(interp, frame, pc, source, header, live, fallback):
    """go back to `header` if slots[source] is true, continue if it is false, else go to `fallback`"""
    w_value = promote(frame.slots[source])  # a Boolean, almost always: one guard instead of two comparisons
    if w_value is interp.w_true:
        frame.forget_from(live)
        return header
    if w_value is interp.w_false:
        return pc
    return fallback


@bytecode("in", "target", "number", "target")
def back_if_false(interp, frame, pc, source, header, live, fallback):
    """go back to `header` if slots[source] is false, continue if it is true, else go to `fallback`"""
    w_value = promote(frame.slots[source])  # a Boolean, almost always: one guard instead of two comparisons
    if w_value is interp.w_false:
        frame.forget_from(live)
        return header
    if w_value is interp.w_true:
        return pc
    return fallback


@bytecode("in", "target", "target")
def unless_nil(interp, frame, pc, source, otherwise, fallback):
    """continue if slots[source] is nil, else go to `otherwise`; to `fallback` if its class redefines the test"""
    w_value = frame.slots[source]
    if w_value is interp.w_nil:
        return pc
    if interp.universe.nil_tests_redefined and interp.redefines_nil_tests(w_value):
        return fallback
    return otherwise


@bytecode("in", "target", "target")
def unless_not_nil(interp, frame, pc, source, otherwise, fallback):
    """continue unless slots[source] is nil, else go to `otherwise`; to `fallback` if its class redefines the test"""
    w_value = frame.slots[source]
    if w_value is interp.w_nil:
        return otherwise
    if interp.universe.nil_tests_redefined and interp.redefines_nil_tests(w_value):
        return fallback
    return pc


# Counting loops: counter and limit are hidden slots that only these instructions touch


@bytecode("in", "in", "target")
def unless_numbers(interp, frame, pc, first, second, fallback):
    """continue if slots[first] and slots[second] are numbers, else go to `fallback`"""
    if is_number(frame.slots[first]) and is_number(frame.slots[second]):
        return pc
    return fallback


@bytecode("in", "target")
def unless_integer(interp, frame, pc, source, fallback):
    """continue if slots[source] is an Integer of any size, else go to `fallback`"""
    if is_integer(frame.slots[source]):
        return pc
    return fallback


@bytecode("in", "in", "target")
def unless_upto(interp, frame, pc, counter, limit, exit):
    """continue if slots[counter] <= slots[limit], else go to `exit`"""
    if at_most(frame.slots[counter], frame.slots[limit]):
        return pc
    return exit


@bytecode("in", "in", "target")
def unless_downto(interp, frame, pc, counter, limit, exit):
    """continue if slots[counter] >= slots[limit], else go to `exit`"""
    if at_most(frame.slots[limit], frame.slots[counter]):
        return pc
    return exit


@bytecode("in", "in", "target", "number")
@failing
def next_upto(interp, frame, pc, counter, limit, header, live):
    """slots[counter] := slots[counter] + 1; go back to `header` while it is <= slots[limit]"""
    w_counter = frame.slots[counter]
    w_limit = frame.slots[limit]
    if isinstance(w_counter, W_Integer) and isinstance(w_limit, W_Integer):
        value = w_counter.value
        if value >= w_limit.value:
            return pc
        frame.slots[counter] = W_Integer(value + 1)
        frame.forget_from(live)
        return header
    w_counter = add(w_counter, ONE)
    frame.slots[counter] = w_counter
    if not at_most(w_counter, w_limit):
        return pc
    frame.forget_from(live)
    return header


@bytecode("in", "in", "target", "number")
@failing
def next_downto(interp, frame, pc, counter, limit, header, live):
    """slots[counter] := slots[counter] - 1; go back to `header` while it is >= slots[limit]"""
    w_counter = subtract(frame.slots[counter], ONE)
    frame.slots[counter] = w_counter
    if not at_most(frame.slots[limit], w_counter):
        return pc
    frame.forget_from(live)
    return header


@bytecode("in", "in", "in", "target", "number")
@failing
def next_upto_by(interp, frame, pc, counter, limit, step, header, live):
    """slots[counter] := slots[counter] + slots[step]; go back to `header` while it is <= slots[limit]"""
    w_counter = add(frame.slots[counter], frame.slots[step])
    frame.slots[counter] = w_counter
    if not at_most(w_counter, frame.slots[limit]):
        return pc
    frame.forget_from(live)
    return header


@bytecode("in", "in", "in", "target", "number")
@failing
def next_downto_by(interp, frame, pc, counter, limit, step, header, live):
    """slots[counter] := slots[counter] - slots[step]; go back to `header` while it is >= slots[limit]"""
    w_counter = subtract(frame.slots[counter], frame.slots[step])
    frame.slots[counter] = w_counter
    if not at_most(frame.slots[limit], w_counter):
        return pc
    frame.forget_from(live)
    return header


# Ending an activation, and what inlining could not foresee


@bytecode("in")
def return_(interp, frame, pc, source):
    """the activation's value is slots[source]"""
    frame.w_result = frame.slots[source]
    return RETURNED


@bytecode()
def return_self(interp, frame, pc):
    """the activation's value is slots[0]"""
    frame.w_result = frame.slots[0]
    return RETURNED


@bytecode("in", "number", "number")
@failing
def return_home(interp, frame, pc, source, depth, block_slot):
    """leave the home method, whose context is `depth` levels out, with slots[source]

    If it has ended already, the activation's value is that of `slots[0] escapedBlock: slots[block_slot]`.
    """
    frame.w_result = interp.return_home(frame, depth, frame.slots[source], frame.slots[block_slot])
    return RETURNED


@bytecode("out", "in", "number", "number", "code")
def return_home_from_inlined(interp, frame, pc, target, source, depth, branch, code):
    """like RETURN_HOME, in inlined block `branch`; if the home has ended: slots[target] := escapedBlock:'s answer"""
    frame.slots[target] = interp.return_home_from_inlined(frame, code, depth, frame.slots[source], branch)
    return pc


@bytecode("out", "row", "number", "code")
def send_uninlined(interp, frame, pc, target, row, index, code):
    """slots[target] := the inlined send number `index`, sent to slots[row] with real blocks"""
    w_result = interp.send_uninlined(frame, code, row, index)
    if w_result is None:
        return RETURNED
    frame.slots[target] = w_result
    return pc


@bytecode("in", "number", "target")
@failing
def loop_on_other(interp, frame, pc, source, negated, exit):
    """continue, or go to `exit`, as slots[source], a loop condition that is no Boolean, answers ifFalse:"""
    if interp.ends_loop(frame.slots[source], negated != 0):
        return exit
    return pc


@bytecode("literal")
@failing
def fail(interp, frame, pc, w_message):
    """end the program with the literal as message"""
    raise interp.failure(w_message)
