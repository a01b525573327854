"""What an error of the operating system means to a publisher."""

from __future__ import annotations

import errno

MEANING = {
    errno.ENOSPC: "磁盘满了，请腾出空间后再试",
    errno.EDQUOT: "磁盘配额用完了，请腾出空间后再试",
    errno.EACCES: "没有权限，请换有权限的用户，或请管理员授权",
    errno.EPERM: "没有权限，请换有权限的用户，或请管理员授权",
    errno.EROFS: "这个磁盘只能读，请检查它是怎么挂载的",
    errno.EIO: "磁盘读写出错，请检查硬件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.ENOTDIR: "这里应当是文件夹",
    errno.EISDIR: "这里应当是文件",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ESTALE: "网络文件夹断开了，请重新连接后再试",
    errno.ECONNREFUSED: "对方没有应答，请检查地址和端口",
    errno.ECONNRESET: "连接断了，请检查网络后再试",
    errno.EPIPE: "连接断了，请检查网络后再试",
    errno.ETIMEDOUT: "对方没有应答，请检查网络后再试",
    errno.EHOSTUNREACH: "连不到对方，请检查网络",
    errno.ENETUNREACH: "连不到对方，请检查网络",
}


def meaning(error: OSError) -> str:
    """What it means in Chinese, without a full stop; with the file or address it is about, where that is known."""
    said = MEANING.get(error.errno or 0) or error.strerror or str(error)
    return f"{said}（{error.filename}）" if isinstance(error.filename, str) else said
