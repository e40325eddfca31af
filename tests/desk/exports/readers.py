"""Reading back what was exported."""

from io import BytesIO

from openpyxl import load_workbook


def rows_of_xlsx(content: bytes) -> list[tuple]:
    return list(load_workbook(BytesIO(content), read_only=True).active.iter_rows(values_only=True))
