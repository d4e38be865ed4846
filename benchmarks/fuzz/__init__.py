"""Damaged and hostile files through the whole program, each in a process of its own with little memory and time."""
