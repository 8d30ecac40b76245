"""What a part is expected to speak of, ticked while it is written; help on what is missing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from gi_desktop.form import Section, Topic
from gi_desktop.report.topics import speaks_of, topics_for
from gi_desktop.session import Session
from gi_desktop.ui import icons
from gi_desktop.ui.flow import FlowRow
from gi_desktop.ui.theme import MEASURES
from gi_desktop.ui.widgets import button, label

_DONE, _OPEN = "done", "untouched"
"""Names of the pictures; sign and words tell the state, not the colour alone."""


class TopicList(QWidget):
    """One button a topic. It writes nothing: it tells what there is to write, and where."""

    place_asked = Signal(int)
    """The paragraph behind which something is to be written."""

    def __init__(self, session: Session, section: Section, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._section = section
        self._said: dict[str, bool] = {}
        self._asked: Topic | None = None
        self._paragraph = 0
        row = QWidget()
        self._row = FlowRow(4, row)
        head = label("已写到")
        head.setMinimumHeight(MEASURES.control)  # in line with the buttons
        self._row.addWidget(head)
        self.buttons = {topic.name: self._button(topic) for topic in section.topics}
        for made in self.buttons.values():
            self._row.addWidget(made)
        self.help = label("", "context", wrap=True)
        self.go = button("到那里写", lambda: self.place_asked.emit(self._paragraph), "link")
        line = QHBoxLayout()
        line.setSpacing(MEASURES.grid)
        line.addWidget(self.help, 1)
        line.addWidget(self.go, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(row)
        whole.addLayout(line)
        self.help.hide()
        self.go.hide()
        self.refresh()

    def _button(self, topic: Topic) -> QToolButton:
        made = QToolButton()
        made.setObjectName("topic")
        made.setText(topic.name)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda _checked: self._explain(topic))
        return made

    def refresh(self) -> None:
        """Tick what the part speaks of now."""
        texts = self._texts()
        whole = "".join(texts)
        asked = topics_for(self._section, self._session.report)
        for topic in self._section.topics:
            made = self.buttons[topic.name]
            made.setVisible(topic in asked)
            said = speaks_of(topic, whole)
            if self._said.get(topic.name) is not said:
                self._said[topic.name] = said
                made.setIcon(icons.icon(_DONE if said else _OPEN))
                state = "已经写到" if said else "还没有写到，按空格看怎样写"
                made.setAccessibleName(f"{topic.name}：{state}")
                made.setToolTip(
                    f"{topic.name}：{'已经写到' if said else '还没有写到，点一下看怎样写'}"
                )
        if self._asked is not None and self._said[self._asked.name]:
            self._close()

    def _texts(self) -> list[str]:
        """Return what each paragraph reads, without blanks."""
        lookup = self._session.sheet.value
        text = self._session.report.text(self._section.text)
        return ["".join(paragraph.resolve(lookup).split()) for paragraph in text]

    def _close(self) -> None:
        self._asked = None
        self.help.hide()
        self.go.hide()

    def _explain(self, topic: Topic) -> None:
        """Say what belongs to the topic and where it is usually written; again: close."""
        if topic is self._asked:
            self._close()
            return
        self._asked = topic
        texts = self._texts()
        self._paragraph, where = self._place(topic, texts)
        if self._said[topic.name]:
            words = f"“{topic.name}”已经写到，在第 {self._paragraph + 1} 段。"
        else:
            about = "、".join(topic.words[:5])
            words = (
                f"还没有写到“{topic.name}”。可以写本机关实际做的、与{about}等有关的工作，"
                f"{where}；没有做的不要写。"
            )
        self.help.setText(words)
        self.go.setText("看那一段" if self._said[topic.name] else "到那里写")
        self.help.show()
        self.go.setVisible(bool(texts))

    def _place(self, topic: Topic, texts: Sequence[str]) -> tuple[int, str]:
        """Return the last paragraph on the topic, or on the ones before it; and in words."""
        topics = list(topics_for(self._section, self._session.report))
        for earlier in reversed(topics[: topics.index(topic) + 1]):
            places = [number for number, text in enumerate(texts) if speaks_of(earlier, text)]
            if places:
                where = f"接在写“{earlier.name}”的第 {places[-1] + 1} 段后面"
                return places[-1], where
        return 0, "写在开头" if texts else "直接写在下面"
