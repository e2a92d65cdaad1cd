import gc

import pytest

from sakip.sampah import AMBANG, jarang_memulung


def test_the_threshold_is_higher_until_the_last_block_ends():
    semula = gc.get_threshold()
    with jarang_memulung():
        with jarang_memulung():
            assert gc.get_threshold()[0] == AMBANG
        assert gc.get_threshold()[0] == AMBANG
    assert gc.get_threshold() == semula


def test_it_comes_back_after_an_error():
    semula = gc.get_threshold()
    with pytest.raises(ZeroDivisionError), jarang_memulung():
        1 / 0  # noqa: B018
    assert gc.get_threshold() == semula
