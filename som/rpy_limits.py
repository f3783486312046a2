"""What only the operating system and the collector can do about limits: signals, timers, the size of the heap.

In the native VM a few lines of C (alarm.c) handle signals. They note what has happened in a word that the interpreter
looks at, see `interpreter/limits.py`. If it does not look in time, because machine code or a long primitive runs, they
end the process themselves, after writing what the program has printed: for that, they are given a copy of what
`universe/streams.py` still holds back. In the hosted VM the main thread notes alarms, and brings them to where the
interpreter does not look, see `cli/hosting.py`.
"""

from __future__ import absolute_import

import os

from som.rpy import HAVE_RPYTHON, always_inline, dont_look_inside, not_rpython, read_file, we_are_translated

try:
    import resource
except ImportError:  # not on POSIX
    resource = None

NOTHING, INTERRUPT, TIME_IS_UP = range(3)  # what `take_alarm` answers

GRACE = 1  # seconds for the interpreter to look at an alarm before the process is ended
REPORTING = 3  # seconds for a traceback, once the time is up
RESERVE = 32 << 20  # bytes above the limit of the heap, for reporting that it is reached


class _State(object):
    """Of this process."""

    def __init__(self):
        self.limit = 0  # of the heap, in bytes; 0 for none
        self.reserve = None  # hosted: what is given back in order to report
        self.running = False  # hosted: a SOM program
        self.alarm = NOTHING  # hosted


_state = _State()

if HAVE_RPYTHON:
    from rpython.rlib.rgc import set_max_heap_size
    from rpython.rtyper.annlowlevel import llstr
    from rpython.rtyper.lltypesystem import lltype, rffi
    from rpython.rtyper.lltypesystem.rstr import copy_string_to_raw
    from rpython.translator import cdir
    from rpython.translator.tool.cbuild import ExternalCompilationInfo

    HERE = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(HERE, "alarm.c")) as _file:  # its text, because RPython compiles files in few places only
        _SOURCE = _file.read()

    _INFO = ExternalCompilationInfo(
        includes=["alarm.h"],
        include_dirs=[HERE, str(cdir)],
        separate_module_sources=[_SOURCE],
    )

    def _external(name, arguments, result, **settings):
        return rffi.llexternal(name, arguments, result, compilation_info=_INFO, releasegil=False, **settings)

    _ALARM = lltype.Struct("som_alarm", ("c_value", lltype.Signed), hints={"c_name": "som_alarm", "external": "C"})
    _alarm_address = rffi.llexternal(
        "som_alarm_address",
        [],
        lltype.Ptr(_ALARM),
        compilation_info=_INFO,
        _nowrapper=True,
        elidable_function=True,
    )
    _watch_interrupts = _external("som_watch_interrupts", [lltype.Signed, lltype.Signed], lltype.Void)
    _watch_time = _external("som_watch_time", [lltype.Float, lltype.Signed, rffi.CCHARP], lltype.Void)
    _take_alarm = _external("som_take_alarm", [lltype.Signed], lltype.Signed)
    _may_run = _external("som_may_run", [lltype.Signed], lltype.Void)
    _room = _external("som_room", [lltype.Signed], rffi.CCHARP)
    _hold = _external("som_hold", [lltype.Signed], lltype.Void)
    _let_go = _external("som_let_go", [], lltype.Void)
    _memory_of_machine = _external("som_memory_of_machine", [], lltype.Float)

    @always_inline
    def alarm_pending():
        """Whether there is an alarm for `take_alarm`. Natively one load."""
        return _alarm_address().c_value != NOTHING

    def take_alarm():
        """The alarm, which is none any more: INTERRUPT, TIME_IS_UP or NOTHING."""
        return _take_alarm(REPORTING)

else:

    def alarm_pending():
        """Whether there is an alarm for `take_alarm`. Natively one load."""
        return _state.alarm != NOTHING

    def take_alarm():
        """The alarm, which is none any more: INTERRUPT, TIME_IS_UP or NOTHING."""
        kind = _state.alarm
        _state.alarm = NOTHING
        return kind


def watch_interrupts(status):
    """From now on SIGINT makes an alarm; ends the process with `status` if nobody takes it. Ignored SIGINTs stay so."""
    if we_are_translated():
        _watch_interrupts(GRACE, status)


def watch_time(seconds, status, message):
    """Make an alarm after that time; end the process with status and message if nobody takes it."""
    if we_are_translated():
        with rffi.scoped_str2charp(message) as text:
            _watch_time(seconds, status, text)


def may_run(running):
    """Tell whether a SOM program runs, which takes alarms; when none runs, alarms end the process at once."""
    if we_are_translated():
        _may_run(int(running))
    else:
        _state.running = running


@not_rpython
def sound_alarm(kind):
    """Note an alarm of the hosted VM, INTERRUPT or TIME_IS_UP, or NOTHING to forget it."""
    _state.alarm = kind


@not_rpython
def is_running():
    """What the hosted VM was told with `may_run`."""
    return _state.running


@dont_look_inside
def hold(text):
    """Keep a copy of output that is not delivered yet, for the case that an alarm ends the process."""
    if we_are_translated():
        size = len(text)
        room = _room(size)
        if room:
            copy_string_to_raw(llstr(text), room, 0, size)
            _hold(size)


def let_go():
    """Forget what is held, because it is delivered."""
    if we_are_translated():
        _let_go()


# The heap


def memory_of_machine():
    """How many bytes the process could have, as a float: those of the machine, or fewer if its limits are stricter."""
    size = _physical_memory()
    for path in ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]:
        allowed = _number_in(path)
        if allowed > 0.0:
            return min(size, allowed)
    return size


def _physical_memory():
    if we_are_translated():
        return _memory_of_machine()
    return _hosted_memory()


def _number_in(path):
    """The decimal number that a file begins with; 0.0 if there is none."""
    try:
        text = read_file(path)
    except OSError:
        return 0.0
    number = 0.0
    for char in text:
        if not "0" <= char <= "9":
            break
        number = number * 10.0 + float(ord(char) - ord("0"))
    return number


@not_rpython
def _hosted_memory():
    try:
        return float(os.sysconf("SC_PHYS_PAGES")) * os.sysconf("SC_PAGESIZE")
    except (AttributeError, OSError, ValueError):
        return 2.0**62  # nobody knows: nothing to limit


def limit_heap(size):
    """Let allocation fail when the heap has that many bytes. Hosted, what Python takes by itself does not count."""
    _state.limit = size
    if we_are_translated():
        set_max_heap_size(size)
    else:
        _limit_address_space(size)


def use_reserve():
    """Allow the reserve, too: memory is out, and reporting that needs some."""
    if we_are_translated():
        if _state.limit > 0:
            set_max_heap_size(_state.limit + RESERVE)
    else:
        _state.reserve = None


def restore_reserve():
    """Again the limit of `limit_heap`; for those who go on after they have reported."""
    if _state.limit > 0:
        if we_are_translated():
            set_max_heap_size(_state.limit)
        else:
            _keep_reserve()


@not_rpython
def _limit_address_space(size):
    if resource is None:
        return
    try:
        with open("/proc/self/statm") as statistics:
            used = int(statistics.read().split()[0]) * resource.getpagesize()
        soft, hard = resource.getrlimit(resource.RLIMIT_AS)
        allowed = used + size
        for limit in (soft, hard):
            if limit != resource.RLIM_INFINITY:
                allowed = min(allowed, limit)
        resource.setrlimit(resource.RLIMIT_AS, (allowed, hard))
    except (OSError, ValueError):
        return  # the system has no such limit
    _keep_reserve()


@not_rpython
def _keep_reserve():
    try:
        _state.reserve = bytearray(min(RESERVE, _state.limit // 4))
    except MemoryError:
        _state.reserve = None
