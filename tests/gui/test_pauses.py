from __future__ import annotations

import gc

from gui import pauses


def test_what_a_start_has_made_is_left_out_of_later_searches() -> None:
    made = [[number] for number in range(1000)]
    try:
        pauses.forget_the_start()
        looked_through = {id(one) for one in gc.get_objects()}
        assert not looked_through & {id(one) for one in made}
    finally:
        gc.unfreeze()
