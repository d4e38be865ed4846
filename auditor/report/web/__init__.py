"""The HTML report: what it shows (`view`), its pages (`sheets`, `pictures`), and its template with style and script."""
