"""Releases on a stick: what is in one, whether it is genuine and fits, how this program is installed, and updating it.

Standard library and ``cryptography`` only; knows neither the record nor the window.
"""
