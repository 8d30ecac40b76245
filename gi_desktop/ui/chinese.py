"""Qt's own texts in Chinese, whatever the system's language is."""

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_LACKING = {
    ("QFileDialog", "&Look in:"): "查找范围(&I)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileDialog", "Computer"): "计算机",
    ("QFileDialog", "Could not rename file."): "文件改名没有成功。",
    ("QAbstractFileIconProvider", "File"): "文件",
    ("QAbstractFileIconProvider", "%1 File"): "%1 文件",
    ("QAbstractFileIconProvider", "Shortcut"): "快捷方式",
    ("QAbstractFileIconProvider", "Alias"): "替身",
    ("QAbstractFileIconProvider", "File Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "Unknown"): "未知",
}
"""What Qt's own translation leaves in English in its file dialog, by context and source text."""


class _Lacking(QTranslator):
    """Translates what Qt's own file lacks."""

    def isEmpty(self) -> bool:
        return False

    def translate(
        self, context: str, sourceText: str, /, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return _LACKING.get((context, sourceText))


def install_chinese(app: QCoreApplication) -> None:
    """Install the translations. FileNotFoundError, in words, where the installation is torn."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(app)
    if not translator.load("qtbase_zh_CN", folder):
        raise FileNotFoundError(f"安装不完整，缺少文件：{folder}/qtbase_zh_CN.qm")
    app.installTranslator(translator)
    app.installTranslator(_Lacking(app))
