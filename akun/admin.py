"""The devices of the second factor are nobody's to read or to hand out by hand: see "Akun saya" and the users' page."""

from django.contrib import admin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

admin.site.unregister([TOTPDevice, StaticDevice])
