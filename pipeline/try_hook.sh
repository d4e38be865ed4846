#!/usr/bin/env bash
# Runs the hook with pre-commit itself, in a repository of its own: a clean document passes, one with findings is stopped.
# The first argument is the folder that pre-commit was installed to.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export PRE_COMMIT_HOME="$place/home" GIT_CONFIG_GLOBAL=/dev/null
path=$1

hook() { "$path/pre-commit" try-repo "$project" audit --files "$@" > "$place/told" 2>&1; }

mkdir "$place/repository"
cd "$place/repository"
git init --quiet
cp "$project"/examples/*.pdf .
git add .
hook mianxian-2024-unit-budget-corrected.pdf || { cat "$place/told"; echo "the hook stops a clean document"; exit 1; }
if hook mianxian-2024-unit-budget.pdf; then echo "the hook lets findings pass"; exit 1; fi
grep -q "error\[SG-01\]" "$place/told" || { cat "$place/told"; echo "the hook does not tell the finding"; exit 1; }
echo "pre-commit passes the corrected example and stops the other"
