"""System checks of the kernel."""

from sakip.checks import folder_dapat_ditulis, https_untuk_jaringan


def test_writable_folders_give_no_complaint():
    assert folder_dapat_ditulis(None) == []


def test_missing_media_folder_is_an_error(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "tidak-ada"
    [galat] = folder_dapat_ditulis(None)
    assert (galat.id, "tidak-ada" in galat.msg) == ("sakip.E001", True)


def test_http_for_this_machine_alone_is_fine(settings):
    settings.HTTPS, settings.ALLOWED_HOSTS = False, ["localhost", "127.0.0.1"]
    assert https_untuk_jaringan(None) == []


def test_http_for_a_network_is_a_warning(settings):
    settings.HTTPS, settings.ALLOWED_HOSTS = False, ["sakip.example.go.id", "localhost"]
    [peringatan] = https_untuk_jaringan(None)
    assert (peringatan.id, "sakip.example.go.id" in peringatan.msg) == ("sakip.W001", True)


def test_https_for_a_network_is_fine(settings):
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["sakip.example.go.id"]
    assert https_untuk_jaringan(None) == []
