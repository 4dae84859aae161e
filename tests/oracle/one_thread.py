"""PyTorch where it is installed, on one thread: with tiny tensors a pool of them only waits."""

import pytest

torch = pytest.importorskip("torch")
torch.set_num_threads(1)
