"""Draws Code 128 barcodes, as printed on badges: what the camera tests hold before the camera.

Widths of bars and gaps in modules, by symbol value, from ISO/IEC 15417, table 1; 103 to 105 start, 106 stops.
"""

TABLE = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
"""
WIDTHS = TABLE.split()
START_B = 104
STOP = 106


def modules(text: str) -> str:
    """The bars of a text of printable ASCII, "1" for a dark module: code set B, with its check symbol."""
    values = [START_B, *(ord(character) - 32 for character in text)]
    if any(not 0 <= value < 96 for value in values[1:]):
        raise ValueError("code set B holds printable ASCII only")
    check = sum(value * max(place, 1) for place, value in enumerate(values)) % 103
    return "".join(_bars(WIDTHS[value]) for value in [*values, check, STOP])


def _bars(widths: str) -> str:
    return "".join("10"[place % 2] * int(width) for place, width in enumerate(widths))
