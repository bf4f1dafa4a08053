"""Many inputs on the cores of a machine or of a cluster, with Ray Data; needs `pip install 'govner[scale]'`.

Newcomer's notes. There are two ways, and each leans on what a run without Ray does:

- `extract_with_ray` is the engine of `govner extract --engine ray`. Actors, which hold the model, read the files and
  make the reports; the process that started them gets the reports back in the order of the inputs and writes them
  itself, into the part file that it also writes without Ray. So a run that was killed goes on with `--resume`, and
  every kind of output has the same rows. Rows of tables are read before they are handed out: their ids hang on the rows
  before them. Inputs are handed out in waves, so that memory does not grow with their number.
- `extract_parquet` is for more than one process can write. A Parquet file of texts is the unit of work: an actor reads
  it and writes the tables of its reports itself, through a part file of its own. A run that was killed is just started
  again: what is finished stays, and what is begun goes on.

Ray runs on this machine alone unless `RAY_ADDRESS` names a cluster (`auto`, where this machine is one of its nodes), or
`ray.init` was called before. On a cluster all nodes must see the files under the same paths.
"""

from govner.scale.inputs import extract_with_ray
from govner.scale.outcomes import Outcome, outcomes
from govner.scale.shards import extract_parquet

__all__ = ["Outcome", "extract_parquet", "extract_with_ray", "outcomes"]
