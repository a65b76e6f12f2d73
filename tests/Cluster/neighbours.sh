#!/bin/sh
# Silos of this tree and of another commit in one cluster, both ways: calls, moves, replacement in order, death.
# usage: tests/Cluster/neighbours.sh [COMMIT]    (default: the last tag, else the commit before)
set -eu
cd "$(dirname "$0")/../.."
commit=${1:-$(git describe --tags --abbrev=0 2>/dev/null || git rev-parse HEAD~1)}
other=$(mktemp -d)
trap 'git worktree remove --force "$other/tree" 2>/dev/null || true; rm -rf "$other"' EXIT
git worktree add --quiet --detach "$other/tree" "$commit"
dotnet build "$other/tree/tests/Cluster" -c Release -v q -nodeReuse:false
dotnet run -c Release --project tests/Cluster -- neighbours --other "$other/tree/tests/Cluster/bin/Release/net10.0/Krewe.Cluster.Tests.dll"
