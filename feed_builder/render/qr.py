"""An address as a picture that phones read."""

from __future__ import annotations

from io import BytesIO

from markupsafe import Markup


def qr_svg(address: str) -> Markup:
    """The QR code as inline SVG, dark on light in dark pages too: scanners need it."""
    import segno  # late: one page only needs it

    made = BytesIO()
    segno.make(address, error="m", micro=False).save(
        made,
        kind="svg",
        xmldecl=False,
        svgns=False,
        border=2,
        scale=4,
        dark="#000",
        light="#fff",
        svgclass="code",
        omitsize=True,
    )
    return Markup(made.getvalue().decode().strip())  # noqa: S704 - segno's own shapes
