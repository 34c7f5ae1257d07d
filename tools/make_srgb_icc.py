#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""usage: make_srgb_icc.py OUTPUT.h|OUTPUT.icc

Makes the sRGB profile (ICC.1:2001-04, version 2.1, three matrix columns and one curve) that the PDF
writer embeds, as a C header or as an ICC file.
"""

import struct
import sys

# IEC 61966-2-1: chromaticities of the primaries and of D65.
PRIMARIES = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
WHITE = (0.3127, 0.3290)

# The profile connection space's white, D50 (ICC.1, 6.3.4.3), as s15Fixed16Number.
PCS_WHITE = (0xF6D6, 0x10000, 0xD32D)

BRADFORD = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))

CURVE_POINTS = 256


def multiply(m, v):
    return [sum(a * b for a, b in zip(row, v)) for row in m]


def inverse(m):
    (a, b, c), (d, e, f), (g, h, i) = m
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    adjugate = (
        (e * i - f * h, c * h - b * i, b * f - c * e),
        (f * g - d * i, a * i - c * g, c * d - a * f),
        (d * h - e * g, b * g - a * h, a * e - b * d),
    )
    return [[x / det for x in row] for row in adjugate]


def xyz(chromaticity):
    x, y = chromaticity
    return [x / y, 1.0, (1.0 - x - y) / y]


def adapt(v):
    """From D65 to D50 (Bradford)."""
    source = multiply(BRADFORD, xyz(WHITE))
    target = multiply(BRADFORD, [w / 65536 for w in PCS_WHITE])
    cone = multiply(BRADFORD, v)
    return multiply(inverse(BRADFORD), [c * t / s for c, s, t in zip(cone, source, target)])


def columns():
    """XYZ of red, green and blue as s15Fixed16Numbers that add up to exactly white."""
    primaries = [xyz(p) for p in PRIMARIES]
    scale = multiply(inverse(list(zip(*primaries))), xyz(WHITE))
    fixed = [[round(c * s * 65536) for c in adapt(p)] for p, s in zip(primaries, scale)]
    for i, white in enumerate(PCS_WHITE):
        fixed[1][i] += white - sum(column[i] for column in fixed)
    return fixed


def linear(v):
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def tag_xyz(values):
    return b"XYZ " + struct.pack(">4x3i", *values)


def tag_curve():
    points = [round(linear(i / (CURVE_POINTS - 1)) * 65535) for i in range(CURVE_POINTS)]
    return b"curv" + struct.pack(f">4xI{CURVE_POINTS}H", CURVE_POINTS, *points)


def tag_text(text):
    return b"text" + bytes(4) + text + b"\0"


def tag_description(text):
    head = b"desc" + struct.pack(">4xI", len(text) + 1) + text + b"\0"
    return head + bytes(4 + 4 + 2 + 1 + 67)  # no Unicode, no ScriptCode


def profile():
    red, green, blue = columns()
    curve = tag_curve()
    tags = (
        (b"desc", tag_description(b"sRGB IEC61966-2.1")),
        (b"cprt", tag_text(b"Public domain")),
        (b"wtpt", tag_xyz(PCS_WHITE)),
        (b"rXYZ", tag_xyz(red)),
        (b"gXYZ", tag_xyz(green)),
        (b"bXYZ", tag_xyz(blue)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    )
    table, data, places = b"", b"", {}
    start = 128 + 4 + 12 * len(tags)
    for signature, body in tags:
        if body not in places:
            places[body] = start + len(data)
            data += body + bytes(-len(body) % 4)
        table += struct.pack(">4sII", signature, places[body], len(body))
    header = struct.pack(
        ">I4xI4s4s4s6H4s28x3i48x",
        start + len(data),
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *(2024, 1, 1, 0, 0, 0),
        b"acsp",
        *PCS_WHITE,
    )
    return header + struct.pack(">I", len(tags)) + table + data


def c_header(data):
    rows = [data[i : i + 16] for i in range(0, len(data), 16)]
    body = "\n".join("\t" + " ".join(f"0x{byte:02x}," for byte in row) for row in rows)
    return f"static const unsigned char srgb_icc[{len(data)}] = {{\n{body}\n}};\n"


def main():
    output = sys.argv[1]
    if output.endswith(".icc"):
        with open(output, "wb") as file:
            file.write(profile())
    else:
        with open(output, "w", encoding="ascii") as file:
            file.write(c_header(profile()))


if __name__ == "__main__":
    main()
