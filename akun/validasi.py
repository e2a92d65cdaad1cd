"""Django's rules for passwords, in the words of the house (AUTH_PASSWORD_VALIDATORS)."""

from django.contrib.auth import password_validation as asal


class TidakMirip(asal.UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return "Kata sandi terlalu mirip dengan %(verbose_name)s Anda. Pilih kata lain."

    def get_help_text(self) -> str:
        return "Tidak mirip nama, nama pengguna, atau surel Anda."


class PanjangTerkecil(asal.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Kata sandi terlalu pendek: sedikitnya {self.min_length} karakter."

    def get_help_text(self) -> str:
        return f"Sedikitnya {self.min_length} karakter; beberapa kata berurutan mudah diingat."


class TidakUmum(asal.CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Kata sandi ini terlalu sering dipakai orang dan mudah ditebak. Pilih yang lain."

    def get_help_text(self) -> str:
        return "Bukan kata sandi yang sering dipakai orang."


class BukanAngkaSaja(asal.NumericPasswordValidator):
    def get_error_message(self) -> str:
        return "Kata sandi tidak boleh angka saja. Tambahkan huruf."

    def get_help_text(self) -> str:
        return "Bukan angka saja."
