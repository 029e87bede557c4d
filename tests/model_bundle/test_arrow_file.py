import numpy as np
import pyarrow as pa
import pytest

from model_bundle.arrow_file import column_floats, open_table, pack_matrix, unpack_matrix, write_table
from model_bundle.errors import BundleCorruptError

MATRIX = np.array([[1.5, np.nan], [-0.0, 3.0], [1e-300, np.pi]])


def test_a_matrix_comes_back_bit_for_bit(tmp_path):
    write_table(pa.table({"features": pack_matrix(MATRIX)}), tmp_path / "t.arrow")
    found = unpack_matrix(open_table(tmp_path / "t.arrow"), "features")
    assert found.tobytes() == MATRIX.tobytes()


def test_nulls_become_nan(tmp_path):
    write_table(pa.table({"x": pa.array([1.0, None])}), tmp_path / "t.arrow")
    assert np.array_equal(column_floats(open_table(tmp_path / "t.arrow"), "x"), [1.0, np.nan], equal_nan=True)


def test_whole_numbers_become_floats():
    assert column_floats(pa.table({"x": [1, 2]}), "x").dtype == np.float64


def test_a_mapped_matrix_is_not_copied(tmp_path):
    write_table(pa.table({"features": pack_matrix(MATRIX)}), tmp_path / "t.arrow")
    table = open_table(tmp_path / "t.arrow")
    before = pa.total_allocated_bytes()
    found = unpack_matrix(table, "features")
    # Arrow's own way of joining chunks copies a single one too, and the copy looks like a mapping from here.
    assert pa.total_allocated_bytes() == before
    assert not found.flags.owndata
    assert not found.flags.writeable


def test_a_mapped_column_without_nulls_is_not_copied(tmp_path):
    write_table(pa.table({"x": pa.array([1.0, 2.0])}), tmp_path / "t.arrow")
    table = open_table(tmp_path / "t.arrow")
    before = pa.total_allocated_bytes()
    assert not column_floats(table, "x").flags.owndata
    assert pa.total_allocated_bytes() == before


def test_an_empty_table_can_be_written(tmp_path):
    write_table(pa.table({"x": pa.array([], pa.float64())}), tmp_path / "t.arrow")
    assert open_table(tmp_path / "t.arrow").num_rows == 0


def test_a_file_of_another_kind_is_named(tmp_path):
    (tmp_path / "t.arrow").write_bytes(b"not an arrow file at all")
    with pytest.raises(BundleCorruptError, match=r"t\.arrow is not an Arrow file"):
        open_table(tmp_path / "t.arrow")
