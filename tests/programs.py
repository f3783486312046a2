"""How the programs below `Examples` are run by their tests, and what these assert about the outcome."""

from vm_process import run_vm

TIME_LIMIT = 600  # seconds for one program; the benchmarks are long, and slow on the hosted VM


class Run:
    """The outcome of one program: exit status, both outputs as text, the lines of stdout."""

    def __init__(self, outcome):
        self.status = outcome.status
        self.stdout = outcome.stdout.decode("utf-8")
        self.stderr = outcome.stderr.decode("utf-8")
        self.lines = self.stdout.split("\n")

    def succeeded(self):
        """Assert that the program ended normally, and answer its lines."""
        assert (self.status, self.stderr) == (0, ""), self.stdout + self.stderr
        return self.lines

    def failed(self, error):
        """Assert that the program ended by `error:` with exactly this text; stderr tells where."""
        assert self.status == 1 and self.stderr.startswith("Traceback "), self.stderr
        assert self.stdout.endswith("\nERROR: " + error + "\n")


def run_program(*arguments):
    """Run the VM under test (see `vm_process`) from the root of the checkout."""
    return Run(run_vm(*arguments, stdin=None, time_limit=TIME_LIMIT))
