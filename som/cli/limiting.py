"""Puts the limits of the command line into force."""

from __future__ import absolute_import

from som.cli.statuses import INTERRUPTED, OUT_OF_TIME
from som.interpreter.hosted import count_activations
from som.interpreter.limits import time_message
from som.rpy import we_are_translated
from som.rpy_limits import limit_heap, memory_of_machine, watch_interrupts, watch_time
from som.universe.sandbox import Sandbox

# How much of the memory that there is a program gets by default: the rest is for others, and for what no limit covers.
SHARE = 0.75

# What a sandbox allows unless the command line says otherwise.
SANDBOX_HEAP = 512 << 20
SANDBOX_DEPTH = 10000
SANDBOX_TIME = "60"


def default_limits(limits):
    """Fill in the limits that a sandbox has by default."""
    if limits.heap == 0:
        limits.heap = SANDBOX_HEAP
    if limits.depth == 0:
        limits.depth = SANDBOX_DEPTH
    if limits.time == "":
        limits.time = SANDBOX_TIME


def start_limits(universe, limits, is_watched):
    """Put the limits into force; called once, before the first class is loaded.

    `is_watched`: somebody may press ^C, so that traces look for alarms even where there is no time limit.
    """
    universe.limits = limits
    size = limits.heap
    if size == 0:
        size = int(memory_of_machine() * SHARE)
    limit_heap(size)
    if limits.depth > 0:
        universe.counts_depth = True
        if not we_are_translated():
            count_activations(universe.interp)
    watch_interrupts(INTERRUPTED)
    if limits.time != "":
        watch_time(limits.seconds(), OUT_OF_TIME, time_message(limits) + ".\n")
    if is_watched or limits.time != "":
        universe.polls = True


def close_sandbox(universe):
    """From now on the universe reads files on its class path only."""
    directories = universe.class_path[:]
    if universe.core_library != "":
        directories.append(universe.core_library)
    universe.sandbox = Sandbox(directories)
