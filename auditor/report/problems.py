"""Why a document could not be read, in the reader's language: readers tell a stable id and an English detail."""

from __future__ import annotations

from typing import Final

from auditor.model import Text
from auditor.report.naming import clean
from auditor.report.words import Lang, pick

CHINESE: Final = {
    "missing": "没有这个文件，或无法打开",
    "directory": "这是文件夹，不是文件",
    "permission": "没有读取这个文件的权限",
    "empty": "文件是空的",
    "not-a-pdf": "这不是 PDF 文件",
    "damaged": "PDF 结构损坏，无法修复",
    "truncated": "文件不完整：没有结尾，后面的内容已丢失，请重新下载或导出",
    "encrypted": "文件已加密，需要密码",
    "no-pages": "PDF 里没有页面",
    "no-text": "没有文字层，可能是扫描件，需先做文字识别",
    "garbled-text": "多数文字无法辨认：字体没有说明对应的字符",
    "limit": "超出处理上限",
}


def problem(id_: str, said: Text, lang: Lang) -> str:
    """Return a problem in one language.

    Args:
        id_: stable id; what begins with "limit-" is a limit that was passed.
        said: the message; where both languages are the same, it was written in English only.
        lang: the language to speak.
    """
    chinese = CHINESE.get("limit" if id_.startswith("limit-") else id_)
    if lang == "en" or said.zh != said.en or chinese is None:
        return clean(pick(said, lang))
    return f"{chinese}（{clean(said.en)}）" if id_.startswith("limit-") else chinese
