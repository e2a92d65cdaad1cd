"""For pages of other apps that show accounts."""

from django import template

from akun import services
from organisasi.models import Pengguna

register = template.Library()


@register.simple_tag
def tautan_aktivasi(pengguna: Pengguna) -> str:
    """Path of the link for the first password; empty for an account that has one."""
    try:
        return services.tautan_aktivasi(pengguna)
    except services.GalatAkun:
        return ""
