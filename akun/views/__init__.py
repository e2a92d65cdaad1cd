from .masuk import MasukView, masuk_admin

__all__ = ["MasukView", "masuk_admin"]
