"""Why object storage did not do what it was asked, a sentence each."""

from __future__ import annotations

from botocore.exceptions import (
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoAuthTokenError,
    NoCredentialsError,
    ParamValidationError,
    PartialCredentialsError,
    ProfileNotFound,
    SSLError,
)

_UNKNOWN_KEYS = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidToken", "ExpiredToken", "AuthFailure"}
_FULL = {"QuotaExceeded", "InsufficientStorage", "XMinioStorageFull", "NoSpaceLeft", "ServiceQuotaExceededException"}
_OTHER_REGION = {"PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException"}


def answered(code: str, status: int, said: str, bucket: str) -> str:
    """What the server's answer means: its error code, HTTP status and message."""
    if code == "NoSuchBucket":
        return f"对象存储里没有桶 {bucket}。请先建好它，或核对地址。"
    if code in _UNKNOWN_KEYS:
        return f"对象存储不认这对密钥（{code}）。请核对 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY。"
    if code == "RequestTimeTooSkewed":
        return "这台电脑的时钟和对象存储差得太多，它不接受请求。请校准时钟。"
    if code in _OTHER_REGION:
        return f"桶 {bucket} 不在这个区域。请写明 region。"
    if code in _FULL or status == 507:
        return f"对象存储满了，或超过了配额（{code}）。请腾出空间再试。"
    if status in (401, 403):
        return f"这对密钥没有权限（{code}）。在桶 {bucket} 里要能列出、读取、写入、删除对象。"
    return f"对象存储没有照做（{code or status}）：{said}。请核对 endpoint，或过一会儿再试。"


def unanswered(error: Exception, bucket: str, endpoint: str) -> str:
    """Why there was no answer. ``endpoint`` is empty where none was written down."""
    where = endpoint or "对象存储"
    if isinstance(error, ProfileNotFound):
        return f"没有这组密钥设置：{error.kwargs.get('profile', '')}。请核对环境变量 AWS_PROFILE。"
    if isinstance(error, NoCredentialsError | PartialCredentialsError | CredentialRetrievalError | NoAuthTokenError):
        return (
            "没有对象存储的密钥。请设好环境变量 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY，"
            "或写在 ~/.aws/credentials 里。"
        )
    if isinstance(error, SSLError):
        return f"不信任 {where} 的证书。若它用的是自己的证书，请用 ca 写明证书文件。"
    if isinstance(error, ConnectionError | HTTPClientError | OSError):
        return f"连不上 {where}，或中途断了。请核对地址和网络。"
    if isinstance(error, ValueError | ParamValidationError):
        return f"地址不对：桶 {bucket}，endpoint {endpoint or '（未写）'}。endpoint 要像 http://主机:端口 这样写。"
    return f"对象存储用不了：{error}"
