"""Prints the failed tests of a trx file with their messages, then a line: passed failed skipped."""
import sys
import xml.etree.ElementTree as tree

NS = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
counts = {"Passed": 0, "Failed": 0, "NotExecuted": 0}
try:
    results = tree.parse(sys.argv[1]).getroot().findall(".//t:UnitTestResult", NS)
except (OSError, tree.ParseError):
    results = []
for result in results:
    outcome = result.get("outcome", "Failed")
    counts[outcome if outcome in counts else "Failed"] += 1
    if outcome == "NotExecuted":
        print(f"skipped {result.get('testName')}: {result.findtext('.//t:Message', '', NS).strip()}")
    elif outcome != "Passed":
        print(f"FAILED {result.get('testName')}")
        for part in (".//t:Message", ".//t:StackTrace"):
            print("\n".join("    " + line for line in result.findtext(part, "", NS).strip().splitlines()[:25]))
print(counts["Passed"], counts["Failed"], counts["NotExecuted"])
