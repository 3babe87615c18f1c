"""Figures between markers: written, compared, of another compiler."""
import tempfile
import unittest
from pathlib import Path

import figures

TABLE = "| board | core | flash | to settle |\n|---|---|---|---|\n| b | M3 | 261 008 | 2 885 200 |\n"
ROWS = {"b": {"core": "M3", "flash": 261_100, "to settle": 2_885_200}}


def readme(folder, version="rustc 1.95.0"):
    path = Path(folder) / "README.md"
    path.write_text(f"# b\n\n<!-- measured with {version} -->\n{TABLE}<!-- end -->\n\nmore\n")
    return path


class Figures(unittest.TestCase):
    def treated(self, rows, write=False, version="rustc 1.95.0", others=False):
        """What is wrong, and the README after."""
        with tempfile.TemporaryDirectory() as folder:
            path = readme(folder, version)
            return figures.treat(path, rows, "rustc 1.95.0", write, others), path.read_text()

    def test_a_few_bytes_are_the_same(self):
        self.assertEqual(self.treated(ROWS)[0], [])

    def test_a_stale_figure_is_named(self):
        rows = {"b": {**ROWS["b"], "flash": 265_000}}
        (wrong,) = self.treated(rows)[0]
        self.assertTrue(wrong.endswith("README.md: b, flash: 261 008 instead of 265 000"), wrong)

    def test_a_word_that_changed_is_named(self):
        (wrong,) = self.treated({"b": {**ROWS["b"], "core": "M4"}})[0]
        self.assertTrue(wrong.endswith("b, core: M3 instead of M4"), wrong)

    def test_a_line_that_is_missing_is_named(self):
        wrong = self.treated({**ROWS, "new": ROWS["b"]})[0]
        self.assertEqual(len(wrong), 3)  # its three figures
        self.assertTrue(wrong[0].endswith("new, core: nothing instead of M3"), wrong[0])

    def test_written_figures_are_the_measured_ones(self):
        rows = {"b": {**ROWS["b"], "flash": 300_000}, "new": ROWS["b"]}
        wrong, text = self.treated(rows, write=True)
        self.assertEqual(wrong, [])
        lines = "| b | M3 | 300 000 | 2 885 200 |\n| new | M3 | 261 100 | 2 885 200 |\n"
        self.assertIn(f"{lines}<!-- end -->\n\nmore", text)

    def test_a_line_that_is_not_measured_is_named_and_goes(self):
        (wrong,) = self.treated({}, others=False)[0]
        self.assertTrue(wrong.endswith("b: is not measured"), wrong)
        self.assertNotIn("| b |", self.treated({}, write=True)[1])

    def test_lines_of_other_boards_stay(self):
        self.assertEqual(self.treated({}, others=True)[0], [])
        self.assertIn("| b |", self.treated({"new": ROWS["b"]}, write=True, others=True)[1])

    def test_another_compiler_is_not_compared(self):
        rows = {"b": {**ROWS["b"], "flash": 1}}
        self.assertEqual(self.treated(rows, version="rustc 1.96.0")[0], [])

    def test_figures_of_two_compilers_are_not_mixed(self):
        wrong, text = self.treated({"new": ROWS["b"]}, write=True, version="rustc 1.96.0", others=True)
        self.assertIn("write those of all boards, b too", wrong[0])
        self.assertIn(TABLE, text)

    def test_markers_are_asked_for(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "README.md"
            path.write_text("# b\n")
            self.assertIn("has no figures", figures.treat(path, ROWS, "rustc 1.95.0", True)[0])


if __name__ == "__main__":
    unittest.main()
