"""The application's style sheet, built from roles and measures.

Qt's Fusion style draws everything alike on every system; dialogs for files stay native.
"""

from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtWidgets import QApplication

from gi_desktop.ui import icons, theme
from gi_desktop.ui.theme import LIGHT, MEASURES, Palette

_LEAST_AROUND = 2

_SHEET = """
QToolTip {{ color: {text}; background: {surface}; border: 1px solid {control}; padding: 4px; }}

#topBar, #toolBar, #stepBar, #sidePanel, #sideBody, #footBar {{ background: {surface}; }}
#topBar {{ border-bottom: 1px solid {line}; }}
#stepBar {{ border: none; border-right: 1px solid {line}; }}
#sidePanel {{ border: none; border-left: 1px solid {line}; }}
#footBar {{ border-top: 1px solid {line}; }}
#noticeScroll, #noticeBody {{ background: transparent; border: none; }}
#noticeScroll:focus {{ border: 1px solid {accent}; }}
#sideScroll {{ background: {surface}; border: none; }}
#helpScroll {{ background: {surface}; border: {m.frame}px solid transparent;
    border-radius: {m.corner}px; }}
#helpScroll:focus {{ border-color: {accent}; }}
#helpBody {{ background: {surface}; }}
#pageBody, #pageScroll {{ background: {ground}; border: none; }}

#reportName {{ font-weight: bold; }}
#pageTitle {{ font-size: {title}px; font-weight: bold; }}
#groupTitle, #helpTitle {{ font-weight: bold; }}
#context, #note, #stepCount, #remedy, #otherSteps {{ color: {secondary}; }}
#helpHeading {{ color: {secondary}; font-size: {small}px; font-weight: bold; }}
#note, #remedy, #otherSteps {{ font-size: {small}px; }}
#partName {{ color: {secondary}; font-size: {small}px; }}
#mildNote {{ color: {verify}; font-size: {small}px; }}
#dueNear {{ color: {verify}; font-weight: bold; }}
#saveState[state="saved"], #saveState[state="unnamed"] {{ color: {good}; }}
#saveState[state="unsaved"] {{ color: {verify}; }}
#saveState[state="failed"] {{ color: {error}; font-weight: bold; }}

QMenuBar {{ font-size: {text_px}px; }}
QMenuBar {{ background: {surface}; spacing: 2px; }}
QMenuBar::item {{ padding: 5px 7px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {accent_ground}; color: {accent_dark}; }}
QMenu {{ background: {surface}; border: 1px solid {control}; padding: 4px; font-size: {text_px}px;
    menu-scrollable: 1; }}
QMenu::item {{ padding: {around_entry}px 24px {around_entry}px 12px; border-radius: 4px; }}
QMenu::icon {{ padding-left: 8px; }}
QMenu::item:selected {{ background: {accent_ground}; color: {accent_dark}; }}
QMenu::item:disabled {{ color: {disabled}; background: transparent; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 3px 8px; }}

QToolBar {{ background: {surface}; border: none; border-bottom: 1px solid {line};
    padding: 0px 8px; spacing: 0px; }}
QToolBar::separator {{ width: 1px; background: {line}; margin: 6px 6px; }}
QToolButton {{ border: {m.frame}px solid transparent; border-radius: {m.corner}px;
    padding: 3px 5px; background: transparent; color: {text}; }}
QToolButton:hover {{ background: {accent_ground}; color: {accent_dark}; }}
QToolButton:pressed {{ background: {accent_ground}; color: {accent_dark}; }}
QToolButton:checked {{ background: {accent}; color: {on_accent}; }}
QToolButton:checked:hover {{ background: {accent_dark}; color: {on_accent}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:checked:focus {{ border-color: {text}; }}
QToolButton:disabled {{ color: {disabled}; }}
QToolButton::menu-indicator {{ image: none; }}

QToolButton#proseTool, QToolButton#topic {{ background: {surface};
    border: 1px solid {line}; padding: 4px 6px; margin: 1px 0px; }}
QToolButton#proseTool:hover, QToolButton#topic:hover {{ background: {accent_ground};
    border-color: {accent}; }}
QToolButton#proseTool:focus, QToolButton#topic:focus {{ border: {m.frame}px solid {accent};
    padding: 3px 5px; }}
QToolButton#topic {{ padding: 4px 0px 4px 6px; }}
QToolButton#topic:focus {{ padding: 3px 0px 3px 5px; }}
#count {{ color: {secondary}; font-size: {small}px; }}
#carried {{ color: {verify}; font-size: {small}px; }}
#count[over="true"] {{ color: {verify}; }}
#pasteNote {{ background: {accent_ground}; border-top: 1px solid {line}; }}
#dropAnswer {{ background: {accent_ground}; color: {accent_dark}; padding: 16px;
    border: {m.frame}px dashed {accent}; border-radius: {m.corner}px; }}
#findBar {{ background: {surface}; border-top: 1px solid {line}; }}

QPushButton {{ background: {surface}; color: {text}; border: 1px solid {control};
    border-radius: {m.corner}px; padding: 5px 15px; min-height: {inner}px; }}
QPushButton:hover {{ background: {accent_ground}; border-color: {accent}; }}
QPushButton:pressed {{ background: {accent_ground}; color: {accent_dark}; }}
QPushButton:focus {{ border: {m.frame}px solid {accent}; padding: 4px 14px; }}
QPushButton:disabled {{ color: {disabled}; border-color: {line}; background: {surface}; }}
QPushButton::menu-indicator {{ image: none; width: 0px; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent};
    border: 1px solid {accent}; }}
QPushButton[kind="primary"]:hover {{ background: {accent_dark}; }}
QPushButton[kind="primary"]:focus {{ border: {m.frame}px solid {text}; }}
QPushButton[kind="primary"]:disabled {{ background: {ground}; color: {disabled};
    border-color: {line}; }}
QPushButton[kind="link"] {{ background: transparent; color: {accent};
    border: {m.frame}px solid transparent; border-radius: 3px; padding: 0px; min-height: {link}px;
    text-align: left; }}
QPushButton[kind="link"]:hover {{ text-decoration: underline; color: {accent_dark}; }}
QPushButton[kind="link"]:focus {{ border-color: {accent}; padding: 0px; }}
QPushButton[kind="link"]:disabled {{ color: {disabled}; }}

QLineEdit, QTextEdit, QPlainTextEdit {{ placeholder-text-color: {secondary}; }}
QLineEdit, ComboBox, QTextEdit {{ background: {surface}; color: {text};
    border: 1px solid {control}; border-radius: {m.corner}px; padding: 5px 8px;
    selection-background-color: {accent}; selection-color: {on_accent}; }}
QLineEdit, ComboBox {{ min-height: {inner}px; }}
QLineEdit:focus, ComboBox:focus, QTextEdit:focus {{ border: {m.frame}px solid {accent};
    padding: 4px 7px; }}
QLineEdit:disabled, ComboBox:disabled {{ background: {ground}; color: {disabled};
    border-color: {line}; placeholder-text-color: {disabled}; }}
CellEditor, CellEditor:focus {{ border: 0; border-radius: 0; padding: 0; min-height: 0; }}
QTextEdit {{ padding: 0px; }}
QTextEdit:focus {{ padding: 0px; }}
ComboBox {{ combobox-popup: 0; }}
ComboBox::drop-down {{ border: none; width: 24px; }}
ComboBox::down-arrow {{ image: none; }}
ComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {control};
    selection-background-color: {accent_ground}; selection-color: {accent_dark};
    outline: none; padding: 3px; }}
ComboBox QAbstractItemView::item {{ min-height: {link}px; padding: 3px 6px; }}
QRadioButton, QCheckBox {{ spacing: 6px; padding: 3px;
    border: {m.frame}px solid transparent; border-radius: 4px; }}
QRadioButton::indicator, QCheckBox::indicator, QTableWidget::indicator {{
    width: 14px; height: 14px;
    border: 1px solid {control}; border-radius: 3px; background: {surface}; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QRadioButton::indicator:checked {{ width: 6px; height: 6px; border: 5px solid {accent}; }}
QCheckBox::indicator:checked, QTableWidget::indicator:checked {{ background: {accent}; border-color: {accent}; }}
QRadioButton::indicator:disabled, QCheckBox::indicator:disabled {{ border-color: {line}; }}
QRadioButton:focus, QCheckBox:focus {{ border-color: {accent}; }}

#answerScroll {{ background: {surface}; border: 1px solid {line};
    border-radius: {m.corner}px; }}
#answerScroll:focus {{ border: {m.frame}px solid {accent}; }}
#answerBody {{ background: transparent; }}
#hairline {{ background: {line}; border: none; }}
#card, #panel {{ background: {surface}; border: 1px solid {line};
    border-radius: {m.corner}px; }}
#notice {{ background: {accent_ground}; border: 1px solid {accent};
    border-radius: {m.corner}px; }}

QListView#recentList {{ background: transparent; border: none; outline: none; }}
QTableWidget, #batchTable {{ background: {surface}; border: 1px solid {control}; outline: none;
    gridline-color: {line}; border-radius: {m.corner}px; padding: 2px;
    selection-background-color: {accent_ground}; selection-color: {accent_dark}; }}
QTableWidget:focus, #batchTable:focus {{ border: {m.frame}px solid {accent}; padding: 1px; }}
QTableWidget::item, #batchTable::item {{ padding: 0px 6px; }}
QTableWidget QHeaderView, #batchTable QHeaderView {{ background: {header}; border: none; }}
QTableWidget QHeaderView::section, #batchTable QHeaderView::section {{ background: {header}; color: {text}; padding: 4px 8px;
    border: none; border-right: 1px solid {line}; border-bottom: 1px solid {line}; }}

QListView#organList {{ background: {surface}; border: 1px solid {control}; outline: none;
    border-radius: {m.corner}px; padding: 3px; }}
QListView#organList::item {{ padding: 6px 8px; border-radius: 4px; color: {text}; }}
QListView#organList::item:selected {{ background: {accent_ground}; color: {accent_dark}; }}
QListView#organList:focus {{ border: {m.frame}px solid {accent}; padding: 2px; }}
QListView#batchFound {{ background: {surface}; border: 1px solid {control}; outline: none;
    border-radius: {m.corner}px; padding: 3px; }}
QListView#batchFound::item {{ padding: 4px 4px; color: {text}; }}
QListView#batchFound::item:selected {{ background: {accent_ground}; color: {accent_dark}; }}
QListView#batchFound:focus {{ border: {m.frame}px solid {accent}; padding: 2px; }}
QListView#stepList, QListView#thumbnails {{ background: {surface}; border: none;
    outline: none; }}
QListView#thumbnails {{ border-right: 1px solid {line}; }}
#helpPage, #helpBar, #batchPage, #comparison {{ background: {surface}; }}
#helpBar {{ border-bottom: 1px solid {line}; }}
QTextEdit#helpReader {{ border: none; border-radius: 0px; }}
QTextEdit#helpReader:focus {{ border: {m.frame}px solid {accent}; }}
QTreeWidget#helpContents {{ background: {surface}; border: none;
    border-right: 1px solid {line}; outline: none; padding: 4px; }}
QTreeWidget#helpContents::item {{ padding: 4px 4px; color: {text}; }}
QTreeWidget#helpContents::item:selected {{ background: {accent_ground}; color: {accent_dark}; }}
QTreeWidget#helpContents:focus {{ border: {m.frame}px solid {accent}; padding: 2px; }}
#previewBar {{ background: {surface}; border-bottom: 1px solid {line}; }}
#previewNote {{ background: {verify_ground}; border-bottom: 1px solid {verify_line}; }}
#previewNote QLabel {{ color: {verify}; }}
#previewMessage {{ background: {desk}; }}
QScrollArea {{ border: none; background: transparent; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {control}; border-radius: 3px; margin: 3px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {secondary}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def sheet(palette: Palette = LIGHT) -> str:
    """Return the style sheet, for text as large as the application's font has it now."""
    colors = {role.value: theme.value(role, palette) for role in palette}
    lengths = {
        "title": MEASURES.title,
        "small": MEASURES.small,
        "text_px": MEASURES.text,
        "inner": 20,
        "link": 18,
    }
    sizes = {name: theme.scaled(px) for name, px in lengths.items()}
    sizes["around_entry"] = _around_entry()
    return _SHEET.format(m=MEASURES, **sizes, **colors)


def _around_entry() -> int:
    """Return what goes above and below an entry of a menu: it is as high as a row of a table.

    Fonts differ much in how high their lines are, and no menu is to be higher than the screen.
    """
    line = max(QFontMetrics(QGuiApplication.font()).height(), icons.SIZE)
    return max(_LEAST_AROUND, (theme.scaled(MEASURES.row) - line) // 2)


def install(app: QApplication) -> None:
    """Give the application its style, palette and style sheet."""
    app.setStyle("fusion")
    app.setPalette(theme.qt_palette())
    app.setStyleSheet(sheet())
