"""The menu of the selected cells."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from gi_desktop.ui.widgets import clipboard, has_text

if TYPE_CHECKING:
    from gi_desktop.ui.table.model import FormModel
    from gi_desktop.ui.table.view import FormView


def cell_menu(view: "FormView", model: "FormModel") -> QMenu:
    """Return the menu of what is selected; the caller shows it."""
    cells, current = view.selected(), view.current_cell()
    menu = QMenu(view)
    if current and len(cells) == 1:
        automatic = model.state(current).automatic
        change = menu.addAction("填写总计\tF2" if automatic else "修改\tF2")
        change.triggered.connect(lambda: view.edit(model.index_of(current)))
    menu.addAction("剪切\tCtrl+X", view.cut).setEnabled(view.typed())
    menu.addAction("复制\tCtrl+C", view.copy).setEnabled(view.filled())
    paste = menu.addAction("粘贴\tCtrl+V", view.paste)
    paste.setEnabled(has_text(clipboard()))
    menu.addSeparator()
    totals = all(map(model.is_total, cells))
    clear = menu.addAction("改回自动计算\tDelete" if totals else "清除\tDelete", view.clear)
    clear.setEnabled(view.typed())
    menu.addAction("填 0\tAlt+0", view.fill_zero)
    menu.addSeparator()
    menu.addAction("全选\tCtrl+A", view.select_all)
    return menu
