"""Evidence files for the demo: small, valid PDFs that say plainly that they are examples."""

from __future__ import annotations

from hashlib import sha256

from django.core.files.uploadedfile import SimpleUploadedFile


def example_pdf(name: str) -> SimpleUploadedFile:
    """A one-page PDF that prints "EXAMPLE" and is different for every name."""
    mark = sha256(name.encode()).hexdigest()
    stream = f"BT /F1 20 Tf 72 740 Td (EXAMPLE - NOT A REAL DOCUMENT) Tj 0 -30 Td /F1 8 Tf ({mark}) Tj ET".encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return SimpleUploadedFile(f"{name}.pdf", _assemble(bodies), content_type="application/pdf")


def _assemble(bodies: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += str(number).encode() + b" 0 obj\n" + body + b"\nendobj\n"
    start = len(out)
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    size = str(len(bodies) + 1).encode()
    out += b"xref\n0 " + size + b"\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size " + size + b" /Root 1 0 R >>\nstartxref\n" + str(start).encode() + b"\n%%EOF\n"
