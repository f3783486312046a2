"""The suites, VMs and sizes of `Examples/rebench.conf`, for measuring without ReBench.

ReBench reads the file with a YAML library, which our tools do without. `parse` understands the part of YAML that
the file uses, and refuses everything else: block maps and lists, flow maps and lists on one line, plain scalars.
"""

from __future__ import annotations

import re
import shlex
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIGURATION = ROOT / "Examples" / "rebench.conf"

START_UP = "StartUp"  # the adapter of suites that measure whole processes

FLOW = re.compile(r"[\[\]{},]|[^\[\]{},]+")
UNSUPPORTED = re.compile(r"[&*!|>%@`\"'?]|- ")  # what a plain scalar must not start with


class ConfigurationError(Exception):
    """The configuration cannot be understood, or has no such entry. `str` of it is for the user."""


# ---------------------------------------------------------------------------------------------- YAML


def parse(text: str) -> Any:
    """The value that a YAML text describes: dict, list, str, int. Raises ConfigurationError."""
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        content = re.sub(r"(^|\s)#.*", "", line).rstrip()
        if content and content != "---":
            lines.append((number, len(content) - len(content.lstrip(" ")), content.lstrip(" ")))
    value, rest = parse_block(lines)
    if rest:
        raise ConfigurationError("line %d: indented like nothing above" % rest[0][0])
    return value


def parse_block(lines: list[tuple[int, int, str]]) -> tuple[Any, list[tuple[int, int, str]]]:
    """The map or list that starts with the first of the lines (number, indentation, content), and what follows it."""
    if not lines:
        raise ConfigurationError("a value is missing at the end")
    indentation = lines[0][1]
    is_list = lines[0][2].startswith("- ")
    items: list[Any] = []
    entries: dict[str, Any] = {}
    while lines and lines[0][1] == indentation and lines[0][2].startswith("- ") == is_list:
        number, _, content = lines[0]
        lines = lines[1:]
        if is_list:
            items.append(parse_item(number, content[2:].strip()))
            continue
        key, text = split_entry(number, content)
        if key in entries:
            raise ConfigurationError("line %d: '%s' again" % (number, key))
        if text:
            entries[key] = parse_flow(number, text)
        elif lines and lines[0][1] > indentation:
            entries[key], lines = parse_block(lines)
        else:
            raise ConfigurationError("line %d: '%s' has no value" % (number, key))
    return (items if is_list else entries), lines


def split_entry(number: int, content: str) -> tuple[str, str]:
    """The key, and the text of the value, of `key: value`."""
    match = re.match(r"([^\s:\[\]{},]+):(?: +(.*))?$", content)
    if match is None:
        raise ConfigurationError("line %d: no 'name: value'" % number)
    return match.group(1), match.group(2) or ""


def parse_item(number: int, content: str) -> Any:
    """What follows the dash: `name`, or `name: value`, a map of one."""
    if content[:1] not in ("[", "{") and ": " in content:
        key, text = split_entry(number, content)
        return {key: parse_flow(number, text)}
    return parse_flow(number, content)


def parse_flow(number: int, text: str) -> Any:
    """A value on one line."""
    if text[:1] not in ("[", "{"):
        return parse_scalar(number, text)
    tokens = [token.strip() for token in FLOW.findall(text) if token.strip()]
    value = parse_tokens(number, tokens)
    if tokens:
        raise ConfigurationError("line %d: '%s' is too much" % (number, tokens[0]))
    return value


def parse_tokens(number: int, tokens: list[str]) -> Any:
    """Take one value from the front of the tokens."""
    opening = take(number, tokens)
    if opening not in ("[", "{"):
        return parse_scalar(number, opening)
    closing = "]" if opening == "[" else "}"
    items: list[Any] = []
    entries: dict[str, Any] = {}
    while tokens and tokens[0] != closing:
        if opening == "[":
            items.append(parse_tokens(number, tokens))
        else:
            key, text = split_entry(number, take(number, tokens))
            entries[key] = parse_scalar(number, text) if text else parse_tokens(number, tokens)
        if tokens[:1] == [","]:
            take(number, tokens)
    if take(number, tokens) != closing:
        raise ConfigurationError("line %d: '%s' is missing" % (number, closing))
    return items if opening == "[" else entries


def take(number: int, tokens: list[str]) -> str:
    """Remove the first token."""
    if not tokens:
        raise ConfigurationError("line %d: the line ends too early" % number)
    return tokens.pop(0)


def parse_scalar(number: int, text: str) -> str | int:
    if UNSUPPORTED.match(text) or ": " in text:
        raise ConfigurationError("line %d: '%s' is YAML that our tools do not know" % (number, text))
    return int(text) if re.fullmatch(r"-?[0-9]+", text) else text


# ---------------------------------------------------------------------------------------------- what it means


@dataclass(frozen=True)
class Vm:
    """A VM that can be measured, with what `rebench.conf` prescribes for such VMs."""

    name: str
    command: tuple[str, ...]
    size: int  # inner iterations where the suite asks for `%(input)s`
    suites: tuple[str, ...]

    def exists(self) -> bool:
        return "/" not in self.command[0] or (ROOT / self.command[0]).is_file()


@dataclass(frozen=True)
class Task:
    """One benchmark on one VM."""

    vm: Vm
    suite: str
    title: str  # suites that measure the same thing with other sizes share the title
    benchmark: str
    template: str  # of the arguments; a place for the iterations is left
    inner: int
    is_start_up: bool

    def command(self, iterations: int) -> list[str]:
        return list(self.vm.command) + shlex.split(self.template % {"iterations": iterations})


class Configuration:
    """The contents of `rebench.conf`."""

    def __init__(self, text: str) -> None:
        """Raises ConfigurationError."""
        contents = parse(text)
        try:
            self.suites: dict[str, Any] = contents["benchmark_suites"]
            self.executors: dict[str, Any] = contents["executors"]
            executions = contents["experiments"][contents["default_experiment"]]["executions"]
            self.plan = {name: tuple(details["suites"]) for item in executions for name, details in item.items()}
        except (KeyError, TypeError, AttributeError) as error:
            raise ConfigurationError("the configuration is incomplete: %s" % error) from error

    def vms(self) -> list[Vm]:
        """Those of the default experiment, in its order."""
        return [self.vm(name, self.executable(name), name) for name in self.plan]

    def executable(self, name: str) -> tuple[str, ...]:
        executor = self.executors[name]
        executable = executor["executable"]
        if "path" in executor:
            executable = executor["path"] + "/" + executable
        if executable == "python3":
            executable = sys.executable
        return (executable, *shlex.split(executor.get("args", "")))

    def vm(self, name: str, command: tuple[str, ...], model: str) -> Vm:
        """A VM of this command, to be measured like `model`."""
        return Vm(name, command, self.executors[model]["input_sizes"][0], self.plan[model])

    def vm_from_option(self, text: str) -> Vm:
        """`NAME` of an executor, or `NAME=COMMAND`: measured like the VM whose program has the same name."""
        name, _, command = text.partition("=")
        if not command:
            if name not in self.plan:
                raise ConfigurationError("there is no VM '%s', but %s" % (name, ", ".join(self.plan)))
            return self.vm(name, self.executable(name), name)
        parts = tuple(shlex.split(command))
        program = Path(parts[0]).name
        if "-m" in parts:
            program = "python3"
        models = [model for model in self.plan if self.executors[model]["executable"] == program]
        return self.vm(name, parts, models[0] if models else "som-interp")

    def tasks(self, vm: Vm) -> list[Task]:
        """Everything to measure on a VM."""
        return [task for suite in vm.suites for task in self.suite_tasks(vm, suite)]

    def suite_tasks(self, vm: Vm, name: str) -> list[Task]:
        suite = self.suites[name]
        tasks = []
        for item in suite["benchmarks"]:
            benchmark, details = next(iter(item.items())) if isinstance(item, dict) else (item, {})
            arguments = suite["command"] + " " + str(details.get("extra_args", ""))
            values = {"benchmark": benchmark, "input": vm.size, "iterations": "%(iterations)s"}
            inner = details.get("extra_args", vm.size if "%(input)s" in arguments else 1)
            is_start_up = isinstance(suite["gauge_adapter"], dict) and START_UP in suite["gauge_adapter"]
            tasks.append(Task(vm, name, suite["desc"], benchmark, arguments % values, inner, is_start_up))
        return tasks


def load(path: Path = CONFIGURATION) -> Configuration:
    """Raises ConfigurationError."""
    return Configuration(path.read_text(encoding="utf-8"))
