"""Tickets: a registrant's code as a QR code, alone or on paper.

A reader needs four modules of white around a code, and at least 0.4 mm a module. Error correction is Q: a quarter of a
code may be dirty.
"""
