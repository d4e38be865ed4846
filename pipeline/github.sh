#!/usr/bin/env bash
# What the action runs: annotations into the log, a summary on the page of the job, and the reports that were asked for.
# FILES, OPTIONS and REPORTS hold one word a line; nothing in them is evaluated by the shell.
set -uo pipefail

words() { # words TEXT: the lines that are not empty, as the array `found`
    mapfile -t found < <(printf '%s\n' "$1" | sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d')
}

summary=$(mktemp)
trap 'rm -f "$summary"' EXIT
arguments=(-o github -o "markdown=$summary")
words "${REPORTS:-}"
for report in "${found[@]}"; do arguments+=(-o "$report"); done
words "${OPTIONS:-}"
arguments+=("${found[@]}")
words "${FILES:-.}"

audit check "${arguments[@]}" -- "${found[@]}"
code=$?
cat "$summary" >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
echo "exit-code=$code" >> "${GITHUB_OUTPUT:-/dev/null}"
exit "$code"
