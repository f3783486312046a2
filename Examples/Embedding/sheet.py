"""A spreadsheet whose formulas are SOM, to show how a Python program embeds it.

    python3 Examples/Embedding/sheet.py Examples/Embedding/order.txt

Every line of the file is `name = formula`. In a formula `it price` is the value of the cell price; Cells.som says how.
Formulas come from users: a mistake in one, or an endless loop, is shown in its cell and harms no other.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.dirname(os.path.dirname(HERE)))  # not needed where SOM is installed

from som.embedding import Som, SomError  # noqa: E402 - behind the line above

TIME_LIMIT = 0.5  # seconds for one formula and all cells that it needs


class CellError(Exception):
    """A cell that has no value."""


class Sheet:
    """Computes cells when they are asked for, each once."""

    def __init__(self, som, formulas):
        self.som = som
        self.formulas = formulas
        self.values = {}
        self.computing = []  # the names of cells that wait for others
        self.cells = som.load("Cells").send("new")
        self.cells.send("reader:", self.value)

    def value(self, name):
        """The value of a cell. SOM calls this, too. Raises CellError and SomError."""
        if name in self.computing:
            raise CellError("depends on itself: %s" % " -> ".join(self.computing + [name]))
        if name not in self.formulas:
            raise CellError("there is no cell %s" % name)
        if name not in self.values:
            self.computing.append(name)
            try:
                self.values[name] = self.som.evaluate(self.formulas[name], it=self.cells)
            finally:
                self.computing.pop()
        return self.values[name]

    def shown(self, name):
        """The value of a cell as text, or why it has none."""
        try:
            return str(self.value(name))
        except (CellError, SomError) as error:
            return "(%s)" % error


def read_formulas(path):
    """{name: formula} in the order of the file."""
    formulas = {}
    with open(path, encoding="utf-8") as file:
        for line in file:
            name, equals, formula = line.partition("=")
            if equals:
                formulas[name.strip()] = formula.strip()
    return formulas


def main(path):
    """Print all cells of the file."""
    formulas = read_formulas(path)
    with Som(class_path=[HERE], time_limit=TIME_LIMIT, max_depth=1000, sandbox=True) as som:
        sheet = Sheet(som, formulas)
        for name in formulas:
            print("%-10s%s" % (name, sheet.shown(name)))


if __name__ == "__main__":
    main(sys.argv[1])
