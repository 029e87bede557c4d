"""Columns that are learnt from the outcomes of clients: row-level models of histories, and neighbours.

::

    client_rows     the rows of a history table as numbers, each with its client
    row_source      which rows and columns: ``bureau_source`` and ``previous_source``
    row_model       risk of a row by a small model, then mean, highest and sum of each client
    neighbours      default rate of the nearest former applicants
    cross_fit cross-fitting: which rows each value may be fitted on fold_matrix the features as one outer fold sees them
    past_rows what row-level models read, while the tables are open row_features what they say of a client, with labels
    and definitions served_rows the models that a bundle brings along, and their answers for pending applications

A value made from outcomes leaks them unless it is fitted inside each fold: ``CrossFitted`` is what a training asks,
fold by fold.
"""

from model_build.target_encoding.cross_fit import CrossFitted, Encoder, FittedColumns, FittedEncoder

__all__ = ["CrossFitted", "Encoder", "FittedColumns", "FittedEncoder"]
