"""YAML files that people write (rules, waivers, configuration): nodes with line and column, every mistake at once."""
