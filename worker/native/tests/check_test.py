"""The self-test holds in a box, and would notice if it were none."""

import json
import subprocess
import unittest

from box import LAUNCHER


def launcher(*arguments, **options):
    return subprocess.run([LAUNCHER, *arguments], capture_output=True, text=True, timeout=30, **options)


class Check(unittest.TestCase):
    def test_holds_on_this_machine(self):
        check = launcher("check")
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        self.assertTrue(all(line.startswith("ok") for line in check.stdout.splitlines()))

    def test_tells_the_same_as_json(self):
        check = json.loads(launcher("check", "--json").stdout)
        self.assertTrue(check["holds"])
        self.assertEqual(check["isolation"], "namespaces")
        self.assertGreater(len(check["checks"]), 10)
        for line in check["checks"]:
            self.assertEqual(set(line), {"name", "holds", "proves", "detail", "remedy"})

    def test_notices_that_the_host_is_no_box(self):
        """Only probes that change nothing where they succeed."""
        for name in ("network", "host-files", "privileges"):
            with self.subTest(name):
                self.assertEqual(launcher("probe", name).returncode, 1)

    def test_does_not_hold_where_no_box_can_be_made_and_names_the_remedy(self):
        check = launcher("check", user="nobody", group="nogroup", extra_groups=[])
        self.assertEqual(check.returncode, 1)
        self.assertIn("FAIL  start", check.stdout)
        self.assertIn("remedy:", check.stdout)
        check = launcher("check", "--json", user="nobody", group="nogroup", extra_groups=[])
        start = json.loads(check.stdout)["checks"][0]
        self.assertFalse(start["holds"])
        self.assertTrue(start["remedy"])


if __name__ == "__main__":
    unittest.main()
