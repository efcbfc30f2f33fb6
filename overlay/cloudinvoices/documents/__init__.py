"""What is in a downloaded invoice. Files are read as they are; nothing is asked of a provider.

from cloudinvoices import documents

invoice = documents.read_akamai("invoices/1234567890.json")  # or .csv: header, lines, skipped
with documents.open_akamai("invoices/1234567890.json") as opened:  # a few MB of memory, whatever the file's size
    for line in opened:
        print(line.product, line.item_total)
"""

from .akamai import AkamaiInvoice, AkamaiLines, Source, open_akamai, read_akamai
from .akamai_lines import AkamaiCustomer, AkamaiHeader, AkamaiLine, SkippedLine

__all__ = [
    "AkamaiCustomer",
    "AkamaiHeader",
    "AkamaiInvoice",
    "AkamaiLine",
    "AkamaiLines",
    "SkippedLine",
    "Source",
    "open_akamai",
    "read_akamai",
]
