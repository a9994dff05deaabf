from minhdinh.notifications.models.hook import HookDelivery, WebHook
from minhdinh.notifications.models.notice import Notice
from minhdinh.notifications.models.profile import NoticeProfile

__all__ = ["HookDelivery", "Notice", "NoticeProfile", "WebHook"]
