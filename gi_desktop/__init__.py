"""Fill in, check and print the 政府信息公开工作年度报告 of a Chinese office.

Importing this package imports nothing else: no Qt, no DOCX, no PDF library.
"""

__version__ = "0.1.0"
