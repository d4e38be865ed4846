"""Findings that do not count at the gate (waived, or known from a baseline), and how two audits differ."""
